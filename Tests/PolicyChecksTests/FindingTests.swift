import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing

private let fixtures = Fixture.all(in: folder(of: #filePath) + "/Fixtures")

private let knownCalibrations = [
  KnownCalibration(
    id: "r2-1.5t-st-pierre-2005",
    standing: .bundled(
      number: 1, digest: "8f1345232f8911d5e3885cb7a9687665db488b30c45c817f2ee09cd61737ba19")),
  KnownCalibration(id: "r2-3t", standing: .refused(reason: "not published")),
]

@Suite struct FindingTests {
  @Test(arguments: fixtures)
  func reportsExactlyThis(_ fixture: Fixture) {
    let (report, codes) = report(on: fixture.sources)
    if isUpdating {
      fixture.update(report)
    } else if report != fixture.expected {
      Issue.record(
        "\(fixture.name)\n\(firstDifference(found: report, expected: fixture.expected))\n\(report)")
    }
    #expect(codes.contains(fixture.code))
  }

  @Test func baseHasNoFindings() {
    let base = Fixture.readBase(folder(of: #filePath) + "/Fixtures/Base")
    #expect(report(on: base).text == "")
  }

  @Test func saysWhereItStopped() {
    let base = Fixture.readBase(folder(of: #filePath) + "/Fixtures/Base")
    let tests = String(repeating: "{suspected_of: true}, ", count: 150)
    let (text, codes) = report(
      on: base.map { source in
        let edited = String(decoding: source.bytes, as: UTF8.self)
          .replacing("require: [", with: "require: [\(tests)")
        return (source.path, source.path == "X.1/2024-06.yaml" ? Array(edited.utf8) : source.bytes)
      })
    #expect(codes == ["unknown-fact", "unexamined-rest"])
    #expect(text.ranges(of: "error[unknown-fact]").count == 100)
    #expect(
      text.contains(
        "error[unexamined-rest]: after 100 mistakes of this kind, the rest of the file was not examined"
      ))
  }

  @Test func eachKindHasAFixture() {
    let shown = Set(fixtures.map(\.code))
    for kind in DiagnosticKind.all {
      #expect(shown.contains(kind.code), "\(kind.code) does not have a fixture")
    }
  }

  @Test func eachFixtureIsOfAKind() {
    let codes = Set(DiagnosticKind.all.map(\.code))
    for fixture in fixtures { #expect(codes.contains(fixture.code), "\(fixture.name)") }
  }

  @Test func eachKindIsExplainedOnce() {
    let kinds = DiagnosticKind.all
    #expect(Set(kinds.map(\.code)).count == kinds.count)
    for kind in kinds {
      #expect(kind.explanation.why.count > 40, "\(kind.code)")
      #expect(kind.explanation.before != kind.explanation.after, "\(kind.code)")
    }
  }

  private func report(on sources: [(path: String, bytes: [UInt8])]) -> (
    text: String, codes: Set<String>
  ) {
    let texts = sources.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    let findings = Compilation(texts, in: "policy", calibrations: knownCalibrations).findings
    return (TextReport(sources: texts).text(findings), Set(findings.map(\.kind.code)))
  }
}
