internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Acceptable {
  /// Two terms of different criteria with one name, or with no code that tells them apart.
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
        for (first, one) in tested.enumerated() {
          for (second, two) in tested.enumerated() where second != first {
            guard let mine = criteria[one.id], let theirs = criteria[two.id],
              Set(mine).isDisjoint(with: theirs)
            else { continue }
            let (ours, all) = (codes[one.id] ?? [], codes[two.id] ?? [])
            let sameName = one.label.lowercased() == two.label.lowercased()
            let covered = !ours.isEmpty && ours.isSubset(of: all)
            // If two terms are exactly alike, the finding is at the later one.
            guard (sameName && first > second) || (covered && (ours != all || first > second))
            else {
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
                    : "every code of `\(one.id)` can also mean `\(two.id)`, which decides \(analyzed.label(of: theirs[0]))",
                  at: analyzed.span(of: mine[0]),
                  notes: [
                    .init("the other term is tested here", at: .init(analyzed.span(of: theirs[0])))
                  ]
                    + (example.map { code in
                      [.init("{\"\(fact.id)\":[\"\(code)\"]} can be either")]
                    } ?? []),
                  help:
                    "tell them apart in the terminology, join the criteria, or accept it if the policy prints both"
                )
              ))
          }
        }
      }
      return found
    })
}

extension AnalyzedRevision {
  /// The criteria that test each term of a set in their own conditions.
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
      Two criteria depend on terms that requests cannot tell apart: the terms have the same name, or
      every code that can mean one can also mean the other. A request that codes one of them leaves
      the other unknown.
      """,
    before:
      "rows:\n  - {terms: [hepatitis_b], codes: [B18.1]}\n  - {terms: [hepatitis_c], codes: [B18.1]}",
    after:
      "rows:\n  - {terms: [hepatitis_b], codes: [B18.1]}\n  - {terms: [hepatitis_c], codes: [B18.2]}"
  )
}
