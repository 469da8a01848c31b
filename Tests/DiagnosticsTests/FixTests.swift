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

  /// What is one letter from a single name is a slip; what may be a name of its own is not.
  @Test(arguments: [
    ("requires", true), ("any-of", true), ("thalassemia_majr", true), ("hepatitis_d", false),
    ("stage_3", false), ("hypothyroidsm", true), ("hypethyroidism", false), ("wehn", true),
    ("condition", true),
    ("thalasemia_mjor", false),
  ])
  func isSafeOnlyForASlip(_ written: String, _ isSafe: Bool) {
    let names = [
      "require", "any_of", "thalassemia_major", "hepatitis_c", "stage_2", "hypothyroidism",
      "hyperthyroidism", "when", "conditions",
    ]
    let fix = Fix.respelling(written, at: Span(path: "a.yaml", range: 0..<1), among: names)
    #expect(fix?.isSafe == isSafe)
  }

  @Test func makesSafeFixesAndLeavesTheOthers() {
    let findings = [
      finding(fix(0..<8, "require")), finding(fix(13..<17, "when")),
      finding(fix(10..<12, "no", isSafe: false)), finding(nil),
    ]
    let (changed, mended) = findings.applyingSafeFixes(to: [source])
    #expect(changed.map { String(decoding: $0.bytes, as: UTF8.self) } == ["require: µ\nwhen: 1\n"])
    #expect(mended.count == 2)
  }

  @Test func makesOneOfTwoFixesOfOnePlace() {
    let findings = [finding(fix(0..<8, "require")), finding(fix(4..<8, "d"))]
    let (changed, mended) = findings.applyingSafeFixes(to: [source])
    #expect(changed.map { String(decoding: $0.bytes, as: UTF8.self) } == ["require: µ\nwehn: 1\n"])
    #expect(mended.count == 1)
  }

  @Test func saysWhatTheFixDoesWhereThereIsOne() {
    #expect(
      Diagnostic(
        kind, "it is wrong", at: Span(path: "a.yaml", range: 0..<1), help: "do something",
        fix: fix(0..<1, "x")
      ).help == "write it")
  }
}
