import CArrow
import DecisionTable

@testable import DecisionColumns

/// One answer, read from the columns of a batch as another program would read them.
struct TestAnswer: Equatable {
  var result: String?
  var outcome: String?
  var statement: String?
  var criteria: [String]?
  var criterionIDs: [String]?
  var needs: [String]?
  var error: String?

  init(error: String) { self.error = error }

  init(_ verdict: Verdict) {
    result = verdict.result.rawValue
    outcome = verdict.outcome?.rawValue
    statement = verdict.statement
    (criteria, criterionIDs, needs) = (verdict.criteria, verdict.criterionIDs, verdict.needs)
  }

  fileprivate init(_ columns: [String: ReadColumn], row: Int) {
    func text(_ name: String) -> String? { columns[name]?.text(row) }
    func texts(_ name: String) -> [String]? { columns[name]?.texts(row) }
    (result, outcome, statement) = (text("result"), text("outcome"), text("statement"))
    (criteria, criterionIDs) = (texts("criteria"), texts("criterion_ids"))
    (needs, error) = (texts("needs"), text("error"))
  }
}

/// Reads all answers of a stream, and releases everything.
func answers(_ stream: consuming ArrowArrayStream) throws -> [TestAnswer] {
  var stream = stream
  defer { stream.release(&stream) }
  var schema = ArrowSchema()
  guard stream.get_schema(&stream, &schema) == 0 else { throw StreamFailure(message: "schema") }
  defer { schema.release(&schema) }
  var answers: [TestAnswer] = []
  while true {
    var batch = ArrowArray()
    guard stream.get_next(&stream, &batch) == 0 else {
      throw StreamFailure(message: String(cString: stream.get_last_error(&stream)!))
    }
    guard batch.release != nil else { return answers }
    var columns: [String: ReadColumn] = [:]
    for index in 0..<Int(schema.n_children) {
      let column = ReadColumn(
        schema: schema.children[index]!.pointee, array: batch.children[index]!.pointee)
      columns[String(cString: schema.children[index]!.pointee.name)] = column
    }
    answers += (0..<Int(batch.length)).map { TestAnswer(columns, row: $0) }
    batch.release(&batch)
  }
}

struct StreamFailure: Error, Equatable {
  let message: String
}

private struct ReadColumn {
  let schema: ArrowSchema
  let array: ArrowArray

  private func isValid(_ row: Int) -> Bool {
    guard let bits = array.buffers[0]?.assumingMemoryBound(to: UInt8.self) else { return true }
    return bits[row / 8] >> (row % 8) & 1 == 1
  }

  private func offset(_ index: Int) -> Int {
    Int(array.buffers[1]!.assumingMemoryBound(to: Int32.self)[index])
  }

  func text(_ row: Int) -> String? {
    guard isValid(row) else { return nil }
    if let dictionary = array.dictionary {
      return ReadColumn(schema: schema.dictionary.pointee, array: dictionary.pointee)
        .text(offset(row))
    }
    let bytes = array.buffers[2]!.assumingMemoryBound(to: UInt8.self)
    return String(
      decoding: UnsafeBufferPointer(
        rebasing: UnsafeBufferPointer(start: bytes, count: offset(row + 1))[offset(row)...]),
      as: UTF8.self)
  }

  func texts(_ row: Int) -> [String]? {
    guard isValid(row) else { return nil }
    let child = ReadColumn(schema: schema.children[0]!.pointee, array: array.children[0]!.pointee)
    return (offset(row)..<offset(row + 1)).map { child.text($0) ?? "null" }
  }
}
