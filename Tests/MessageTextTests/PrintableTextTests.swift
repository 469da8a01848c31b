import MessageText
import Testing

@Suite struct PrintableTextTests {
  /// A character that a terminal obeys is replaced, and every other one stays.
  @Test(arguments: [
    ("plain text ~", "plain text ~"), ("é ≥ 5 µg", "é ≥ 5 µg"), ("a\tb", "a b"),
    ("\u{1B}[31m", "\u{FFFD}[31m"), ("\u{7F}\u{9F}\u{A0}", "\u{FFFD}\u{FFFD}\u{A0}"),
    ("\u{2029}\u{202A}\u{202E}\u{202F}", "\u{2029}\u{FFFD}\u{FFFD}\u{202F}"),
    ("\u{2065}\u{2066}\u{2069}\u{206A}", "\u{2065}\u{FFFD}\u{FFFD}\u{206A}"),
    ("\n\r\0", "\u{FFFD}\u{FFFD}\u{FFFD}"),
  ])
  func replacesWhatATerminalObeys(_ text: String, _ printable: String) {
    #expect(text.printable == printable)
    #expect(text.printable.unicodeScalars.count == text.unicodeScalars.count)
  }
}
