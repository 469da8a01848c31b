internal import DecisionTable
internal import JSONText
internal import Values

/// A column of a fact, as a table knows the fact.
struct CSVFactColumn {
  let field: Int
  let name: String
  /// The index of the fact; nil if the table does not declare it.
  let fact: Int?
}

extension Facts {
  /// States the fact of a column.
  mutating func read(
    _ row: CSVRow, _ column: CSVFactColumn, delimiter: UInt8, for decider: Decider,
    besides others: Set<String>
  ) throws(RequestError) {
    guard let fact = column.fact else {
      if others.contains(column.name) { return leaveAside(column.name) }
      throw RequestError(.unknownFact(column.name, known: decider.table.facts.map(\.id)))
    }
    let layout = decider.layout.layout(of: fact)
    try row.with(column.field) { (text) throws(RequestError) in
      do throws(RequestError) {
        try read(text, as: layout, delimiter)
      } catch {
        guard isPlaceholder(text) else { throw error }
        throw RequestError(
          error.code, "\(error.message); leave the field empty if the value is not known")
      }
    }
  }

  private mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>, _ delimiter: UInt8
  ) throws(RequestError) {
    if text.first == UInt8(ascii: "{") { return try read(json: text, as: layout) }
    switch layout.pointee.kind {
    case .boolean:
      // Spreadsheets write booleans in capitals.
      switch String(decoding: text, as: UTF8.self).lowercased() {
      case "true": set(true, of: layout)
      case "false": set(false, of: layout)
      default: throw notRead(text, as: layout)
      }
    case .choice: try read(word: text, as: layout)
    case .code: try read(code: text, as: layout)
    case .date: try read(date: text, as: layout)
    case .number: try read(quantity: text, as: layout, delimiter)
    case .duration:
      // A year alone is the number of units.
      if CalendarDate(text) != nil || CalendarPeriod(text)?.month != nil {
        try read(date: text, as: layout)
      } else {
        try read(quantity: text, as: layout, delimiter)
      }
    case .set: try read(list: text, as: layout)
    case .records: try read(json: text, as: layout)
    }
  }

  /// An object, as a request in JSON states it.
  private mutating func read(
    json text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    var tape = JSONTape()
    var copy = PaddedCopy()
    let values: JSONTokens
    do throws(JSONError) {
      values = try tape.read(copy.text(text))
    } catch {
      let problem = RequestError(error)
      throw RequestError(problem.code, "`\(fact(of: layout).id)`: \(problem.message)")
    }
    try read(value: 0, of: values, as: layout)
  }

  /// `20` or `20 a`.
  private mutating func read(
    quantity text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>,
    _ delimiter: UInt8
  ) throws(RequestError) {
    let parts = text.split(separator: UInt8(ascii: " "), maxSplits: 1)
    guard let digits = parts.first else { throw wrongType(of: layout, "a blank") }
    switch CSVNumber(UnsafeBufferPointer(rebasing: digits), delimiter: delimiter) {
    case .number(let value):
      let unit = parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : nil
      try checked { (facts) throws(FactError) in try facts.set(value, unit: unit, of: layout) }
    case .tooPrecise: throw tooPrecise(UnsafeBufferPointer(rebasing: digits), of: layout)
    case .notANumber(let help): throw notRead(text, as: layout, help)
    }
  }

  /// `[]` or `a;b`: a complete list.
  private mutating func read(
    list text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    guard let set = layout.pointee.set else { return }
    beginSet(isComplete: true, of: set)
    if !text.elementsEqual("[]".utf8) {
      for member in text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
        try read(
          member: UnsafeBufferPointer(rebasing: member), isPresent: true, as: layout, set)
      }
    }
    try checked { (facts) throws(FactError) in try facts.endSet(of: layout) }
  }

  private func notRead(
    _ text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>, _ help: String? = nil
  ) -> RequestError {
    wrongType(
      of: layout,
      "`\(String(decoding: text, as: UTF8.self))`" + (help.map { "; \($0)" } ?? ""))
  }
}

/// Whether a text is what spreadsheets and data frames write for a missing value or a failed
/// formula.
private func isPlaceholder(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard text.count <= 8 else { return false }
  let word = String(decoding: text, as: UTF8.self).lowercased()
  return word.hasPrefix("#")
    || ["n/a", "na", "null", "nan", "nil", "none", "-", "--", "?", ".", "unknown"].contains(word)
}
