internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// Cases name revisions that exist, and expect something only at revisions at which they run.
  static let caseRevision = Check.ofPolicy(.misplacedExpectation) { policy, _ in
    let known = policy.log.entries.map(\.revision.value)
    return (policy.cases?.cases ?? []).flatMap { worked -> [Diagnostic] in
      let unknown = (worked.revisions + worked.exceptions.map(\.name)).filter { name in
        !known.contains { $0.isoMonth == name.value.isoMonth }
      }.map { name in
        Diagnostic(
          .unknownRevision, "`revisions.yaml` does not list the revision `\(name.value)`",
          at: name.span,
          help: choice(among: known.map(\.printed)))
      }
      let needless = worked.exceptions.map(\.name).filter { name in
        !worked.revisions.isEmpty && known.contains { $0.isoMonth == name.value.isoMonth }
          && !worked.revisions.contains { $0.value.isoMonth == name.value.isoMonth }
      }.map { name in
        Diagnostic(
          .misplacedExpectation, "the case does not run at `\(name.value)`", at: name.span,
          help: "add the revision to `revisions:`, or remove the expectation")
      }
      let again = repetitions(of: worked.exceptions.map(\.name), by: \.isoMonth).map {
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
