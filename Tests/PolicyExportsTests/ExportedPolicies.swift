import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport

/// Policies to be exported.
enum ExportedPolicies {
  /// The policies of this project, and one with every connective.
  static let all: [CheckedPolicy] = ["policy", "Tests/Conformance/policy"].flatMap { folder in
    let sources = Fixture.readBase("\(packageFolder)/\(folder)")
      .filter { !$0.path.hasSuffix("measurement.yaml") }
    return checked(sources)
  }

  /// The base policy of fixtures, with its draft changed.
  static func base(_ change: (String) -> String = { $0 }) -> CheckedPolicy {
    let base = Fixture.readBase("\(packageFolder)/Tests/PolicyChecksTests/Fixtures/Base")
      .filter { $0.path != "X.1/measurement.yaml" }
    return checked(
      base.map { path, bytes in
        guard path == "X.1/2024-06.yaml" else { return (path, bytes) }
        return (path, Array(change(String(decoding: bytes, as: UTF8.self)).utf8))
      })[0]
  }

  static func checked(_ sources: [(path: String, bytes: [UInt8])]) -> [CheckedPolicy] {
    let texts = sources.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    return Compilation(texts, in: "policy").policies
  }
}
