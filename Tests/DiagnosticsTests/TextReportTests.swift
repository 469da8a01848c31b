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

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("requires", "require"), ("wehn", "when"), ("any-of", "any_of"), ("conditons", "conditions"),
  ])
  func suggestsTheNearestName(_ written: String, _ meant: String) {
    #expect(nearestName(to: written, among: ["require", "when", "any_of", "conditions"]) == meant)
  }

  /// Names that differ in a digit or a one-letter word are different names, and if two known names
  /// are equally near, neither is suggested.
  @Test(arguments: [
    ("hepatitis_d", ["hepatitis_c", "anemia"]), ("stage_3", ["stage_2", "stage_1"]),
    ("wood2016", ["wood2015"]), ("vitamin_b12", ["vitamin_b1"]),
    ("hypethyroidism", ["hypothyroidism", "hyperthyroidism"]),
  ])
  func doesNotSuggestADifferentName(_ written: String, _ known: [String]) {
    #expect(nearestName(to: written, among: known) == nil)
  }

  @Test func suggestsAllEquallyNearNames() {
    let known = ["hypothyroidism", "hyperthyroidism", "anemia"]
    #expect(
      suggestion(for: "hypethyroidism", among: known)
        == "write one of `hypothyroidism`, `hyperthyroidism`")
  }

  @Test func suggestsNothingIfNoNameIsNear() {
    #expect(nearestName(to: "zebra", among: ["require", "when"]) == nil)
    #expect(nearestName(to: "", among: ["require"]) == nil)
  }
}
