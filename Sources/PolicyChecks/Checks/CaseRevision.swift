internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// Cases name revisions that exist, and expect something only at revisions at which they run.
  ///
  /// A case may be written before the revision at which it runs is opened.
  static let caseRevision = Check.ofPolicy(.misplacedExpectation, .pendingCase) { policy, _ in
    let known = policy.log.entries.map(\.revision.value)
    let names = policy.names
    return (policy.cases?.cases ?? []).flatMap { worked -> [Diagnostic] in
      let unknown = (worked.revisions + worked.exceptions.map(\.name))
        .filter { names[$0.value] == nil }.map { name in
          known.allSatisfy { $0.days.upperBound < name.value.days.lowerBound }
            ? Diagnostic(
              .pendingCase, "the revision `\(name.value)` is not opened yet", at: name.span,
              help: "open it with `policyc revise \(policy.id) --to \(name.value)`")
            : Diagnostic(
              .unknownRevision, "`revisions.yaml` does not list the revision `\(name.value)`",
              at: name.span, help: choice(among: known.map(\.printed)))
        }
      let needless = worked.exceptions.map(\.name).filter { name in
        guard !worked.revisions.isEmpty, let id = names[name.value] else { return false }
        return !worked.revisions.contains { names[$0.value] == id }
      }.map { name in
        Diagnostic(
          .misplacedExpectation, "the case does not run at `\(name.value)`", at: name.span,
          help: "add the revision to `revisions:`, or remove the expectation")
      }
      let again = repetitions(of: worked.exceptions.map(\.name), by: { names[$0] ?? $0.iso }).map {
        again, first in
        Diagnostic(
          .misplacedExpectation, "the case has two expectations at `\(again.value)`",
          at: again.span, notes: [.init("the first is here", at: .init(first.span))],
          help: "keep one of the two")
      }
      return unknown + needless + again
    }
  }
}

extension DiagnosticKind {
  static let misplacedExpectation = DiagnosticKind(
    "misplaced-expectation",
    why: """
      What a case expects at a revision is compared with what that revision decides. An expectation
      that is never compared would look fulfilled.
      """,
    before: """
      revisions: [12/22]
      expect: {result: not-met}
      at: {11/23: {result: met}}
      """,
    after: """
      revisions: [12/22, 11/23]
      expect: {result: not-met}
      at: {11/23: {result: met}}
      """)
}

extension DiagnosticKind {
  static let pendingCase = DiagnosticKind(
    "pending-case", .warning,
    why: """
      Cases can be written before the revision that has to pass them. Until the revision is opened,
      nothing runs at it, and a date of which there will be no revision would never be noticed.
      """,
    before: "revisions: [11/24]     (and the last revision is 11/23)",
    after: "policyc revise X.1 --to 11/24")
}
