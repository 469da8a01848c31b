internal import Diagnostics
internal import PolicySources

extension Check {
  static let unknownFact = Check.ofRevision(.unknownFact) { file, _, _ in
    let known = file.source.facts.map(\.id.value)
    let unknown = file.source.tests.filter { [names = Set(known)] in !names.contains($0.fact.value)
    }
    return findings(at: unknown, \.fact.span) { test in
      Diagnostic(
        .unknownFact, "the fact `\(test.fact.value)` is not declared", at: test.fact.span,
        help: "declare it under `facts:`",
        fix: .respelling(test.fact.value, at: test.fact.span, among: known))
    }
  }
}

extension DiagnosticKind {
  static let unknownFact = DiagnosticKind(
    "unknown-fact",
    why: """
      Tests and cases use facts that the revision declares. In many engines an unknown name is
      silently false, and the criterion is never met.
      """,
    before: "when: {condition: anemia}",
    after: "when: {conditions: anemia}")
}
