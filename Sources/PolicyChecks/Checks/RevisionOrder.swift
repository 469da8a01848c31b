internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let revisionOrder = Check.ofPolicy(.revisionOrder) { policy, tree in
    var findings: [Diagnostic] = []
    let entries = policy.log.entries
    let sorting = tree.text(at: policy.logPath).flatMap { policy.log.sortingEntries(in: $0) }
    for (earlier, later) in zip(entries, entries.dropFirst())
    where later.isOlder(than: earlier) {
      findings.append(
        Diagnostic(
          .revisionOrder,
          "the revision `\(later.revision.value)` is listed after `\(earlier.revision.value)`",
          at: later.revision.span,
          notes: [.init("the later revision is here", at: .init(earlier.revision.span))],
          help: "list the oldest first", fix: sorting))
    }
    for (earlier, later) in zip(entries, entries.dropFirst()) {
      for (name, before, after) in [
        ("approval", earlier.approval, later.approval),
        ("effective date", earlier.effective, later.effective),
      ] {
        guard let before, let after,
          after.value.days.upperBound < before.value.days.lowerBound,
          !later.isOlder(than: earlier),
          after.value.days.upperBound >= later.revision.value.days.lowerBound
        else { continue }
        findings.append(
          Diagnostic(
            .revisionOrder,
            "the \(name) `\(after.value)` is earlier than that of the older revision",
            at: after.span,
            notes: [.init("the older revision's is here", at: .init(before.span))],
            help: "check the year"))
      }
    }
    for entry in entries {
      // An erratum is in force from the day of the revision that it corrects.
      for (name, date) in [
        ("approval", entry.approval), ("effective date", entry.isErratum ? nil : entry.effective),
      ] {
        guard let date, date.value.days.upperBound < entry.revision.value.days.lowerBound
        else { continue }
        findings.append(
          Diagnostic(
            .revisionOrder,
            "the \(name) `\(date.value)` is earlier than the revision, `\(entry.revision.value)`",
            at: date.span, help: "check the year"))
      }
    }
    for entry in entries {
      guard let lastDay = entry.lastDay, let effective = entry.effective,
        lastDay.value < effective.value.days.lowerBound
      else { continue }
      findings.append(
        Diagnostic(
          .revisionOrder,
          "the last day `\(lastDay.value)` is before the effective date, `\(effective.value)`",
          at: lastDay.span, help: "check the year"))
    }
    return findings
  }
}

extension DiagnosticKind {
  static let revisionOrder = DiagnosticKind(
    "revision-order",
    why: """
      Revisions are listed oldest first, and none is approved or in force before it is written. A
      date out of order usually has the wrong year.
      """,
    before: "- {revision: 11/23, approval: 1/23/23, status: released}",
    after: "- {revision: 11/23, approval: 1/23/24, status: released}")
}
