internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let unmeetableCriterion = Acceptable(
    kind: .unmeetableCriterion,
    inAnalysis: { analyzed in
      analyzed.findings.compactMap { finding in
        guard case .neverMet(let id) = finding else { return nil }
        return (
          id,
          Diagnostic(
            .unmeetableCriterion,
            "\(analyzed.label(of: id)), `\(id)`, can never be met", at: analyzed.span(of: id),
            help: "look for conditions that exclude each other, here or in the criteria above")
        )
      }
    })
}

extension DiagnosticKind {
  static let unmeetableCriterion = DiagnosticKind(
    "unmeetable-criterion", .warning,
    why: """
      No request that is in scope and meets the criteria above can meet this one, so it promises
      what is never given. Usually two conditions exclude each other.
      """,
    before: "require: [{purpose: screening}]\nany_of:\n  - {id: relapse, when: {purpose: staging}}",
    after:
      "require: [{purpose: [screening, staging]}]\nany_of:\n  - {id: relapse, when: {purpose: staging}}"
  )
}
