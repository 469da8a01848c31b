internal import DecisionTable
internal import Diagnostics

/// Reads rows of CSV as requests, one after the other.
struct CSVRequestReader {
  let columns: CSVColumns
  private var row = CSVRow()
  /// The id of the last row, empty if it does not have one.
  private(set) var id = ""

  init(_ columns: CSVColumns) { self.columns = columns }

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
      // A quote in the wrong place makes one row of many lines, which nobody is to look for.
      guard record.lineCount > 1 else { throw error }
      throw RequestError(error.code, "\(error.message) (the row takes \(record.lineCount) lines)")
    }
    id = field(.id) ?? ""
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
    RequestHead(policy: field(.policy), revision: field(.revision), date: field(.date))
  }

  /// States the facts of the row.
  func state(_ facts: inout Facts, for decider: Decider) throws(RequestError) {
    try facts.read(row, columns, for: decider)
  }

  /// The text of a column; nil if there is no such column or the field is empty.
  private func field(_ column: CSVColumns.Column) -> String? {
    guard let index = columns.index(of: column), !row.isEmpty(index) else { return nil }
    return row.text(index)
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
