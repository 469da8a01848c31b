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
            "`\(first)` and `\(second)` both hold, with different outcomes",
            at: analyzed.span(of: second), label: "so far only the order decides",
            notes: [
              .init("the first one stands here", at: .init(analyzed.span(of: first))),
              analyzed.note("both hold of", example),
            ],
            help:
              "write `unless:` with what sets them apart, or accept it here: then the first one takes precedence"
          )
        )
      }
    })
}

extension DiagnosticKind {
  static let overlappingStatements = DiagnosticKind(
    "overlapping-statements", .warning,
    why: """
      Where two statements with different outcomes hold of one request, the first one decides. A
      reader of the policy may not see that, so it is written down: as an exception, or as
      precedence that is accepted by the name of the later statement, with the reason.
      """,
    before: "statements:\n  - {id: necessary, …}\n  - {id: investigational, …}",
    after:
      "statements:\n  - {id: necessary, …}\n  - {id: investigational, …}\naccept:\n  - {warning: overlapping-statements, of: [investigational], because: It is for all other uses.}"
  )
}
