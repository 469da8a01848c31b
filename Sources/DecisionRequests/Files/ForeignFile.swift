/// What the first bytes of a file say it is, where that is nothing that can be answered.
enum ForeignFile {
  /// The file's kind, as the rest of a sentence that begins with the file, and what to do.
  static func recognized(_ bytes: UnsafeBufferPointer<UInt8>) -> RequestFileError? {
    for (magic, kind, help) in signatures where bytes.starts(with: magic) {
      return RequestFileError("the file is \(kind)", help: help)
    }
    return utf16(bytes)
  }

  private static let toCSV = "open it in a spreadsheet and save the sheet as CSV UTF-8"
  private static let toPlain = "decompress it first"

  private static let signatures: [(magic: [UInt8], kind: String, help: String)] = [
    ([0x1F, 0x8B], "compressed with gzip", "decompress it first, as with `gunzip -c`"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", toPlain),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz", toPlain),
    (Array("BZh".utf8), "compressed with bzip2", toPlain),
    (Array("7z".utf8) + [0xBC, 0xAF], "a 7-Zip archive", "unpack it first"),
    (
      [0x50, 0x4B, 0x03, 0x04], "a workbook (.xlsx, .ods) or another ZIP archive",
      "\(toCSV), or unpack it first"
    ),
    ([0xD0, 0xCF, 0x11, 0xE0], "a workbook (.xls) or another document of Office", toCSV),
    (Array("PAR1".utf8), "a Parquet file", "write its rows as NDJSON or CSV"),
    (Array("Obj".utf8) + [0x01], "an Avro file", "write its records as NDJSON or CSV"),
    (Array("ARROW1".utf8), "an Arrow file", "write its rows as NDJSON or CSV"),
    (Array("SQLite format 3".utf8), "an SQLite database", "write its rows as NDJSON or CSV"),
    (Array("%PDF-".utf8), "a PDF", "name a file of requests"),
    ([0x00, 0x00, 0xFE, 0xFF], "UTF-32", "save it as UTF-8"),
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32", "save it as UTF-8"),
  ]

  /// With or without a byte order mark: the first characters of requests are ASCII.
  private static func utf16(_ bytes: UnsafeBufferPointer<UInt8>) -> RequestFileError? {
    guard bytes.count >= 2 else { return nil }
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let hasHalves = bytes.count >= 4 && (bytes[0] == 0) != (bytes[1] == 0)
    guard isMarked || hasHalves else { return nil }
    return RequestFileError("the file is UTF-16", help: "save it as UTF-8")
  }
}
