internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let unloggedRevision = Check.ofPolicy(.unloggedRevision) { policy, _ in
    var findings: [Diagnostic] = []
    for entry in policy.log.entries {
      let isLogged = policy.log.rows.contains {
        $0.revision.value.isoMonth == entry.revision.value.isoMonth && !$0.isContinuation
      }
      if !isLogged {
        findings.append(
          Diagnostic(
            .unloggedRevision, "the revision \(entry.revision.value) has no row in the log",
            at: entry.revision.span, help: "add a row that says what changed"))
      }
    }
    var before: RevisionLogSource.Row?
    for row in policy.log.rows {
      let follows = before?.revision.value.isoMonth == row.revision.value.isoMonth
      if row.isContinuation != follows {
        findings.append(
          Diagnostic(
            .unloggedRevision,
            row.isContinuation
              ? "the row continues no row of \(row.revision.value)"
              : "a second row of \(row.revision.value) follows the first", at: row.revision.span,
            help: row.isContinuation
              ? "put it behind that row" : "add `continued: true`, or join the two"))
      }
      before = row
    }
    return findings
  }
}

extension DiagnosticKind {
  static let unloggedRevision = DiagnosticKind(
    "unlogged-revision",
    why: """
      The log says of each revision what changed, in one row, with what the payer printed behind a
      page break as a row that continues it.
      """,
    before: "log:\n  - {revision: 12/22, changes: [ … ]}     (and 11/23 is listed above)",
    after: "log:\n  - {revision: 12/22, changes: [ … ]}\n  - {revision: 11/23, changes: [ … ]}")
}
