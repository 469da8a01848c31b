import Diagnostics
import Testing

@Suite struct FixTests {
  private let kind = DiagnosticKind("some-kind", why: "", before: "", after: "")
  private let source = SourceText(path: "a.yaml", bytes: Array("requires: µ\nwehn: 1\n".utf8))

  private func finding(_ fix: Fix?) -> Diagnostic {
    Diagnostic(kind, "it is wrong", at: Span(path: "a.yaml", range: 0..<8), fix: fix)
  }

  private func fix(_ range: Range<Int>, _ text: String, isSafe: Bool = true) -> Fix {
    Fix("write it", [.init(Span(path: "a.yaml", range: range), text)], isSafe: isSafe)
  }

  /// A name that differs by one letter from only one known name is misspelled, and the fix is safe.
  /// A name that could mean several known names is not replaced.
  @Test(
    arguments: [
      ("requires", true), ("any-of", true), ("thalassemia_majr", true), ("hepatitis_d", nil),
      ("stage_3", nil), ("hypothyroidsm", true), ("hypethyroidism", nil), ("wehn", true),
      ("condition", true), ("thalasemia_mjor", false),
    ] as [(String, Bool?)])
  func isSafeOnlyForAMisspelling(_ written: String, _ isSafe: Bool?) {
    let names = [
      "require", "any_of", "thalassemia_major", "hepatitis_c", "stage_2", "hypothyroidism",
      "hyperthyroidism", "when", "conditions",
    ]
    let fix = Fix.respelling(written, at: Span(path: "a.yaml", range: 0..<1), among: names)
    #expect(fix?.isSafe == isSafe)
  }

  @Test func appliesSafeFixesOnly() {
    let findings = [
      finding(fix(0..<8, "require")), finding(fix(13..<17, "when")),
      finding(fix(10..<12, "no", isSafe: false)), finding(nil),
    ]
    let (changed, fixed) = findings.applyingSafeFixes(to: [source])
    #expect(changed.map { String(decoding: $0.bytes, as: UTF8.self) } == ["require: µ\nwhen: 1\n"])
    #expect(fixed.count == 2)
  }

  @Test func appliesOneOfTwoOverlappingFixes() {
    let findings = [finding(fix(0..<8, "require")), finding(fix(4..<8, "d"))]
    let (changed, fixed) = findings.applyingSafeFixes(to: [source])
    #expect(changed.map { String(decoding: $0.bytes, as: UTF8.self) } == ["require: µ\nwehn: 1\n"])
    #expect(fixed.count == 1)
  }

  @Test func helpIsTheTitleOfTheFix() {
    #expect(
      Diagnostic(
        kind, "it is wrong", at: Span(path: "a.yaml", range: 0..<1), help: "do something",
        fix: fix(0..<1, "x")
      ).help == "write it")
  }
}
