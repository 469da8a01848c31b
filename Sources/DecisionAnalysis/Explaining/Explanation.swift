package import DecisionTable
package import Values

/// Why a request has its answer: the state of each criterion and test, and what would change it.
package struct Explanation: Sendable {
  package let verdict: Verdict
  package let tree: CriteriaTree
  /// The state of each part of the tree.
  package let states: [CriterionState]
  package let nearMisses: [NearMiss]
  /// Whether `nearMisses` is complete.
  package let hasAllNearMisses: Bool

  /// The most near misses that are listed.
  package static let mostNearMisses = 200
}

/// Explains the decisions of a decider; it is created once and reused.
package struct Explainer: Sendable {
  fileprivate let decider: Decider
  private let tree: CriteriaTree

  package init(_ decider: Decider) {
    self.decider = decider
    tree = CriteriaTree(decider)
  }

  /// - Parameter facts: facts that the same decider created.
  /// - Throws: if an exact state takes more search than the budget of a request.
  package func explanation(of facts: borrowing Facts) throws(Undecided) -> Explanation {
    let cells = KnownCells(facts)
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
  /// As above, for facts by id.
  ///
  /// - Parameter date: the date of service.
  package func explanation(of values: [String: FactValue], on date: CalendarDate?)
    throws -> Explanation
  {
    try explanation(of: try decider.facts(values, on: date))
  }
}
