internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let maskedCriterion = Acceptable(
    kind: .maskedCriterion,
    inAnalysis: { analyzed in
      analyzed.findings.compactMap { finding in
        guard case .neverMatters(let id, let mask, let example) = finding else { return nil }
        let notes = mask.map { mask in
          [
            Diagnostic.Note(
              "\(analyzed.label(of: mask)), `\(mask)`, decides instead",
              at: .init(analyzed.span(of: mask)))
          ]
        }
        return (
          id,
          Diagnostic(
            .maskedCriterion, "\(analyzed.label(of: id)), `\(id)`, never changes an answer",
            at: analyzed.span(of: id),
            notes: (notes ?? []) + [
              analyzed.note("without it the answer is the same, for example to", example)
            ],
            help: "remove it, join the two, or accept it if the policy prints both")
        )
      }
    })
}

extension DiagnosticKind {
  static let maskedCriterion = DiagnosticKind(
    "masked-criterion", .warning,
    why: """
      Without this criterion every request would get the same answer, because another criterion
      implies or masks it. If it was meant to matter, one of the two does not test what its text
      says.
      """,
    before:
      "any_of:\n  - {id: anemia, when: {conditions: [anemia, thalassemia]}}\n  - {id: thalassemia, when: {conditions: thalassemia}}",
    after:
      "any_of:\n  - {id: anemia, when: {conditions: anemia}}\n  - {id: thalassemia, when: {conditions: thalassemia}}"
  )
}
