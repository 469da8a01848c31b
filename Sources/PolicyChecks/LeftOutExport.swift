package import Diagnostics
package import PolicyModel
internal import PolicySources

extension CheckedPolicy {
  /// Where a revision accepts that an export is left out of a build; nil if it does not.
  ///
  /// - Parameter name: the name of the artefact, such as `decision.dmn`.
  package func acceptance(ofLeavingOut name: String, in revision: Revision) -> Span? {
    source.file(of: revision.date)?.source.accept
      .filter { $0.warning.value == DiagnosticKind.unexportableRevision.code }
      .flatMap(\.of).first { $0.value == name }?.span
  }

  /// The finding for an acceptance of an export that a build makes.
  package func needlessAcceptance(ofLeavingOut name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .needlessAcceptance, "`\(name)` is not left out", at: span, help: "remove it")
  }
}

extension DiagnosticKind {
  package static let unexportableRevision = DiagnosticKind(
    "unexportable-revision", .warning,
    why: """
      An export for another program expresses the whole decision table, or it is not made: an export
      without what its form cannot express would decide differently from the policy. `policyc build`
      makes everything else; `policyc export` ends with an error.
      """,
    before: "when: {serum_ferritin: {over: 300.00000000000000000001}}",
    after: "when: {serum_ferritin: {over: 300}}")
}
