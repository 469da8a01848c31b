import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionAnalysis
@testable import DecisionTable

@Suite struct ExplanationTests {
  private func facts(_ values: [String: FactValue], _ decider: Decider) throws -> Facts {
    var facts = decider.facts()
    facts.clear(date: RandomTable.service)
    for (id, value) in values { try facts.set(id, to: value) }
    return facts
  }

  /// *A part is met if it holds in every completion, and not met if it holds in none*.
  @Test func statesAgreeWithAllCompletions() throws {
    try forAll(seeds: 0..<200) { random in
      let sample = RandomTable(&random)
      let decider = Decider(sample.table)
      let known = sample.partlyKnownFacts(&random)
      let explanation = try Explainer(decider).explanation(of: try facts(known, decider))
      let forced = ForcedTree(sample: sample, tree: explanation.tree)
      let completions = sample.completions(of: known)
      return explanation.tree.parts.indices.allSatisfy { part in
        let count = completions.count { forced.holds(part, $0) }
        let expected: CriterionState =
          count == completions.count ? .met : count == 0 ? .notMet : .unknown
        return explanation.states[part] == expected
      }
    }
  }

  /// *A near miss gives the verdict that it names*, and *every value that would change the answer is
  /// listed*.
  @Test func listsEveryNearMiss() throws {
    try forAll(seeds: 0..<150) { random in
      let sample = RandomTable(&random)
      let decider = Decider(sample.table)
      let known = sample.partlyKnownFacts(&random)
      let explanation = try Explainer(decider).explanation(of: try facts(known, decider))
      let brute = BruteForce(sample)
      let now = brute.verdict(known)
      for miss in explanation.nearMisses {
        guard brute.verdict(known.changed(by: miss)) == miss.verdict else { return false }
      }
      for entry in sample.samples {
        if case .set = entry.fact.type { continue }
        for value in entry.universe {
          let then = brute.verdict(known.merging([entry.fact.id: value]) { $1 })
          let isListed = explanation.nearMisses.contains {
            $0.fact == entry.fact.id && $0.verdict.result == then.result
              && $0.verdict.outcome == then.outcome
          }
          let isChange = then.result != now.result || then.outcome != now.outcome
          guard !isChange || isListed else { return false }
        }
      }
      return true
    }
  }
}

extension [String: FactValue] {
  fileprivate func changed(by miss: NearMiss) -> Self {
    var present: [SetMember] = []
    var absent: [SetMember] = []
    switch self[miss.fact] {
    case .set(let members):
      present = members
      absent = RandomTable.terms.map { .term($0) }.filter { !members.contains($0) }
    case .partialSet(let some, let others): (present, absent) = (some, others)
    default: break
    }
    var changed = self
    switch miss.change {
    case .value(let value): changed[miss.fact] = value
    case .present(let term):
      absent.removeAll { $0 == .term(term) }
      changed[miss.fact] = .partialSet(present: present + [.term(term)], absent: absent)
    case .absent(let term):
      present.removeAll { $0 == .term(term) }
      changed[miss.fact] = .partialSet(present: present, absent: absent + [.term(term)])
    }
    return changed
  }
}
