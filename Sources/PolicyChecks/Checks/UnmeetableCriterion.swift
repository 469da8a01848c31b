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
            "no request can meet \(analyzed.label(of: id)), `\(id)`", at: analyzed.span(of: id),
            help: "look for two conditions that exclude each other, here or above it")
        )
      }
    })
}

extension DiagnosticKind {
  static let unmeetableCriterion = DiagnosticKind(
    "unmeetable-criterion", .warning,
    why: """
      A criterion that no request can meet, in scope and with all that stands above it, promises
      what is never given. Mostly two conditions exclude each other.
      """,
    before: "require: [{purpose: screening}]\nany_of:\n  - {id: relapse, when: {purpose: staging}}",
    after:
      "require: [{purpose: [screening, staging]}]\nany_of:\n  - {id: relapse, when: {purpose: staging}}"
  )
}
