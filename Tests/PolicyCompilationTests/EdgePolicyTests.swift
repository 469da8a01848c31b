import Diagnostics
import PolicyCases
import PolicyChecks
import PolicyCompilation
import RandomPolicies
import TestSupport
import Testing

/// Policies at the edges of every type compile, or have findings. `make fuzz-sources` tries many more.
@Suite struct EdgePolicyTests {
  @Test func compilesEveryPolicy() throws {
    try forAll(seeds: 0..<60) { random in
      let length = Int.random(in: 20...200, using: &random)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let policy = RandomPolicy(bytes)
      let sources = policy.files.map { path, text in
        SourceText(path: "policy/\(path)", bytes: Array(text.utf8))
      }
      let compilation = Compilation(sources, in: "policy")
      _ = try compilation.artifacts()
      for checked in compilation.policies {
        _ = CaseSuggestions(for: checked.policy, completing: checked.cases)
      }
      return compilation.findings.hasErrors == compilation.policies.isEmpty
    }
  }
}
