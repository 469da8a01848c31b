import Diagnostics
import Testing

@Suite struct TextReportTests {
  private let kind = DiagnosticKind("some-kind", why: "", before: "", after: "")

  private func report(_ text: String, _ range: Range<Int>) -> String {
    let source = SourceText(path: "a.yaml", bytes: Array(text.utf8))
    let finding = Diagnostic(
      kind, "it is wrong", at: Span(path: "a.yaml", range: range), label: "this",
      help: "correct it")
    return TextReport(sources: [source]).text([finding])
  }

  @Test func underlinesTheSpan() {
    #expect(
      report("é: µg\nb: c\n", 4..<7) == """
        error[some-kind]: it is wrong
         --> a.yaml:1:4
          |
        1 | é: µg
          |    ^^ this
        help: correct it

        """)
  }

  @Test func underlinesTheFirstLineOfALongSpan() {
    #expect(report("ab\ncd\n", 1..<5).contains("1 | ab\n  |  ^ this"))
  }

  @Test func marksAnEmptySpanAndTheEndOfTheFile() {
    #expect(report("ab", 2..<2).contains("1 | ab\n  |   ^ this"))
    #expect(report("", 0..<0).contains("1 | \n  | ^ this"))
  }

  @Test func showsAWindowOfAVeryLongLine() {
    let text = report(String(repeating: "é", count: 5_000), 6_000..<6_002)
    #expect(text.split(separator: "\n").allSatisfy { $0.count < 200 })
    #expect(text.contains("…"))
  }

  @Test func printsNoControlCharacters() {
    #expect(!report("a\u{1B}[31mb", 0..<1).contains("\u{1B}"))
  }

  @Test func sortsFindingsAndDropsDuplicates() {
    let late = Diagnostic(kind, "late", at: Span(path: "b", range: 0..<1))
    let early = Diagnostic(kind, "early", at: Span(path: "a", range: 5..<6))
    #expect([late, early, late].sortedByLocation.map(\.message) == ["early", "late"])
  }
}
