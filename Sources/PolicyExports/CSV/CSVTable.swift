/// A table of texts that spreadsheets open.
///
/// Written as RFC 4180 has it, in UTF-8 with a byte order mark, without which spreadsheets take the
/// text for another encoding.
struct CSVTable {
  let columns: [String]
  /// As many fields as there are columns.
  var rows: [[String]] = []

  var text: String {
    "\u{FEFF}"
      + ([columns] + rows).map { $0.map(CSVTable.field).joined(separator: ",") + "\r\n" }
      .joined()
  }

  private static func field(_ text: String) -> String {
    let harmless = isFormula(text) ? "'" + text : text
    guard harmless.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
      return harmless
    }
    return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
  }

  /// Whether a spreadsheet would compute it; then an apostrophe stands before it, which marks text.
  /// Text that begins with an apostrophe gets another one, so that it can be read back.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return "=+-@\t\r\n'".utf8.contains(first)
  }
}
