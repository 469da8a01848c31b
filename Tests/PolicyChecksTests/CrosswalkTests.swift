import DecisionTable
import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing
import Values

/// What a crosswalk says of codes that it does not list.
@Suite struct CrosswalkTests {
  private func systems(_ others: String?) throws -> [CompleteCodeSystem] {
    let base = Fixture.readBase(packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base")
    let texts = base.map { path, bytes -> SourceText in
      guard path == "terminology/icd-10-cm.yaml", let others else {
        return SourceText(path: "policy/\(path)", bytes: bytes)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      return SourceText(
        path: "policy/\(path)",
        bytes: Array(text.replacing("rows:", with: "others: \(others)\nrows:").utf8))
    }
    let policy = try #require(Compilation(texts, in: "policy").policies.first)
    // A released revision keeps the crosswalk with which it was sealed; the draft has this one.
    return policy.policy.revisions[1].table.completeSystems
  }

  @Test func listsTheSystemsThatItCoversCompletely() throws {
    let complete = CompleteCodeSystem(terminology: "conditions", system: .icd10cm)
    #expect(try systems("{ICD-10-CM: absent, CPT: unknown}") == [complete])
  }

  /// Without a word, a code that is not listed may be any term.
  @Test(arguments: [nil, "{ICD-10-CM: unknown}"]) func listsNoneByItself(_ others: String?) throws {
    #expect(try systems(others).isEmpty)
  }
}
