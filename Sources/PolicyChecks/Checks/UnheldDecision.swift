internal import DecisionTable
internal import Diagnostics
internal import PolicyReview
internal import PolicySources

extension Check {
  /// A seal covers the exact decision only if its diagram is within the bounds.
  static let unheldDecision = Check.ofLogged(.unheldDecision) { logged, _ in
    let entry = logged.entry
    guard entry.status.value != .draft, !logged.seal.holdsDecisions,
      let part = entry.seal.first(where: { $0.part.value == Seal.Part.decisions.rawValue })
    else { return [] }
    return [
      Diagnostic(
        .unheldDecision,
        "the exact decision of `\(entry.revision.value)` is too large to seal",
        at: part.part.span,
        help: "cover it with worked cases in `cases.yaml`, or split the policy")
    ]
  }
}

extension DiagnosticKind {
  static let unheldDecision = DiagnosticKind(
    "unheld-decision", .warning,
    why: """
      A seal covers the criteria of a revision and the decision that they compile to, as a diagram,
      so that a compiler that decides differently is noticed. If the diagram is too large, the seal
      covers the criteria alone. Answers are still exact.
      """,
    before: "(forty pairs of facts, all first ones declared before all second ones)",
    after: "(each pair declared together, or worked cases that show what is decided)")
}
