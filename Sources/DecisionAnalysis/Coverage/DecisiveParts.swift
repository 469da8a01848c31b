internal import DecisionTable

extension CircuitBuilder {
  /// For each part, when the answer depends on it: when it differs between the part being true and
  /// false.
  mutating func decisive(_ tree: CriteriaTree, _ table: DecisionTable) -> [Circuit.Ref] {
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

  mutating func atom(_ variable: Int, cell: Int, _ space: FactSpace) -> Circuit.Ref {
    var words = [UInt64](repeating: 0, count: (space.variables[variable].cellCount + 63) / 64)
    words[cell >> 6] |= 1 << UInt64(cell & 63)
    return atom(variable, words)
  }
}

extension Array {
  fileprivate func without(_ index: Int) -> [Element] {
    Array(self[..<index] + self[(index + 1)...])
  }
}
