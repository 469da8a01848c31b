package import DecisionTable
package import Values

/// Why a request has its answer: how each criterion and test stands, and what would change it.
package struct Explanation: Sendable {
  package let verdict: Verdict
  package let tree: CriteriaTree
  /// By part of the tree.
  package let states: [CriterionState]
  package let nearMisses: [NearMiss]
  /// Whether those are all near misses.
  package let hasAllNearMisses: Bool

  /// So many near misses are listed.
  package static let mostNearMisses = 200
}

/// Explains decisions: made once for a decider.
package struct Explainer: Sendable {
  fileprivate let decider: Decider
  private let tree: CriteriaTree

  package init(_ decider: Decider) {
    self.decider = decider
    tree = CriteriaTree(decider)
  }

  /// - Parameter facts: made by the same decider.
  package func explanation(of facts: borrowing Facts) throws(Undecided) -> Explanation {
    let cells = Array(facts.cells)
    var decision = decider.decision()
    try decider.decide(facts, into: &decision)
    let verdict = decider.verdict(decision)
    var states = CriterionStates(tree.circuit, tree.space, cells)
    let misses = decider.nearMisses(
      cells, on: facts.date, from: verdict, limit: Explanation.mostNearMisses)
    var stateOfPart: [CriterionState] = []
    for part in tree.parts { stateOfPart.append(try states.state(of: part.function)) }
    return Explanation(
      verdict: verdict, tree: tree, states: stateOfPart,
      nearMisses: misses.found, hasAllNearMisses: misses.isWhole)
  }
}

extension Explainer {
  /// The same of facts by their ids.
  ///
  /// - Parameter date: the date of service.
  package func explanation(of values: [String: FactValue], on date: CalendarDate?)
    throws -> Explanation
  {
    try explanation(of: try decider.facts(values, on: date))
  }
}
