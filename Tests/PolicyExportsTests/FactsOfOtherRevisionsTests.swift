import JSONText
import PolicyChecks
import PolicyModel
import TestSupport
import Testing

@testable import PolicyExports

/// `policyc decide` leaves aside a fact that only another revision of the policy declares, so clients
/// that check requests with the schema, and the queries that read them, take it too.
@Suite struct FactsOfOtherRevisionsTests {
  /// The fact `suspected` is replaced by `overload` in the draft.
  private let policy = ExportedPolicies.checked(
    Fixture.readBase("\(packageFolder)/Tests/PolicyChecksTests/Fixtures/Base")
      .filter { $0.0 != "X.1/cases.yaml" }.map { path, bytes in
        guard path != "X.1/2024-01.yaml" else { return (path, bytes) }
        let text = String(decoding: bytes, as: UTF8.self).replacing("suspected", with: "overload")
          .replacing("    effect: widens", with: "    effect: mixed")
        return (path, Array(text.utf8))
      })[0]

  @Test(arguments: [(0, "overload"), (1, "suspected")])
  func areTaken(_ revision: Int, _ other: String) throws {
    let exported = RevisionExport(
      policy.policy.revisions[revision], of: policy, Provenance(compiler: "", sourceDigest: ""))
    #expect(exported.otherFacts == [other])
    let schema = try JSON(bytes: Export.requestSchema.artifacts(of: exported)[0].bytes)
    let facts = schema["properties"]?["facts"]
    #expect(facts?["additionalProperties"]?.boolean == false)
    // Any value.
    #expect(
      facts?["properties"]?[other]?.compact
        == #"{"description":"Only other revisions ask for it; its value is left aside."}"#)
    for dialect in SQLDialect.allCases {
      let query = String(
        decoding: try Export.requestQuery(dialect).artifacts(of: exported)[0].bytes, as: UTF8.self)
      // It is among the known names, and nowhere else.
      #expect(query.split(separator: "'\(other)'", omittingEmptySubsequences: false).count == 2)
    }
  }
}
