import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyExports
import PolicyModel
import PolicySources
import TestSupport
import Testing

private let tests = packageFolder + "/Tests"
private let fixtures = Fixture.all(
  in: tests + "/PolicyExportsTests/Fixtures", base: tests + "/PolicyChecksTests/Fixtures/Base")

/// A part of a revision that an export cannot express is reported in the source, and the artefact is left
/// out.
@Suite struct ExportRefusalTests {
  @Test(arguments: fixtures)
  func reportsExactlyThis(_ fixture: Fixture) {
    let texts = fixture.sources.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    let compilation = Compilation(texts, in: "policy")
    var findings = compilation.findings.filter { $0.kind.severity == .error }
    for checked in compilation.policies {
      for revision in checked.policy.revisions {
        let exported = RevisionExport(
          revision, of: checked, Provenance(compiler: "policyc", sourceDigest: "0"))
        var refusals: [(refusal: ExportRefusal, name: String)] = []
        for export in Export.all {
          do throws(ExportRefusal) {
            _ = try export.artifacts(of: exported)
          } catch {
            refusals.append((error, export.name))
          }
        }
        findings += exported.findings(refusals, .warning)
      }
    }
    let report = TextReport(sources: texts).text(findings.sortedByLocation)
    if isUpdating {
      fixture.update(report)
    } else if report != fixture.expected {
      Issue.record(
        "\(fixture.name)\n\(firstDifference(found: report, expected: fixture.expected))\n\(report)")
    }
    #expect(Set(findings.map(\.kind.code)) == [fixture.code])
  }

  /// An author accepts once that an export is left out; an acceptance of one that is made is needless.
  @Test func anAcceptedExportIsLeftOutWithoutAWarning() throws {
    let fixture = try #require(fixtures.first { $0.name == "unexportable-revision" })
    func leftOut(_ accepted: [String]) throws -> [String] {
      let accept =
        "accept: [{warning: unexportable-revision, of: [\(accepted.joined(separator: ", "))], "
        + "because: Nobody reads them.}]\n"
      let texts = fixture.sources.map { path, bytes in
        SourceText(
          path: "policy/\(path)",
          bytes: path == "X.1/2024-06.yaml" ? bytes + Array(accept.utf8) : bytes)
      }
      let compilation = Compilation(texts, in: "policy")
      return try compilation.artifacts().leftOut.map { "\($0.kind.code) \($0.message)" }
    }
    let names = ["duckdb", "postgres", "spark"].map { "decision.\($0).sql" }
    let others = try leftOut(["decision.duckdb.sql"])
    try #require(others.count == 1)
    #expect(others[0].contains("`decision.postgres.sql` and `decision.spark.sql` are left out"))
    #expect(try leftOut(names) == [])
    #expect(
      try leftOut(names + ["decision.dmn"]) == [
        "needless-acceptance `decision.dmn` is not left out"
      ])
  }

  @Test func theKindIsExplained() {
    let kind = DiagnosticKind.unexportableRevision
    #expect(fixtures.contains { $0.code == kind.code })
    #expect(!DiagnosticKind.all.contains(kind))
    #expect(kind.with(.error).severity == .error)
    #expect(kind.with(.error).explanation.why == kind.explanation.why)
  }
}
