internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let constantCriterion = Acceptable(
    kind: .constantCriterion,
    inAnalysis: { analyzed in
      analyzed.findings.compactMap { finding in
        guard case .alwaysMet(let id, let example) = finding else { return nil }
        return (
          id,
          Diagnostic(
            .constantCriterion,
            "\(analyzed.label(of: id)), `\(id)`, is always met",
            at: analyzed.span(of: id), notes: [analyzed.note("for example by", example)],
            help: "remove it, or test what its text says")
        )
      }
    })
}

extension DiagnosticKind {
  static let constantCriterion = DiagnosticKind(
    "constant-criterion", .warning,
    why: """
      The criterion is met by every request that is in scope and meets the criteria above it, so it
      does not decide anything; under `any_of`, the rest of its group does not either.
      """,
    before:
      "require: [{suspected: true}]\nany_of:\n  - {id: suspicion, when: {suspected: true}}\n  - …",
    after: "require: [{suspected: true}]\nany_of:\n  - …")
}
