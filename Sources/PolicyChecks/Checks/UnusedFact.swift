internal import Diagnostics
internal import PolicySources

extension Acceptable {
  static let unusedFact = Acceptable(kind: .unusedFact) { file, _, _ in
    let tested = Set(file.source.tests.map(\.fact.value))
    return file.source.facts.filter { !tested.contains($0.id.value) }.map { fact in
      (
        fact.id.value,
        Diagnostic(
          .unusedFact, "the fact `\(fact.id.value)` is never tested", at: fact.id.span,
          help: "test it, or remove it")
      )
    }
  }
}

extension DiagnosticKind {
  static let unusedFact = DiagnosticKind(
    "unused-fact", .warning,
    why: "A fact that is never tested is asked for in vain, or its criterion was forgotten.",
    before: "facts:\n  age: …\n  purpose: …\nscope: {purpose: screening}",
    after: "facts:\n  purpose: …\nscope: {purpose: screening}")
}
