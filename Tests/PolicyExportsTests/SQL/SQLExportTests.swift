import DecisionTable
import PolicyChecks
import PolicyExports
import PolicyModel
import TestSupport
import Testing

/// Queries are well formed whatever a policy says. That engines answer with them as `policyc decide`
/// does is checked by `Tests/Conformance/exports`.
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

  /// A title with a line break cannot become part of the query.
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

  /// A query grows with its diagram, not with the paths through it.
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
