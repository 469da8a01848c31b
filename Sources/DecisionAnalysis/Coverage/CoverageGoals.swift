package import DecisionTable
internal import Values

/// Everything about a table that cases should demonstrate: that each criterion and each test is met,
/// not met and unknown, and that it decides both when it is met and when it is not.
package struct CoverageGoals: Sendable {
  package let tree: CriteriaTree
  /// The goals, in document order of their parts.
  package let goals: [CoverageGoal]
  /// The parts that have goals. The only test of a criterion without requirements and exceptions is
  /// covered by the criterion, and groups of conditions are left out because they do not have a label.
  package let parts: [Int]

  let circuit: Circuit
  package let decider: Decider
  /// For each goal, the condition under which a request shows it.
  let targets: [Target]

  struct Target: Sendable {
    /// Nil for a goal that only unknown facts can show.
    let function: Circuit.Ref?
    /// A value that the request has to state.
    let stated: Stated?
  }

  /// A specific value of a fact, for goals that its cell alone does not determine.
  struct Stated: Sendable {
    let fact: Int
    let variable: Int
    let wanted: Wanted
    let example: FactValue
  }

  enum Wanted: Sendable {
    case value(TestValue)
    case side(stretch: Int, point: ExactDecimal?)
  }

  package init(_ decider: Decider) {
    var builder = CircuitBuilder(decider.table, decider.space)
    let tree = CriteriaTree(decider.table, decider.space, &builder)
    let decisive = builder.decisive(tree, decider.table)
    var goals: [CoverageGoal] = []
    var targets: [Target] = []
    var withGoals: [Int] = []
    for (index, part) in tree.parts.enumerated() {
      if case .group = part.content { continue }
      if part.role == .rule, let parent = part.parent, tree.parts[parent].children.count == 1 {
        continue
      }
      withGoals.append(index)
      func add(_ kind: CoverageGoal.Kind, _ function: Circuit.Ref?, _ stated: Stated? = nil) {
        goals.append(CoverageGoal(part: index, kind: kind))
        targets.append(Target(function: function, stated: stated))
      }
      add(.met, part.function)
      add(.notMet, !part.function)
      add(.unknown, nil)
      add(.decidesMet, builder.all([part.function, decisive[index]]))
      add(.decidesNotMet, builder.all([!part.function, decisive[index]]))
      guard let test = tree.test(of: index) else { continue }
      for value in decider.space.values(of: test) {
        add(
          .value(value.value), builder.all([value.function(&builder), decisive[index]]),
          value.stated)
      }
      for side in decider.space.sides(of: test, decider.table.facts) {
        let atom = builder.atom(side.stated.variable, cell: side.cell, decider.space)
        add(.bound(side.bound), builder.all([atom, decisive[index]]), side.stated)
      }
    }
    self.tree = tree
    self.goals = goals
    self.targets = targets
    parts = withGoals
    circuit = builder.circuit
    self.decider = decider
  }
}

extension CriteriaTree {
  /// The test of a part that is a test, or a criterion that consists of a single test.
  package func test(of part: Int) -> UnaryTest? {
    switch parts[part].content {
    case .test(let test): return test
    case .group: return nil
    case .criterion:
      let children = parts[part].children
      guard children.count == 1, parts[children[0]].role == .rule else { return nil }
      return test(of: children[0])
    }
  }

  /// The connective of a group of criteria or conditions; nil for other parts.
  package func connective(of part: Int) -> Connective? {
    switch parts[part].content {
    case .test: return nil
    case .group(let connective): return connective
    case .criterion(let criterion):
      guard case .group(let connective, _) = criterion.rule else { return nil }
      return connective
    }
  }
}
