internal import DecisionTable
internal import MessageText

/// Reads rows of CSV as requests, one after the other.
struct CSVRequestReader {
  let columns: CSVColumns
  private var row = CSVRow()
  /// The id of the last row, empty if it does not have one.
  private(set) var id = ""

  /// The columns of facts by index of the table, once a row was read for it.
  private var factColumns: [[CSVFactColumn]?]

  /// - Parameter tableCount: the number of tables that rows are read for.
  init(_ columns: CSVColumns, tableCount: Int) {
    self.columns = columns
    factColumns = Array(repeating: nil, count: tableCount)
  }

  /// Reads the fields of the next row.
  ///
  /// - Returns: false for a row that is blank.
  mutating func read(_ record: CSVRecords.Record) throws(RequestError) -> Bool {
    id = ""
    guard record.bytes.count <= Responder.longestLine else {
      throw record.isCutOff
        ? RequestError(
          .badCSV,
          "a quoted field does not end within \(Responder.longestLine) bytes, so nothing after it was read"
        )
        : RequestError(.lineTooLong, "the row is longer than \(Responder.longestLine) bytes")
    }
    do throws(RequestError) {
      try row.read(record.bytes, delimiter: columns.delimiter)
      if row.isBlank { return false }
      try columns.check(row)
    } catch {
      // A misplaced quote can turn many lines into one row, so the error says how many.
      guard record.lineCount > 1 else { throw error }
      throw RequestError(error.code, "\(error.message) (the row takes \(record.lineCount) lines)")
    }
    id = field(columns.id) ?? ""
    if id.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return true }
    let unprintable = id.unicodeScalars.first {
      $0.isUnprintable && !"\t\r\n".unicodeScalars.contains($0)
    }
    if let unprintable {
      id = id.printable
      throw RequestError(
        .badCSV, "the id has the control character U+\(hexadecimal(unprintable))")
    }
    return true
  }

  /// What the row says besides its facts.
  var head: RequestHead {
    RequestHead(
      policy: field(columns.policy), revision: field(columns.revision),
      date: field(columns.date))
  }

  /// States the facts of the row; an empty field is unknown.
  ///
  /// - Parameter others: the names of facts that are left aside.
  mutating func state(
    _ facts: inout Facts, of table: Int, for decider: Decider, besides others: Set<String>
  ) throws(RequestError) {
    let known =
      factColumns[table]
      ?? columns.columns.enumerated().compactMap { field, column in
        guard case .fact(let name) = column else { return nil }
        return CSVFactColumn(field: field, name: name, fact: decider.layout.names.index(of: name))
      }
    factColumns[table] = known
    for column in known where !row.isEmpty(column.field) {
      try facts.read(row, column, delimiter: columns.delimiter, for: decider, besides: others)
    }
  }

  /// The text of a column; nil if the file does not have the column or the field is empty.
  private func field(_ index: Int?) -> String? {
    guard let index, !row.isEmpty(index) else { return nil }
    return row.text(index)
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
