import DecisionTableTestSupport

@testable import DecisionAnalysis
@testable import DecisionTable

/// The answer of a table if the result of one part of its criteria is overridden. A slow reference
/// implementation that does not use a circuit.
struct ForcedTree {
  let sample: RandomTable
  let tree: CriteriaTree

  func holds(_ part: Int, _ facts: [String: FactValue], forcing: (part: Int, to: Bool)? = nil)
    -> Bool
  {
    if let forcing, forcing.part == part { return forcing.to }
    let children = tree.parts[part].children
    func count(_ parts: [Int]) -> Int { parts.count { holds($0, facts, forcing: forcing) } }
    func joined(_ connective: Connective, _ parts: [Int]) -> Bool {
      switch connective {
      case .allOf: count(parts) == parts.count
      case .anyOf: count(parts) > 0
      case .noneOf: count(parts) == 0
      case .atLeast(let least): count(parts) >= least
      }
    }
    switch tree.parts[part].content {
    case .test(let test): return BruteForce(sample).holds(test, facts)
    case .group(let connective): return joined(connective, children)
    case .criterion(let criterion):
      let members = children.filter { tree.parts[$0].role == .member }
      let conjuncts = children.filter { tree.parts[$0].role != .member }
      guard
        conjuncts.allSatisfy({
          holds($0, facts, forcing: forcing) == (tree.parts[$0].role != .exception)
        })
      else { return false }
      guard case .group(let connective, _) = criterion.rule else { return true }
      return joined(connective, members)
    }
  }

  /// The outcome; the outer nil means out of scope, the inner nil that no statement holds.
  func answer(_ facts: [String: FactValue], forcing: (part: Int, to: Bool)) -> Outcome?? {
    guard holds(CriteriaTree.scope, facts, forcing: forcing) else { return .none }
    let first = tree.statements.firstIndex { holds($0, facts, forcing: forcing) }
    return .some(first.map { sample.table.statements[$0].outcome })
  }

  func decides(_ part: Int, _ facts: [String: FactValue]) -> Bool {
    answer(facts, forcing: (part, true)) != answer(facts, forcing: (part, false))
  }
}
