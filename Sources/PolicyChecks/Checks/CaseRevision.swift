internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// Cases name revisions that there are, and expect something only where they run.
  static let caseRevision = Check.ofPolicy(.misplacedExpectation) { policy, _ in
    let known = policy.log.entries.map(\.revision.value)
    return (policy.cases?.cases ?? []).flatMap { worked -> [Diagnostic] in
      let unknown = (worked.revisions + worked.exceptions.map(\.name)).filter { name in
        !known.contains { $0.isoMonth == name.value.isoMonth }
      }.map { name in
        Diagnostic(
          .unknownRevision, "`revisions.yaml` lists no revision `\(name.value)`", at: name.span,
          help: choice(among: known.map(\.printed)))
      }
      let needless = worked.exceptions.map(\.name).filter { name in
        !worked.revisions.isEmpty && known.contains { $0.isoMonth == name.value.isoMonth }
          && !worked.revisions.contains { $0.value.isoMonth == name.value.isoMonth }
      }.map { name in
        Diagnostic(
          .misplacedExpectation, "the case does not run at `\(name.value)`", at: name.span,
          help: "add the revision to `revisions:`, or remove what is expected at it")
      }
      let again = repetitions(of: worked.exceptions.map(\.name), by: \.isoMonth).map {
        again, first in
        Diagnostic(
          .misplacedExpectation, "`\(again.value)` is the revision of an expectation above",
          at: again.span, notes: [.init("that one stands here", at: .init(first.span))],
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
      that is never compared would look like one that holds.
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
