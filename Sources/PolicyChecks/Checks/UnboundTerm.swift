internal import Diagnostics
internal import MessageText
internal import PolicySources

extension Check {
  static let unboundTerm = Check.ofTerminology(.unboundTerm) { tree in
    tree.crosswalks.flatMap { crosswalk -> [Diagnostic] in
      guard let terminology = tree.terminology(crosswalk.terminology.value) else {
        return [
          Diagnostic(
            .unboundTerm, "there is no terminology `\(crosswalk.terminology.value)`",
            at: crosswalk.terminology.span,
            help: suggestion(
              for: crosswalk.terminology.value, among: tree.terminologies.map(\.name.value))
              ?? "add the terminology to `terminology/`")
        ]
      }
      let known = terminology.terms.map(\.id.value)
      let strange = crosswalk.rows.flatMap(\.terms).filter { !known.contains($0.value) }
      return findings(at: strange, \.span) { term in
        Diagnostic(
          .unboundTerm, "`\(term.value)` is not a term of `\(terminology.name.value)`",
          at: term.span,
          help: "add the term to the terminology",
          fix: .respelling(term.value, at: term.span, among: known))
      }
    }
  }
}

extension DiagnosticKind {
  static let unboundTerm = DiagnosticKind(
    "unbound-term",
    why:
      "A crosswalk maps codes to terms of its terminology, and codes of an unknown term have no effect.",
    before: "- terms: [hepatitus_b]\n  codes: [ … ]",
    after: "- terms: [hepatitis_b]\n  codes: [ … ]")
}
