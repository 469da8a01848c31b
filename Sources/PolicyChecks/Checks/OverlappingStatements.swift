internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let overlappingStatements = Acceptable(
    kind: .overlappingStatements,
    inAnalysis: { analyzed in
      analyzed.findings.compactMap { finding in
        guard case .overlap(let first, let second, let example) = finding else { return nil }
        return (
          second,
          Diagnostic(
            .overlappingStatements,
            "`\(first)` and `\(second)` can both hold, with different outcomes",
            at: analyzed.span(of: second), label: "only the order decides between them",
            notes: [
              .init("the first is here", at: .init(analyzed.span(of: first))),
              analyzed.note("both hold for", example),
            ],
            help:
              "exclude the first from the second with `unless:`, or accept that the first takes precedence"
          )
        )
      }
    })
}

extension DiagnosticKind {
  static let overlappingStatements = DiagnosticKind(
    "overlapping-statements", .warning,
    why: """
      If two statements with different outcomes hold for one request, the first decides. A reader of
      the policy may not see that, so the source has to say it: as an exception, or as precedence,
      accepted under the id of the later statement with a reason.
      """,
    before: "statements:\n  - {id: necessary, …}\n  - {id: investigational, …}",
    after:
      "statements:\n  - {id: necessary, …}\n  - {id: investigational, …}\naccept:\n  - {warning: overlapping-statements, of: [investigational], because: It is for all other uses.}"
  )
}
