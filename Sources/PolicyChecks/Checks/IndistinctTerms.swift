internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Acceptable {
  /// Terms of different criteria of which one has no name, or no code, that the other has not.
  static let indistinctTerms = Acceptable(
    kind: .indistinctTerms,
    inAnalysis: { analyzed in
      let table = analyzed.revision.table
      var found: Found = []
      for fact in table.facts {
        guard case .set(let terminology, let terms) = fact.type else { continue }
        let criteria = analyzed.criteria(of: fact.id)
        let bindings = table.bindings.filter { $0.terminology == terminology }
        let codes = Dictionary(
          terms.map { term in
            (term.id, Set(bindings.filter { $0.terms.contains(term.id) }.map(\.code)))
          }, uniquingKeysWith: { first, _ in first })
        let tested = terms.filter { criteria[$0.id] != nil }
        for (place, one) in tested.enumerated() {
          for (other, two) in tested.enumerated() where other != place {
            guard let mine = criteria[one.id], let theirs = criteria[two.id],
              Set(mine).isDisjoint(with: theirs)
            else { continue }
            let (ours, all) = (codes[one.id] ?? [], codes[two.id] ?? [])
            let sameName = one.label.lowercased() == two.label.lowercased()
            let covered = !ours.isEmpty && ours.isSubset(of: all)
            // Of two that are wholly alike the later one is named.
            guard (sameName && place > other) || (covered && (ours != all || place > other)) else {
              continue
            }
            let example = ours.sorted { $0.description < $1.description }.first
            found.append(
              (
                one.id,
                Diagnostic(
                  .indistinctTerms,
                  sameName
                    ? "`\(one.id)` and `\(two.id)` have the same name, \(one.label)"
                    : "no code tells `\(one.id)` from `\(two.id)`, on which \(analyzed.label(of: theirs[0])) hangs",
                  at: analyzed.span(of: mine[0]),
                  notes: [
                    .init("the other one decides here", at: .init(analyzed.span(of: theirs[0])))
                  ]
                    + (example.map { code in
                      [.init("such as {\"\(fact.id)\":[\"\(code)\"]}, which can be either")]
                    } ?? []),
                  help:
                    "tell them apart in the terminology, join the criteria, or accept it where the policy prints both"
                )
              ))
          }
        }
      }
      return found
    })
}

extension AnalyzedRevision {
  /// By term of a set, the criteria that test it themselves.
  fileprivate func criteria(of fact: String) -> [String: [String]] {
    var criteria: [String: [String]] = [:]
    for criterion in revision.table.statements.flatMap(\.criterion.withDescendants) {
      var tests = (criterion.requirements + criterion.exceptions).flatMap(\.tests)
      if case .test(let test) = criterion.rule { tests.append(test) }
      for test in tests where test.fact == fact {
        for case .word(let term) in test.values
        where criteria[term]?.contains(criterion.id) != true {
          criteria[term, default: []].append(criterion.id)
        }
      }
    }
    return criteria
  }
}

extension DiagnosticKind {
  static let indistinctTerms = DiagnosticKind(
    "indistinct-terms", .warning,
    why: """
      Two terms on which different criteria hang, and which requests cannot tell apart: they have
      one name, or every code that can mean the one can mean the other too. Whoever codes the one
      leaves the other open.
      """,
    before:
      "rows:\n  - {terms: [hepatitis_b], codes: [B18.1]}\n  - {terms: [hepatitis_c], codes: [B18.1]}",
    after:
      "rows:\n  - {terms: [hepatitis_b], codes: [B18.1]}\n  - {terms: [hepatitis_c], codes: [B18.2]}"
  )
}
