internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// Files, entries and log rows name the same revisions. A file whose name and date differ is only
  /// misnamed.
  static let unknownRevision = Check.ofPolicy(.unknownRevision) { policy, _ in
    var findings: [Diagnostic] = []
    for entry in policy.log.entries where policy.file(of: entry.revision.value) == nil {
      let name = "\(policy.names[entry.revision.value] ?? "").yaml"
      if policy.revisions.contains(where: { $0.name == name }) { continue }
      findings.append(
        Diagnostic(
          .unknownRevision, "the revision `\(entry.revision.value)` does not have a file",
          at: entry.revision.span, help: "add `\(name)`, or remove the entry"))
    }
    for file in policy.revisions where policy.entry(of: file.source.revision.value) == nil {
      if !file.isNamedAfterItsDate(in: policy) { continue }
      findings.append(
        Diagnostic(
          .unknownRevision,
          "the revision `\(file.source.revision.value)` is not listed in `revisions.yaml`",
          at: file.source.revision.span,
          help: "add an entry to `revisions:` in `\(policy.logPath)`"))
    }
    let names = policy.names
    let logged = Set(policy.log.rows.compactMap { names[$0.revision.value] })
    let unlogged = policy.log.entries.map(\.revision.value)
      .filter { date in names[date].map { !logged.contains($0) } ?? true }.map(\.printed)
    for row in policy.log.rows where policy.entry(of: row.revision.value) == nil {
      findings.append(
        Diagnostic(
          .unknownRevision, "`revisions:` does not list the revision `\(row.revision.value)`",
          at: row.revision.span,
          help: suggestion(for: row.revision.value.printed, among: unlogged)
            ?? "list it, or remove the row"))
    }
    for part in policy.released?.parts ?? [] {
      for revision in part.revisions where policy.entry(of: revision.value) == nil {
        findings.append(
          Diagnostic(
            .unknownRevision, "`revisions.yaml` does not list the revision `\(revision.value)`",
            at: revision.span, help: "restore the file as `policyc release` wrote it"))
      }
    }
    return findings
  }
}

extension DiagnosticKind {
  static let unknownRevision = DiagnosticKind(
    "unknown-revision",
    why: """
      `revisions.yaml` lists every revision, and each has its own file. A name that only one of the
      two has is misspelt, or a revision would be left out.
      """,
    before: """
      revisions:
        - {revision: 11/23, status: draft}
      log:
        - {revision: 11/22, changes: [ … ]}
      """,
    after: """
      revisions:
        - {revision: 11/23, status: draft}
      log:
        - {revision: 11/23, changes: [ … ]}
      """)
}
