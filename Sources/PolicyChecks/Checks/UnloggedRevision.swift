internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  static let unloggedRevision = Check.ofPolicy(.unloggedRevision) { policy, _ in
    var findings: [Diagnostic] = []
    let names = policy.names
    // A row of an unlisted revision is probably the row that is missing.
    let rowsAreKnown = policy.log.rows.allSatisfy { policy.entry(of: $0.revision.value) != nil }
    for entry in policy.log.entries
    where rowsAreKnown && policy.file(of: entry.revision.value) != nil {
      let isLogged = policy.log.rows.contains {
        names[$0.revision.value] == names[entry.revision.value] && !$0.isContinuation
      }
      if !isLogged {
        findings.append(
          Diagnostic(
            .unloggedRevision,
            "the revision `\(entry.revision.value)` does not have a row in the log",
            at: entry.revision.span, help: "add a row that says what changed"))
      }
    }
    var last: String?
    var begun: Set<String> = []
    for row in policy.log.rows {
      let name = names[row.revision.value] ?? row.revision.value.iso
      if row.isContinuation, last != name {
        findings.append(
          Diagnostic(
            .unloggedRevision,
            "the row before this one is not of `\(row.revision.value)`, so there is nothing to continue",
            at: row.revision.span, help: "move it after the row that it continues"))
        continue
      }
      last = name
      if !row.isContinuation, !begun.insert(name).inserted {
        findings.append(
          Diagnostic(
            .unloggedRevision, "the log has a second row of `\(row.revision.value)`",
            at: row.revision.span,
            help: "join the two, or move it after the first and add `continued: true`"))
      }
    }
    return findings
  }
}

extension DiagnosticKind {
  static let unloggedRevision = DiagnosticKind(
    "unlogged-revision",
    why: """
      The log has one row for each revision, which says what changed. What the payer printed after a
      page break is a row that continues it.
      """,
    before: "log:\n  - {revision: 12/22, changes: [ … ]}     (and 11/23 is listed above)",
    after: "log:\n  - {revision: 12/22, changes: [ … ]}\n  - {revision: 11/23, changes: [ … ]}")
}
