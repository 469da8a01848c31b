package import Diagnostics
package import PolicyChecks

/// A part of a revision that an export cannot express. The artefact is left out, because without that
/// part it would decide differently.
package struct ExportRefusal: Error, Hashable, Sendable {
  /// The part of the revision at which the finding is shown.
  package let subject: CheckedPolicy.Subject
  /// One line that completes "`decision.duckdb.sql` is left out: ". Exports that refuse the same part for the same reason
  /// are reported together.
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
  /// Refusals as findings in the source, one for each part and reason.
  ///
  /// - Parameters:
  ///   - refusals: with the names of the artefacts that are left out.
  ///   - severity: a warning in a build, which goes on without the artefacts; an error where they were asked for.
  package func findings(
    _ refusals: [(refusal: ExportRefusal, name: String)], _ severity: DiagnosticKind.Severity
  ) -> [Diagnostic] {
    var names: [ExportRefusal: [String]] = [:]
    for (refusal, name) in refusals { names[refusal, default: []].append(name) }
    return refusals.compactMap { refusal, _ in
      names.removeValue(forKey: refusal).map { finding(refusal, leavingOut: $0, severity) }
    }
  }

  private func finding(
    _ refusal: ExportRefusal, leavingOut names: [String], _ severity: DiagnosticKind.Severity
  ) -> Diagnostic {
    let acceptance =
      "accept it with `accept: [{warning: unexportable-revision, of: [\(names.joined(separator: ", "))], because: …}]`"
    let help = severity == .warning ? [refusal.help, acceptance] : [refusal.help]
    let quoted = names.map { "`\($0)`" }
    let listed =
      quoted.count == 1
      ? quoted[0] : "\(quoted.dropLast().joined(separator: ", ")) and \(quoted[quoted.count - 1])"
    return Diagnostic(
      .unexportableRevision.with(severity),
      "\(listed) \(names.count == 1 ? "is" : "are") left out: \(refusal.reason)",
      at: checked.span(of: refusal.subject, in: revision),
      help: help.compactMap(\.self).joined(separator: "; or "))
  }
}
