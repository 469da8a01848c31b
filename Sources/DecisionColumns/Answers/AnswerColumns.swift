internal import CArrow
internal import DecisionTable

/// The answers to the rows of one batch.
struct AnswerColumns: ~Copyable {
  private let format: AnswerFormat
  private var results: NameColumn
  private var outcomes: NameColumn
  private var statements: NameColumn
  private var criteria: NameListColumn
  private var needs: NameListColumn
  /// The rows with an error, ascending, and the error of each.
  private var errors: [(row: Int, text: String)] = []
  private(set) var count = 0

  /// The most names in the lists of one batch, so that their bytes fit offsets of 32 bits.
  static let mostNames = 1 << 22

  init(_ format: AnswerFormat, capacity: Int) {
    self.format = format
    results = NameColumn(capacity: capacity)
    outcomes = NameColumn(capacity: capacity)
    statements = NameColumn(capacity: capacity)
    criteria = NameListColumn(capacity: capacity)
    needs = NameListColumn(capacity: capacity)
  }

  /// Whether the lists have as many names as one batch may have.
  var isFull: Bool {
    criteria.indices.count > AnswerColumns.mostNames
      || needs.indices.count > AnswerColumns.mostNames
  }

  @inline(__always)
  mutating func append(_ decision: borrowing Decision) {
    results.append(decision.result.index)
    outcomes.append(decision.outcome?.index)
    statements.append(decision.statement)
    criteria.append(decision.metCriteria.span)
    needs.append(decision.neededFacts.span)
    count &+= 1
  }

  mutating func append(error: String) {
    results.append(nil)
    outcomes.append(nil)
    statements.append(nil)
    criteria.appendNothing()
    needs.appendNothing()
    errors.append((count, error))
    count &+= 1
  }

  /// - Parameter id: the ids of the same rows.
  consuming func batch(id: ArrowArray?) -> ArrowArray {
    let (count, format, nullCount) = (count, format, errors.count)
    let validity = (results.validity, results.validity, results.validity)
    let errors = AnswerColumns.array(of: errors, length: count)
    let (reasons, asked) = (criteria.lists(), needs.lists())
    func lists(_ lists: NameLists, _ names: Names, _ validity: ArrayBuffer) -> ArrowArray {
      lists.array(of: names, format.encoding, nullCount: nullCount, validity: validity)
    }
    let columns = [
      results.array(of: format.results, format.encoding),
      outcomes.array(of: format.outcomes, format.encoding),
      statements.array(of: format.statements, format.encoding),
      lists(reasons, format.criteria, validity.0),
      lists(reasons, format.criterionIDs, validity.1), lists(asked, format.facts, validity.2),
      errors,
    ]
    return ArrowArray(
      length: count, nullCount: 0, [.none], children: (id.map { [$0] } ?? []) + columns)
  }

  private static func array(of errors: [(row: Int, text: String)], length: Int) -> ArrowArray {
    var offsets = GrowingBuffer<Int32>(capacity: length + 1)
    var bytes = GrowingBuffer<UInt8>(capacity: 16)
    let bits = UnsafeMutablePointer<UInt8>.allocate(capacity: length / 8 + 1)
    bits.initialize(repeating: 0, count: length / 8 + 1)
    offsets.append(0)
    var next = errors.makeIterator()
    var error = next.next()
    for row in 0..<length {
      if let found = error, found.row == row {
        var text = found.text
        text.withUTF8 { bytes.append(contentsOf: $0) }
        bits[row >> 3] |= 1 << UInt8(row & 7)
        error = next.next()
      }
      offsets.append(Int32(truncatingIfNeeded: bytes.count))
    }
    return ArrowArray(
      length: length, nullCount: length - errors.count,
      [
        .owned(UnsafeMutableRawPointer(bits)), .owned(offsets.take()), .owned(bytes.take()),
      ])
  }
}
