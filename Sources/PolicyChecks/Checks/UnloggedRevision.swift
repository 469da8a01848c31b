internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let unloggedRevision = Check.ofPolicy(.unloggedRevision) { policy, _ in
    var findings: [Diagnostic] = []
    // A row of a revision that is not listed is probably the row that seems to be missing.
    let rowsAreKnown = policy.log.rows.allSatisfy { policy.entry(of: $0.revision.value) != nil }
    for entry in policy.log.entries
    where rowsAreKnown && policy.file(of: entry.revision.value) != nil {
      let isLogged = policy.log.rows.contains {
        $0.revision.value.isoMonth == entry.revision.value.isoMonth && !$0.isContinuation
      }
      if !isLogged {
        findings.append(
          Diagnostic(
            .unloggedRevision, "the revision `\(entry.revision.value)` has no row in the log",
            at: entry.revision.span, help: "add a row that says what changed"))
      }
    }
    var last: String?
    var begun: Set<String> = []
    for row in policy.log.rows {
      let name = row.revision.value.isoMonth
      if row.isContinuation, last != name {
        findings.append(
          Diagnostic(
            .unloggedRevision,
            "the row continues none: no row of `\(row.revision.value)` stands before it",
            at: row.revision.span, help: "put it behind that row"))
        continue
      }
      last = name
      if !row.isContinuation, !begun.insert(name).inserted {
        findings.append(
          Diagnostic(
            .unloggedRevision, "the log has a second row of `\(row.revision.value)`",
            at: row.revision.span,
            help: "add `continued: true` where it goes on behind the first, or join the two"))
      }
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
