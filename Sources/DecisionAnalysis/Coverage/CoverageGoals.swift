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
}

// MARK: Deciding parts

extension CircuitBuilder {
  /// For each part, when the answer depends on it: when it differs between the part being true and
  /// false.
  fileprivate mutating func decisive(_ tree: CriteriaTree, _ table: DecisionTable) -> [Circuit.Ref]
  {
    var decisive = [Circuit.Ref](repeating: .no, count: tree.parts.count)
    // A request in scope never has the answer of a request out of scope.
    decisive[CriteriaTree.scope] = .yes
    var before = [tree.parts[CriteriaTree.scope].function]
    for (index, statement) in tree.statements.enumerated() {
      decisive[statement] = all(before + [!answersAlike(index, tree, table)])
      before.append(!tree.parts[statement].function)
    }
    for (index, part) in tree.parts.enumerated() where !part.children.isEmpty {
      let conditions = part.children.filter { tree.parts[$0].role != .member }
      let members = part.children.filter { tree.parts[$0].role == .member }
      // When each conjunct of a criterion passes.
      var passes = conditions.map { child in
        tree.parts[child].role == .exception
          ? !tree.parts[child].function : tree.parts[child].function
      }
      let connective = tree.connective(of: index)
      let refs = members.map { tree.parts[$0].function }
      if let connective { passes.append(join(refs, connective)) }
      for (number, child) in conditions.enumerated() {
        decisive[child] = all([decisive[index]] + passes.without(number))
      }
      guard let connective else { continue }
      let outer = [decisive[index]] + passes.dropLast()
      for (number, child) in members.enumerated() {
        decisive[child] = all(outer + [tips(connective, refs.without(number))])
      }
    }
    return decisive
  }

  /// Whether a later statement gives the same answer when this one does not hold.
  private mutating func answersAlike(_ index: Int, _ tree: CriteriaTree, _ table: DecisionTable)
    -> Circuit.Ref
  {
    var alternatives: [Circuit.Ref] = []
    var before: [Circuit.Ref] = []
    for later in table.statements.indices.dropFirst(index + 1) {
      let function = tree.parts[tree.statements[later]].function
      if table.statements[later].outcome == table.statements[index].outcome {
        alternatives.append(all(before + [function]))
      }
      before.append(!function)
    }
    return any(alternatives)
  }

  /// Whether one more member changes the result of a group, given the other members.
  private mutating func tips(_ connective: Connective, _ others: [Circuit.Ref]) -> Circuit.Ref {
    switch connective {
    case .allOf: all(others)
    case .anyOf, .noneOf: !any(others)
    case .atLeast(let least): all([atLeast(least - 1, others), !atLeast(least, others)])
    }
  }

  fileprivate mutating func atom(_ variable: Int, cell: Int, _ space: FactSpace) -> Circuit.Ref {
    var words = [UInt64](repeating: 0, count: (space.variables[variable].cellCount + 63) / 64)
    words[cell >> 6] |= 1 << UInt64(cell & 63)
    return atom(variable, words)
  }
}

extension CriteriaTree {
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

extension Array {
  fileprivate func without(_ index: Int) -> [Element] {
    Array(self[..<index] + self[(index + 1)...])
  }
}

// MARK: Values and bounds

/// A value that a test names, and when a request meets the test by this value alone.
private struct NamedValue {
  let value: TestValue
  let present: (variable: Int, cell: Int)
  /// The variables of the other terms that the test names, if the fact is a set.
  let absent: [Int]
  let stated: CoverageGoals.Stated?
  let space: FactSpace

  func function(_ builder: inout CircuitBuilder) -> Circuit.Ref {
    var conjuncts = [builder.atom(present.variable, cell: present.cell, space)]
    for variable in absent {
      conjuncts.append(builder.atom(variable, cell: FactSpace.absent, space))
    }
    return builder.all(conjuncts)
  }
}

extension FactSpace {
  /// The values of a test, if it names more than one.
  fileprivate func values(of test: UnaryTest) -> [NamedValue] {
    guard test.values.count > 1, let fact = fact(test.fact) else { return [] }
    var seen: Set<TestValue> = []
    return test.values.filter { seen.insert($0).inserted }.compactMap { value in
      switch value {
      case .range, .records: return nil
      case .word(let word) where variable(of: fact) == nil:
        let members = members(of: fact)
        guard let variable = members[word] else { return nil }
        let others = test.values.compactMap { other -> Int? in
          guard case .word(let term) = other, term != word else { return nil }
          return members[term]
        }
        return NamedValue(
          value: value, present: (variable, FactSpace.present), absent: others, stated: nil,
          space: self)
      case .word, .boolean, .code:
        guard let variable = variable(of: fact),
          case .values(let cells) = variables[variable].domain
        else { return nil }
        return NamedValue(
          value: value, present: (variable, cells.cell(of: value)), absent: [],
          stated: CoverageGoals.Stated(
            fact: fact, variable: variable, wanted: .value(value), example: FactValue(value)),
          space: self)
      }
    }
  }

  /// Both sides of each bound at which the answer of a test changes.
  fileprivate func sides(of test: UnaryTest, _ facts: [Fact]) -> [(
    bound: CoverageGoal.Bound, cell: Int, stated: CoverageGoals.Stated
  )] {
    guard let fact = fact(test.fact), let variable = variable(of: fact),
      case .line(let line) = variables[variable].domain
    else { return [] }
    let type = facts[fact].type
    let accepted = Set(line.cells(in: test.values))
    return line.cuts.indices.flatMap { cut in
      let isMet = [cut, cut + 1].map { accepted.contains(line.cellOfStretch[$0]) }
      guard isMet[0] != isMet[1] else {
        return [] as [(CoverageGoal.Bound, Int, CoverageGoals.Stated)]
      }
      return [0, 1].compactMap { side in
        let stretch = cut + side
        let interval = line.interval(ofStretch: stretch).intersection(type.extent)
        let point = type.point(at: line.cuts[cut], isBeyond: side == 1)
        guard let value = point ?? type.near(line.cuts[cut], isBeyond: side == 1, in: interval),
          let example = type.stated(value)
        else { return nil }
        return (
          CoverageGoal.Bound(interval: interval, point: point, isMet: isMet[side]),
          line.cellOfStretch[stretch],
          CoverageGoals.Stated(
            fact: fact, variable: variable, wanted: .side(stretch: stretch, point: point),
            example: example)
        )
      }
    }
  }
}

extension FactType {
  /// The last value before a cut, or the first after it; nil if there is none.
  fileprivate func point(at cut: LineCells.Cut, isBeyond: Bool) -> ExactDecimal? {
    if hasIntegerLine {
      // On an integer line, every cut is immediately before an integer.
      return isBeyond ? cut.value : ExactDecimal.simplest(after: nil, before: cut.value)
    }
    return cut.isAfter != isBeyond ? cut.value : nil
  }

  /// A value on an open side of a cut: one unit away from the cut if that is in the interval, or else
  /// the simplest value in the interval.
  fileprivate func near(_ cut: LineCells.Cut, isBeyond: Bool, in interval: Interval)
    -> ExactDecimal?
  {
    if let step = cut.value.adding(ExactDecimal(isBeyond ? 1 : -1)), interval.contains(step) {
      return step
    }
    return point(in: interval)
  }
}
