/// A table of texts for spreadsheets, written by RFC 4180.
///
/// It is in UTF-8 with a byte order mark, without which spreadsheets assume another encoding.
struct CSVTable {
  let columns: [String]
  /// Each row has a field for each column.
  var rows: [[String]] = []

  var text: String {
    "\u{FEFF}"
      + ([columns] + rows).map { $0.map(CSVTable.field).joined(separator: ",") + "\r\n" }
      .joined()
  }

  /// A field with the quotes and the apostrophe that it needs.
  static func field(_ text: String) -> String {
    let harmless = isFormula(text) ? "'" + text : text
    guard harmless.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
      return harmless
    }
    return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
  }

  /// Whether a spreadsheet would evaluate the text, so that it needs an apostrophe before it, which marks
  /// text. Text that begins with an apostrophe gets another one, so that it can be read back.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return "=+-@\t\r\n'".utf8.contains(first)
  }
}
