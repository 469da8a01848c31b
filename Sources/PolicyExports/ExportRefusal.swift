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
    let acceptance =
      "accept it with `accept: [{warning: unexportable-revision, of: [\(name)], because: …}]`"
    let help = severity == .warning ? [refusal.help, acceptance] : [refusal.help]
    return Diagnostic(
      .unexportableRevision.with(severity), "`\(name)` is left out: \(refusal.reason)",
      at: checked.span(of: refusal.subject, in: revision),
      help: help.compactMap(\.self).joined(separator: "; or "))
  }
}
