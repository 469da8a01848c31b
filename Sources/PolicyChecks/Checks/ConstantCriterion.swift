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
            "every request that gets there meets \(analyzed.label(of: id)), `\(id)`",
            at: analyzed.span(of: id), notes: [analyzed.note("such as", example)],
            help: "remove it, or test what it is about")
        )
      }
    })
}

extension DiagnosticKind {
  static let constantCriterion = DiagnosticKind(
    "constant-criterion", .warning,
    why: """
      A criterion that is always met, once the request is in scope and meets what stands above it,
      asks nothing; under `any_of` it makes the rest of its group pointless too.
      """,
    before:
      "require: [{suspected: true}]\nany_of:\n  - {id: suspicion, when: {suspected: true}}\n  - …",
    after: "require: [{suspected: true}]\nany_of:\n  - …")
}
