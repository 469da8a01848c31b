/// The beginning of a file of requests: its format, and what precedes the first request.
package struct RequestFileStart: Sendable {
  package let format: RequestFormat
  /// The bytes before the first request: the header of CSV.
  package let size: Int
  package let lineCount: Int

  private init(_ format: RequestFormat, size: Int = 0, lineCount: Int = 0) {
    self.format = format
    self.size = size
    self.lineCount = lineCount
  }

  /// Decides by the bytes, and by the name if the bytes do not tell.
  ///
  /// - Parameters:
  ///   - bytes: the beginning of the file without a byte order mark, with its first record if it
  ///     has one.
  ///   - name: the path of the file.
  ///   - stated: the format that the user asks for.
  ///   - facts: every fact that a table of the run declares, which can be the name of a column.
  package init(
    _ bytes: [UInt8], named name: String, stated: RequestFormat.Stated?, facts: Set<String>
  ) throws(RequestFileError) {
    let opening = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(RequestFileError) in
        try RequestFileStart(reading: bytes, named: name, stated: stated, facts: facts)
      }
    }
    self = try opening.get()
  }

  private init(
    reading bytes: UnsafeBufferPointer<UInt8>, named name: String, stated: RequestFormat.Stated?,
    facts: Set<String>
  ) throws(RequestFileError) {
    if let foreign = ForeignFile.recognized(bytes) { throw foreign }
    switch bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
    case UInt8(ascii: "[") where JSONDocument.isArrayOfObjects(bytes):
      throw RequestFileError(
        "the file is one JSON array, and requests are objects on lines of their own",
        help: "write one request a line, as with `jq -c '.[]'`")
    case UInt8(ascii: "<"):
      throw RequestFileError(
        "the file is HTML or XML", help: "save the table as CSV UTF-8, or write NDJSON")
    case UInt8(ascii: "{"):
      guard stated != .csv else {
        throw RequestFileError("the file is JSON, not CSV", help: "use `--format ndjson`")
      }
      guard !JSONDocument.spansLines(bytes) else {
        throw RequestFileError(
          "a request takes several lines", help: "write one request a line, as with `jq -c .`")
      }
      self.init(.lines)
    case nil where stated == .csv || stated == nil && RequestFileStart.isCSV(name):
      throw RequestFileError(
        "the file is empty", help: "write the names of the columns on its first line")
    case nil: self.init(.lines)
    default:
      if stated == .ndjson {
        self.init(.lines)
        return
      }
      let header = try CSVHeader(of: bytes, facts: facts)
      guard stated == .csv || RequestFileStart.isCSV(name) || header.isLikely else {
        self.init(.lines)
        return
      }
      self.init(.rows(try header.columns.get()), size: header.size, lineCount: header.lineCount)
    }
  }

  /// Whether the beginning of a file has the first line, which tells its format.
  package static func isWhole(_ bytes: [UInt8]) -> Bool {
    guard let lineBreak = bytes.firstIndex(of: 0x0A) else { return false }
    guard let first = bytes.first(where: { $0 > 0x20 }) else { return false }
    if first == UInt8(ascii: "{") { return true }
    // Header names can have line breaks in quotes, and a line `sep=;` can precede the header.
    let quotes = bytes.count { $0 == UInt8(ascii: "\"") }
    let precedesHeader =
      bytes[..<lineBreak].count < 10 && bytes[..<lineBreak].contains(UInt8(ascii: "="))
    return quotes.isMultiple(of: 2) && (!precedesHeader || bytes[(lineBreak + 1)...].contains(0x0A))
  }

  private static func isCSV(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".csv", ".tsv", ".tab"].contains { name.hasSuffix($0) }
  }
}
