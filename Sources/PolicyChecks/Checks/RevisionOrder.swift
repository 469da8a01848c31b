internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let revisionOrder = Check.ofPolicy(.revisionOrder) { policy, _ in
    var findings: [Diagnostic] = []
    let entries = policy.log.entries
    for (earlier, later) in zip(entries, entries.dropFirst())
    where later.revision.value.days.upperBound < earlier.revision.value.days.lowerBound {
      findings.append(
        Diagnostic(
          .revisionOrder,
          "the revision \(later.revision.value) stands behind \(earlier.revision.value)",
          at: later.revision.span,
          notes: [.init("the later one stands here", at: .init(earlier.revision.span))],
          help: "list the oldest first"))
    }
    for entry in entries {
      for date in [entry.approval, entry.effective].compactMap(\.self)
      where date.value.days.upperBound < entry.revision.value.days.lowerBound {
        findings.append(
          Diagnostic(
            .revisionOrder, "\(date.value) is before the revision \(entry.revision.value)",
            at: date.span, help: "check the year"))
      }
    }
    return findings
  }
}

extension DiagnosticKind {
  static let revisionOrder = DiagnosticKind(
    "revision-order",
    why: """
      Revisions stand oldest first, and none is approved or in force before it is written. A date
      out of order is usually last year's.
      """,
    before: "- {revision: 11/23, approval: 1/23/23, status: released}",
    after: "- {revision: 11/23, approval: 1/23/24, status: released}")
}
