package import Diagnostics
package import PolicyChecks

/// A part of a revision that an export cannot express. The artefact is left out, because without that
/// part it would decide differently.
package struct ExportRefusal: Error, Hashable, Sendable {
  /// The part of the revision at which the finding is shown.
  package let subject: CheckedPolicy.Subject
  /// One line that completes "`decision.duckdb.sql` is left out: ".
  package let reason: String
  /// What to do about it, in the imperative.
  package let help: String?

  package init(of subject: CheckedPolicy.Subject, _ reason: String, help: String? = nil) {
    self.subject = subject
    self.reason = reason
    self.help = help
  }
}

extension RevisionExport {
  /// The refusal as a finding in the source.
  ///
  /// - Parameter severity: a warning in a build, which goes on without the artefact; an error where the
  ///   artefact was asked for.
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
      An export for another program expresses the whole decision table, or it is not made: an export
      without what its form cannot express would decide differently from the policy. `policyc build`
      makes everything else; `policyc export` ends with an error.
      """,
    before: "when: {serum_ferritin: {over: 300.00000000000000000001}}",
    after: "when: {serum_ferritin: {over: 300}}")
}
