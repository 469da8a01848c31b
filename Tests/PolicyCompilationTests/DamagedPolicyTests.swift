import Diagnostics
import PolicyCases
import PolicyChecks
import PolicyCompilation
import RandomPolicies
import TestSupport
import Testing

/// Whatever is wrong with one of its sources, a policy compiles or has findings.
@Suite struct DamagedPolicyTests {
  @Test func compilesOrHasFindings() throws {
    let base = Fixture.readBase(packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base")
    try forAll(seeds: 0..<200) { random in
      let index = base.indices.randomElement(using: &random) ?? 0
      let sources = base.indices.map { other in
        let bytes = base[other].bytes
        return SourceText(
          path: "policy/\(base[other].path)",
          bytes: other == index ? damaged(bytes, using: &random) : bytes)
      }
      let compilation = Compilation(sources, in: "policy")
      _ = try compilation.artifacts()
      for checked in compilation.policies {
        _ = CaseSuggestions(for: checked.policy, completing: checked.cases)
      }
      return compilation.findings.hasErrors || !compilation.policies.isEmpty
    }
  }
}
