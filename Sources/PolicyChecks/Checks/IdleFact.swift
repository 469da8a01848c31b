internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let idleFact = Acceptable(
    kind: .idleFact,
    inAnalysis: { analyzed in
      analyzed.findings.compactMap { finding in
        guard case .idleFact(let id) = finding else { return nil }
        let span =
          analyzed.file.source.facts.first { $0.id.value == id }?.id.span
          ?? analyzed.file.source.revision.span
        return (
          id,
          Diagnostic(
            .idleFact, "the fact `\(id)` is tested and never changes an answer", at: span,
            help: "look for a test that accepts every value, or one that cancels another")
        )
      }
    })
}

extension DiagnosticKind {
  static let idleFact = DiagnosticKind(
    "idle-fact", .warning,
    why: "A fact that never changes an answer is asked for in vain, or tested wrongly.",
    before: "scope: {any_of: [{procedure: CPT:76498}, {suspected: [true, false]}]}",
    after: "scope: {procedure: CPT:76498}")
}
