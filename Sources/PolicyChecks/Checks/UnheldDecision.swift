internal import DecisionTable
internal import Diagnostics
internal import PolicyReview
internal import PolicySources

extension Check {
  /// A seal can only hold a decision that fits a diagram.
  static let unheldDecision = Check.ofLogged(.unheldDecision) { logged, _ in
    let entry = logged.entry
    guard entry.status.value == .released, !logged.seal.holdsDecisions,
      let part = entry.seal.first(where: { $0.part.value == Seal.Part.decisions.rawValue })
    else { return [] }
    return [
      Diagnostic(
        .unheldDecision,
        "the exact decision of `\(entry.revision.value)` is too large to be sealed",
        at: part.part.span,
        help: "hold it by worked cases in `cases.yaml`, or split the policy")
    ]
  }
}

extension DiagnosticKind {
  static let unheldDecision = DiagnosticKind(
    "unheld-decision", .warning,
    why: """
      A seal holds the criteria of a revision and, beside them, the decision that they compile to,
      as a diagram: a compiler that decided otherwise would be found. Where the diagram is too large
      the seal holds the criteria alone; answers stay exact.
      """,
    before: "(forty pairs of facts, the first of each asked before the second of any)",
    after: "(each pair asked together, or worked cases that hold what is decided)")
}
