import DecisionRequests
import Testing

@Suite struct RequestFileTests {
  private func start(
    _ bytes: [UInt8], named name: String = "-", stated: RequestFormat.Stated? = nil
  ) throws(RequestFileError) -> RequestFileStart {
    try RequestFileStart(bytes, named: name, stated: stated, facts: ["age", "suspected"])
  }

  private func isCSV(_ text: String, named name: String) throws -> Bool {
    try start(Array(text.utf8), named: name).format.columns != nil
  }

  @Test(arguments: [
    ("{\"id\":\"1\"}\n", "a.ndjson", false), ("{\"id\":\"1\"}\n", "a.csv", false),
    ("\n  {}", "-", false), ("nonsense\n", "-", false), ("[]\n{}\n", "-", false),
    ("[1]\n{}\n", "a.ndjson", false), ("nonsense\n", "a.json", false),
    ("id,age\n", "-", true), ("id,age\n", "A.CSV", true), ("id\tage\n", "a.TSV", true),
    ("id;age\n", "requests.txt", true), ("age\n1", "-", true), ("", "-", false),
    // The first line is cut off, but the file is not one document.
    ("{\"id\":\"1\",\n", "-", false), ("{\"facts\":{}}\n{\"facts\":\n", "-", false),
    ("{\"facts\":{\n{\"facts\":{}}\n", "-", false),
  ])
  func tellsTheFormat(_ text: String, _ name: String, _ isTable: Bool) throws {
    #expect(try isCSV(text, named: name) == isTable)
  }

  @Test(arguments: [
    ("[{}]\n", "a.json", "JSON array"), ("\n [\n  {\n", "-", "JSON array"),
    ("{\n  \"facts\": {}\n}\n", "-", "several lines"),
    ("{\"facts\":\n{}}\n", "-", "several lines"),
    ("<html>", "a.xls", "HTML"), ("", "a.csv", "empty"), ("\n\n", "a.csv", "empty"),
    ("id,agee\n", "-", "`agee`"), ("agee\n", "a.csv", "`agee`"), ("PK\u{3}\u{4}", "a", "workbook"),
    ("%PDF-1.7", "-", "PDF"), ("PAR1", "-", "Parquet"),
  ])
  func refusesTheWholeFile(_ text: String, _ name: String, _ words: String) {
    let error = #expect(throws: RequestFileError.self) { try isCSV(text, named: name) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 0x08], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"),
      ([0xD0, 0xCF, 0x11, 0xE0], ".xls"), ([0xFF, 0xFE, 0x7B, 0], "UTF-16"),
      ([0xFE, 0xFF, 0, 0x7B], "UTF-16"), ([0x7B, 0, 0x22, 0], "UTF-16"),
      ([0, 0x69, 0, 0x64], "UTF-16"), ([0xFF, 0xFE, 0, 0, 0x69, 0, 0, 0], "UTF-32"),
    ] as [([UInt8], String)])
  func namesWhatTheBytesAre(_ bytes: [UInt8], _ words: String) {
    for name in ["a.csv", "a.ndjson", "-"] {
      let error = #expect(throws: RequestFileError.self) { try start(bytes, named: name) }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test func usesTheFormatThatIsStated() throws {
    #expect(try start(Array("id\n".utf8), stated: .ndjson).format.columns == nil)
    #expect(throws: RequestFileError.self) { try start(Array("{}\n".utf8), stated: .csv) }
  }

  /// A client that waits for its answer gets it without a second request.
  @Test func needsOneLine() {
    for whole in ["{\"a\":\"\\\"\"}\n", "id\n", "\n{}\n", "\"a\nb\",id\n", "sep=;\nid\n"] {
      #expect(RequestFileStart.isWhole(Array(whole.utf8)), "\(whole)")
    }
    for part in ["", "{", "id", "\"a\n", "sep=;\n", "\n"] {
      #expect(!RequestFileStart.isWhole(Array(part.utf8)), "\(part)")
    }
  }
}
