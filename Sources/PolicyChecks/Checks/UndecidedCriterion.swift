internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let undecidedCriterion = Acceptable(
    kind: .undecidedCriterion,
    inAnalysis: { analyzed in
      analyzed.findings.compactMap { finding in
        guard case .undecided(let criteria) = finding, let id = criteria.first else { return nil }
        let rest = criteria.count - 1
        return (
          id,
          Diagnostic(
            .undecidedCriterion,
            "analysing \(analyzed.label(of: id)), `\(id)`, takes more search than its budget",
            at: analyzed.span(of: id),
            notes: rest == 0
              ? []
              : [
                Diagnostic.Note(
                  "\(rest) other \(rest == 1 ? "criterion is" : "criteria are") not analysed either"
                )
              ],
            help: "check by hand whether it can be met, and whether an answer depends on it")
        )
      }
    })
}

extension DiagnosticKind {
  static let undecidedCriterion = DiagnosticKind(
    "undecided-criterion", .warning,
    why: """
      Whether a criterion can be met, always is, or changes an answer is found out by an exact
      search. The search counts its steps and gives up after a fixed number of them, the same on
      every machine, so that no policy can hold up a build. Requests are still answered exactly; one
      that would take too many steps gets the error `undecided`, never a verdict.
      """,
    before: "some_of: {at_least: 2, of: [… two patients in one of 17 beds …]}, for each of 17 beds",
    after: "a fact that states whether two patients share a bed")
}
