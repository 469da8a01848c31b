import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport

/// Policies to export.
enum ExportedPolicies {
  /// The policies of this project, and one with every connective.
  static let all: [CheckedPolicy] = ["policy", "Tests/Conformance/policy"].flatMap { folder in
    checked(Fixture.readBase("\(packageFolder)/\(folder)"))
  }

  /// The base policy of the fixtures, with a change to its draft.
  static func base(_ change: (String) -> String = { $0 }) -> CheckedPolicy {
    let base = Fixture.readBase("\(packageFolder)/Tests/PolicyChecksTests/Fixtures/Base")
    return checked(
      base.map { path, bytes in
        guard path == "X.1/2024-06.yaml" else { return (path, bytes) }
        return (path, Array(change(String(decoding: bytes, as: UTF8.self)).utf8))
      })[0]
  }

  /// A policy with one revision, a draft whose only criterion is a test of the fact `x`.
  ///
  /// - Parameters:
  ///   - fact: the type of `x`, as in `type: number`.
  ///   - test: what the criterion requires of it.
  ///   - validity: when the code of the scope is valid, as in `{from: 2024-01-02}`.
  static func testing(_ fact: String, _ test: String, validity: String? = nil) -> CheckedPolicy {
    let revision = """
      policy: T.1
      revision: 1/24
      title: One test
      facts:
        procedure: {type: code, ask: Which procedure is requested?}
        x: {\(fact), ask: What is it?}
      scope: {procedure: CPT:76498}
      statements:
        - {id: tested, outcome: medically_necessary, text: One test, when: {x: \(test)}}
      coding:
        cpt_copyright: 2022
        text: Codes are for information.
        codes:
          - {code: CPT:76498, descriptor: A procedure\(validity.map { ", valid: \($0)" } ?? "")}
      """
    let revisions = """
      policy: T.1
      publisher: A payer
      original: It is only here.
      revisions:
        - {revision: 1/24, status: draft}
      log:
        - {revision: 1/24, changes: [{text: It is new., initial: true}]}
      """
    return checked([
      ("T.1/2024-01.yaml", Array(revision.utf8)), ("T.1/revisions.yaml", Array(revisions.utf8)),
    ])[0]
  }

  static func checked(_ sources: [(path: String, bytes: [UInt8])]) -> [CheckedPolicy] {
    let texts = sources.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    return Compilation(texts, in: "policy").policies
  }
}
