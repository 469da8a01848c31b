/// The header of a CSV file, with the delimiter that it shows.
///
/// Spreadsheets separate columns by commas, semicolons or tabs, and may say so on a line `sep=;`
/// before the header. Without that line, the delimiter is the one under which every column has a
/// meaning.
struct CSVHeader {
  let columns: Result<CSVColumns, RequestFileError>
  /// The bytes before the first row.
  let size: Int
  let lineCount: Int
  /// The columns are those of requests, even if the file's name does not say so.
  let isLikely: Bool

  private static let delimiters = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"),
  ]

  init(of bytes: UnsafeBufferPointer<UInt8>, facts: Set<String>) throws(RequestFileError) {
    let stated = CSVHeader.statedDelimiter(bytes)
    let rest = UnsafeBufferPointer(rebasing: bytes[(stated?.size ?? 0)...])
    guard rest.contains(0x0A) || !rest.dropLast().contains(0x0D) else {
      throw RequestFileError(
        "the lines of the file end with a carriage return alone",
        help: "save it as CSV UTF-8, whose lines end with a line feed")
    }
    let candidates = (stated.map { [$0.delimiter] } ?? CSVHeader.delimiters).map {
      Candidate(rest, delimiter: $0, facts: facts)
    }
    // Where no delimiter fits, the one that makes the most columns shows best what is wrong.
    let fitting = candidates.filter { (try? $0.columns.get()) != nil }
    guard
      let best = (fitting.isEmpty ? candidates : fitting).max(by: {
        $0.names.count < $1.names.count
      })
    else { preconditionFailure("there is always a delimiter to try") }
    columns = best.columns
    size = (stated?.size ?? 0) + best.size
    lineCount = (stated == nil ? 0 : 1) + best.lineCount
    isLikely = best.names.contains {
      ["id", "policy", "revision", "date"].contains($0) || facts.contains($0)
    }
  }

  /// `sep=;`, on the first line.
  private static func statedDelimiter(_ bytes: UnsafeBufferPointer<UInt8>) -> (
    delimiter: UInt8, size: Int
  )? {
    guard let end = bytes.firstOffset(of: 0x0A, in: 0..<min(bytes.count, 10)) else { return nil }
    let line = bytes[..<end].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\r") }
    guard line.count == 5, String(decoding: line.dropLast(), as: UTF8.self).lowercased() == "sep=",
      let delimiter = line.last, delimiter == 0x09 || (0x21...0x7E).contains(delimiter),
      !Unicode.Scalar(delimiter).properties.isAlphabetic, !(0x30...0x39).contains(delimiter)
    else { return nil }
    return (delimiter, end + 1)
  }
}

/// A header as one delimiter separates it.
private struct Candidate {
  let columns: Result<CSVColumns, RequestFileError>
  let names: [String]
  let size: Int
  let lineCount: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, facts: Set<String>) {
    var records = CSVRecords(bytes, delimiter: delimiter)
    guard let record = records.next() else {
      columns = .failure(RequestFileError("the file does not have a header"))
      (names, size, lineCount) = ([], bytes.count, 0)
      return
    }
    var row = CSVRow()
    try? row.read(record.bytes, delimiter: delimiter)
    names = (0..<row.count).map { row.text($0) }
    size = records.start
    lineCount = record.lineCount
    columns = Result { () throws(RequestFileError) in
      try CSVColumns(header: record.bytes, delimiter: delimiter, facts: facts)
    }
  }
}
