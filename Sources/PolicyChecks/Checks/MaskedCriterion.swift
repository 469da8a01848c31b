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
              "\(analyzed.label(of: mask)), `\(mask)`, decides in its place",
              at: .init(analyzed.span(of: mask)))
          ]
        }
        return (
          id,
          Diagnostic(
            .maskedCriterion, "no answer hangs on \(analyzed.label(of: id)), `\(id)`",
            at: analyzed.span(of: id),
            notes: (notes ?? []) + [analyzed.note("answered alike without it", example)],
            help: "remove it, join the two, or accept it where the policy prints both")
        )
      }
    })
}

extension DiagnosticKind {
  static let maskedCriterion = DiagnosticKind(
    "masked-criterion", .warning,
    why: """
      A criterion without which every request would be answered alike is implied by another one, or
      masked by one. Where it was meant to matter, one of the two says something else than its
      words.
      """,
    before:
      "any_of:\n  - {id: anemia, when: {conditions: [anemia, thalassemia]}}\n  - {id: thalassemia, when: {conditions: thalassemia}}",
    after:
      "any_of:\n  - {id: anemia, when: {conditions: anemia}}\n  - {id: thalassemia, when: {conditions: thalassemia}}"
  )
}
