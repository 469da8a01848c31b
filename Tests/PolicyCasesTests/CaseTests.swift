import Diagnostics
import JSONText
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing

@testable import PolicyCases

/// The base policy of the checks, with other cases.
func basePolicy(cases: String) throws -> CheckedPolicy {
  let base =
    Fixture.readBase(packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base")
    .filter { $0.path != "X.1/cases.yaml" } + [("X.1/cases.yaml", Array(cases.utf8))]
  return try #require(check(base.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }))
}

private func check(_ texts: [SourceText]) -> CheckedPolicy? {
  let compilation = Compilation(texts, in: "policy")
  for finding in compilation.findings where finding.kind.severity == .error {
    Issue.record("\(finding.message)")
  }
  return compilation.policies.first
}

private let golden = folder(of: #filePath) + "/Golden"

private let mixed = """
  policy: X.1
  given: {procedure: CPT:76498, purpose: liver_iron, suspected: true}
  cases:
    - name: Hepatitis B is taken for anemia
      facts: {conditions: [hepatitis_b], suspected: false}
      expect: {result: met, criteria: [anemia]}
    - name: Hepatitis C & "anemia" <b>
      facts: {conditions: [hepatitis_c]}
      expect: {result: met, criteria: [hepatitis]}
      at: {1/24: {result: not-met, outcome: silent}}
    - name: Only the later revision
      revisions: 6/24
      facts: {conditions: [anemia]}
      expect: {result: not-met, outcome: investigational, needs: []}
    - name: Another procedure
      facts: {procedure: CPT:10000}
      expect: {result: met}
    - name: Nothing known of conditions
      without: [suspected]
      facts: {conditions: {present: [], absent: [anemia]}}
      expect: {result: needs-information, needs: [conditions]}

  """

@Suite struct CaseTests {
  @Test func saysWhatDiffersAndWhy() throws {
    let checked = try basePolicy(cases: mixed)
    let run = CaseRun(checked.cases, of: checked.policy)
    expectGolden(run.text + "\n", "\(golden)/run.txt")
    expectGolden(CaseReport([run], coverage: [:]).json.pretty, "\(golden)/run.json")
    #expect(run.trials.count == 9)
    // Each case runs at both revisions, except one that runs only at the later one.
    #expect(run.failures.count == 7)
  }

  @Test func saysWhatIsShown() throws {
    let checked = try basePolicy(cases: mixed)
    let coverages = checked.policy.revisions.map { RevisionCoverage(of: $0, by: checked.cases) }
    expectGolden(
      coverages.map { $0.text + "\n" }.joined(separator: "\n"), "\(golden)/coverage.txt")
    let run = CaseRun([], of: checked.policy)
    expectGolden(
      CaseReport([run], coverage: ["X.1": [coverages[0]]]).json.pretty, "\(golden)/coverage.json")
    expectGolden(
      JUnitReport(
        [CaseRun(checked.cases, of: checked.policy)], coverage: ["X.1": coverages]
      ).text, "\(golden)/junit.xml")
  }

  /// *Cases with the suggested ones pasted in show everything, as expected*.
  @Test(arguments: [
    mixed, "policy: X.1\ncases:\n  - {name: Nothing, expect: {result: needs-information}}\n",
  ])
  func suggestionsCompleteTheCoverage(_ cases: String) throws {
    let before = try basePolicy(cases: cases)
    let suggestions = CaseSuggestions(for: before.policy, completing: before.cases)
    let after = try basePolicy(cases: cases + suggestions.yaml(given: before.givenFacts))
    #expect(after.cases.count == before.cases.count + suggestions.suggestions.count)
    #expect(!suggestions.suggestions.isEmpty)
    for revision in after.policy.revisions {
      #expect(RevisionCoverage(of: revision, by: after.cases).missing.isEmpty)
    }
    let names = Set(before.cases.map(\.name))
    let run = CaseRun(after.cases, of: after.policy)
    #expect(run.failures.allSatisfy { names.contains($0.name) })
    if cases == mixed {
      expectGolden(suggestions.yaml(given: before.givenFacts), "\(golden)/suggested.yaml")
    }
  }

  @Test func provesThatFewerCasesCannotDo() throws {
    let checked = try basePolicy(
      cases: "policy: X.1\ncases:\n  - {name: Nothing, expect: {result: needs-information}}\n")
    let suggestions = CaseSuggestions(for: checked.policy, completing: checked.cases)
    // One for each condition, one for none of them, and one each with scope, purpose and suspicion
    // not met.
    #expect(suggestions.suggestions.count == 3 + 1 + 3)
    #expect(suggestions.isSmallest)
  }
}
