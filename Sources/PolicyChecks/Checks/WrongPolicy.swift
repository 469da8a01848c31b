internal import Diagnostics
internal import PolicySources

extension Check {
  static let wrongPolicy = Check.ofPolicy(.wrongPolicy) { policy, _ in
    ([policy.log.policy, policy.measurement?.policy, policy.cases?.policy, policy.released?.policy]
      .compactMap(\.self)
      + policy.revisions.map(\.source.policy))
      .filter { $0.value != policy.id }
      .map { name in
        Diagnostic(
          .wrongPolicy, "a file of `\(name.value)` is in the folder of `\(policy.id)`",
          at: name.span,
          help: "write `\(policy.id)`, or move the file")
      }
  }
}

extension DiagnosticKind {
  static let wrongPolicy = DiagnosticKind(
    "wrong-policy",
    why: "A file that was copied from another policy would decide under the wrong policy number.",
    before: "policy/X.2/2024-01.yaml:\n  policy: X.1",
    after: "policy/X.2/2024-01.yaml:\n  policy: X.2")
}
