package import Diagnostics
package import PolicyChecks

/// What an export cannot say of a revision, and of which part of it: the artefact is left out, since
/// one without that part would decide otherwise.
package struct ExportRefusal: Error, Hashable, Sendable {
  /// What the finding is shown at.
  package let subject: CheckedPolicy.Subject
  /// One line that completes "`decision.duckdb.sql` is left out: ".
  package let reason: String
  /// What to do, in the imperative.
  package let help: String?

  package init(of subject: CheckedPolicy.Subject, _ reason: String, help: String? = nil) {
    self.subject = subject
    self.reason = reason
    self.help = help
  }
}

extension RevisionExport {
  /// The refusal as a finding at its place in the source.
  ///
  /// - Parameter severity: a build goes on without the artefact; who asked for it gets an error.
  package func finding(
    _ refusal: ExportRefusal, leavingOut name: String, _ severity: DiagnosticKind.Severity
  ) -> Diagnostic {
    Diagnostic(
      .unexportableRevision.with(severity), "`\(name)` is left out: \(refusal.reason)",
      at: checked.span(of: refusal.subject, in: revision), help: refusal.help)
  }
}

extension DiagnosticKind {
  package static let unexportableRevision = DiagnosticKind(
    "unexportable-revision", .warning,
    why: """
      An export for another program says all that the decision table says, or it is not made: one
      that passes over what its form cannot say would decide otherwise than the policy. `policyc
      build` makes everything else; `policyc export` ends with an error.
      """,
    before: "when: {serum_ferritin: {over: 300.00000000000000000001}}",
    after: "when: {serum_ferritin: {over: 300}}")
}
