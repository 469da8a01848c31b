internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// Files, entries and log rows name the same revisions.
  static let unknownRevision = Check.ofPolicy(.unknownRevision) { policy, _ in
    var findings: [Diagnostic] = []
    for entry in policy.log.entries where policy.file(of: entry.revision.value) == nil {
      findings.append(
        Diagnostic(
          .unknownRevision, "the revision \(entry.revision.value) has no file",
          at: entry.revision.span,
          help: "add `\(entry.revision.value.isoMonth).yaml`, or remove the entry"))
    }
    for file in policy.revisions where policy.entry(of: file.source.revision.value) == nil {
      findings.append(
        Diagnostic(
          .unknownRevision,
          "the revision \(file.source.revision.value) is not listed in `revisions.yaml`",
          at: file.source.revision.span,
          help: "add an entry to `revisions:` in `\(policy.logPath)`"))
    }
    let named = policy.log.entries.compactMap(\.supersedes) + policy.log.rows.map(\.revision)
    for name in named where policy.entry(of: name.value) == nil {
      findings.append(
        Diagnostic(
          .unknownRevision, "no revision \(name.value) is listed", at: name.span,
          help: choice(among: policy.log.entries.map(\.revision.value.printed))))
    }
    return findings
  }
}

extension DiagnosticKind {
  static let unknownRevision = DiagnosticKind(
    "unknown-revision",
    why: """
      `revisions.yaml` lists every revision, and each has a file of its own. A name that only one
      of the two knows is a slip, or a revision that would be left out.
      """,
    before: "- {revision: 11/23, supersedes: 12/21, status: draft}",
    after: "- {revision: 11/23, supersedes: 12/22, status: draft}")
}
