internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// Each revision except the first supersedes the one that is listed before it.
  static let revisionFork = Check.ofPolicy(.revisionFork) { policy, _ in
    let names = policy.names
    var known: Set<String> = []
    let entries = policy.log.entries.filter { entry in
      names[entry.revision.value].map { known.insert($0).inserted } ?? false
    }
    // If the order is wrong, that is the finding, and what precedes what is not known.
    guard zip(entries, entries.dropFirst()).allSatisfy({ !$1.isOlder(than: $0) }) else {
      return []
    }
    var findings: [Diagnostic] = []
    if let first = entries.first, let supersedes = first.supersedes {
      findings.append(
        Diagnostic(
          .revisionFork, "the first revision supersedes `\(supersedes.value)`",
          at: supersedes.span, help: "list that revision before it, or remove `supersedes`"))
    }
    for (before, entry) in zip(entries, entries.dropFirst()) {
      guard let supersedes = entry.supersedes else {
        findings.append(
          Diagnostic(
            .revisionFork, "the revision `\(entry.revision.value)` does not supersede another",
            at: entry.revision.span, help: "add `supersedes: \(before.revision.value)`"))
        continue
      }
      if names[supersedes.value] != names[before.revision.value] {
        findings.append(
          Diagnostic(
            .revisionFork,
            "`\(entry.revision.value)` supersedes `\(supersedes.value)`, not `\(before.revision.value)`",
            at: supersedes.span,
            notes: [.init("the revision before it is here", at: .init(before.revision.span))],
            help: "write `supersedes: \(before.revision.value)`"))
      }
    }
    for (before, entry) in zip(entries, entries.dropFirst())
    where before.status.value == .draft && entry.status.value != .draft {
      findings.append(
        Diagnostic(
          .revisionFork,
          "the released revision `\(entry.revision.value)` supersedes a draft",
          at: entry.status.span,
          notes: [.init("the draft is here", at: .init(before.status.span))],
          help: before.seal.isEmpty
            ? "write `status: draft` here, and release `\(before.revision.value)` first"
            : "restore the status of `\(before.revision.value)`, which is sealed"))
    }
    return findings
  }
}

extension DiagnosticKind {
  static let revisionFork = DiagnosticKind(
    "revision-fork",
    why: """
      Each revision supersedes the one before it. Two that supersede the same one would both be in
      force, and one that does not supersede another leaves the old one in force.
      """,
    before:
      "- {revision: 12/22, supersedes: 2/22, status: released}\n- {revision: 11/23, supersedes: 2/22, status: released}",
    after:
      "- {revision: 12/22, supersedes: 2/22, status: released}\n- {revision: 11/23, supersedes: 12/22, status: released}"
  )
}
