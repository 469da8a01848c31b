import DecisionTable
import PolicyChecks
import PolicyExports
import PolicyModel
import TestSupport
import Testing

/// Queries are well formed whatever a policy says; that engines answer with them as the decider does
/// is the business of `Tests/Conformance/exports`.
@Suite struct SQLExportTests {
  private func text(_ export: Export, _ checked: CheckedPolicy) throws -> String {
    let exported = RevisionExport(
      checked.policy.revisions[1], of: checked,
      Provenance(compiler: "policyc", sourceDigest: "0"))
    return String(decoding: try export.artifacts(of: exported)[0].bytes, as: UTF8.self)
  }

  @Test(arguments: SQLDialect.allCases)
  func writesTheSameBytesEachTime(_ dialect: SQLDialect) throws {
    for export in Export.sql(dialect) {
      let one = try text(export, ExportedPolicies.base())
      expectGolden(
        one, packageFolder + "/Tests/PolicyExportsTests/Golden/\(export.name)")
      #expect(try text(export, ExportedPolicies.base()) == one)
    }
  }

  /// A title that breaks its line must not become part of the query.
  @Test(arguments: SQLDialect.allCases)
  func theHeaderStaysAComment(_ dialect: SQLDialect) throws {
    let checked = ExportedPolicies.base {
      $0.replacing("title: Liver iron by MRI", with: "title: \"A\\u2028DROP TABLE requests; --\"")
    }
    for export in Export.sql(dialect) {
      let lines = try text(export, checked).split(whereSeparator: \.isNewline)
      let own = lines.filter { $0.contains("DROP TABLE") }
      #expect(!own.isEmpty)
      for line in own { #expect(line.hasPrefix("-- ")) }
    }
  }

  /// What is in one list of a complete table is in one step of a walk, so that a query grows with
  /// its diagram and not with its paths.
  @Test func queriesStaySmall() throws {
    for checked in ExportedPolicies.all {
      for revision in checked.policy.revisions {
        let exported = RevisionExport(
          revision, of: checked, Provenance(compiler: "", sourceDigest: ""))
        for export in Export.sql {
          #expect(try export.artifacts(of: exported)[0].bytes.count < 60_000)
        }
      }
    }
  }
}
