/// Compiles the criteria of a table into a circuit. Equal subexpressions share a node, constants are
/// folded, and tests of one variable under one connective are merged into one atom.
package struct CircuitBuilder {
  package private(set) var circuit = Circuit()
  private let space: FactSpace
  private var indexOfNode: [Key: Int] = [:]
  /// Whether an answer lists a leaf whatever is above it.
  private let listsEveryLeaf: Bool

  private struct Key: Hashable {
    let kind: Circuit.Kind
    let number: Int32
    let content: [UInt64]
  }

  /// Starts an empty circuit for functions over a space.
  package init(_ space: FactSpace) { self.init(space, listsEveryLeaf: true) }

  private init(_ space: FactSpace, listsEveryLeaf: Bool) {
    self.space = space
    self.listsEveryLeaf = listsEveryLeaf
    _ = node(.yes, number: 0, [])
  }

  /// Compiles the scope and the statements of a table.
  package init(_ table: DecisionTable, _ space: FactSpace) {
    self.init(space, listsEveryLeaf: table.version == .one)
    circuit.scope = function(of: table.scope)
    circuit.tests = table.scope.tests.map { function(of: $0) }
    for statement in table.statements {
      var leaves: [Circuit.Leaf] = []
      circuit.statements.append(
        function(of: statement.criterion, isStatement: true, leaves: &leaves))
      circuit.leaves.append(leaves)
    }
    circuit.indexLargeGroups(space)
  }

  // MARK: Criteria

  /// Compiles a criterion, appending it, its descendants and their tests to the circuit's lists in
  /// document order.
  private mutating func function(
    of criterion: Criterion, isStatement: Bool = false, leaves: inout [Circuit.Leaf]
  ) -> Circuit.Ref {
    let index = circuit.criteria.count
    circuit.criteria.append(.yes)
    var conjuncts: [Circuit.Ref] = []
    for condition in criterion.requirements {
      circuit.tests += condition.tests.map { function(of: $0) }
      conjuncts.append(function(of: condition))
    }
    for condition in criterion.exceptions {
      circuit.tests += condition.tests.map { function(of: $0) }
      conjuncts.append(!function(of: condition))
    }
    switch criterion.rule {
    case .test(let test):
      conjuncts.append(function(of: test))
      circuit.tests.append(conjuncts[conjuncts.count - 1])
      circuit.criteria[index] = join(conjuncts, .allOf)
      leaves.append(leaf(index))
    case .reference(let reference):
      circuit.tests += reference.condition.tests.map { function(of: $0) }
      conjuncts.append(function(of: reference.condition))
      circuit.criteria[index] = join(conjuncts, .allOf)
      leaves.append(leaf(index))
    case .group(let connective, let criteria):
      var under: [Circuit.Leaf] = []
      var members: [Circuit.Ref] = []
      for member in criteria { members.append(function(of: member, leaves: &under)) }
      // A member that is met implies that one of them is.
      let implied = connective == .anyOf ? all(conjuncts) : nil
      conjuncts.append(join(members, connective))
      circuit.criteria[index] = join(conjuncts, .allOf)
      guard connective != .noneOf else { break }
      let own = isStatement || listsEveryLeaf ? .yes : implied ?? circuit.criteria[index]
      for leaf in under { leaves.append(leaf.below(all([own, leaf.above]))) }
    }
    return circuit.criteria[index]
  }

  private func leaf(_ index: Int) -> Circuit.Leaf {
    Circuit.Leaf(criterion: index, function: circuit.criteria[index], above: .yes)
  }

  package mutating func function(of condition: FactCondition) -> Circuit.Ref {
    switch condition {
    case .test(let test): return function(of: test)
    case .reference(let reference): return function(of: reference.condition)
    case .group(let connective, let conditions):
      var members: [Circuit.Ref] = []
      for member in conditions { members.append(function(of: member)) }
      return join(members, connective)
    }
  }

  /// The function of a test. The test must be one of those for which the space was made, or a union of
  /// whole cells.
  package mutating func function(of test: UnaryTest) -> Circuit.Ref {
    var members: [Circuit.Ref] = []
    for hit in space.hits(of: test) {
      members.append(atom(hit.variable, cells: hit.cells))
    }
    return join(members, .anyOf)
  }

  /// A function that is true when a variable is in one of these cells.
  package mutating func atom(_ variable: Int, cells: some Sequence<Int>) -> Circuit.Ref {
    var words = [UInt64](
      repeating: 0, count: (space.variables[variable].cellCount + 63) / 64)
    for cell in cells { words[cell >> 6] |= 1 << UInt64(cell & 63) }
    return atom(variable, words)
  }

  /// A function that is true when a member of a set is present.
  package mutating func present(_ variable: Int) -> Circuit.Ref {
    atom(variable, [1 << UInt64(FactSpace.present)])
  }

  // MARK: Connectives

  package mutating func join(_ members: [Circuit.Ref], _ connective: Connective) -> Circuit.Ref {
    switch connective {
    case .anyOf: return any(members)
    case .allOf: return all(members)
    case .noneOf: return !any(members)
    case .atLeast(let least): return atLeast(least, members)
    }
  }

  /// The conjunction of some functions; true if there are none.
  package mutating func all(_ members: [Circuit.Ref]) -> Circuit.Ref {
    gather(members, .all)
  }

  /// The disjunction of some functions; false if there are none.
  package mutating func any(_ members: [Circuit.Ref]) -> Circuit.Ref {
    gather(members, .any)
  }

  /// Joins functions by `any` or `all`, flattening nested groups of the same kind, folding constants
  /// and complementary members, and merging the atoms of each variable.
  private mutating func gather(_ given: [Circuit.Ref], _ kind: Circuit.Kind) -> Circuit.Ref {
    let deciding: Circuit.Ref = kind == .any ? .yes : .no
    // By De Morgan, a negated group of the other kind is a group of this one.
    let dual: Circuit.Kind = kind == .any ? .all : .any
    var flat: [Circuit.Ref] = []
    var seen: Set<Circuit.Ref> = []
    /// For each variable, the merged cells of its atoms and their position in `flat`.
    var atoms: [Int32: (words: [UInt64], position: Int)] = [:]
    func take(_ ref: Circuit.Ref) {
      let node = circuit.nodes[ref.index]
      if node.kind == kind, !ref.isNegated {
        for member in circuit.members(of: node) { take(member) }
      } else if node.kind == dual, ref.isNegated {
        for member in circuit.members(of: node) { take(!member) }
      } else if node.kind == .atom {
        let words = cells(of: ref)
        if var known = atoms[node.number] {
          for index in words.indices {
            known.words[index] =
              kind == .any
              ? known.words[index] | words[index] : known.words[index] & words[index]
          }
          atoms[node.number] = known
        } else {
          atoms[node.number] = (words, flat.count)
          flat.append(ref)
        }
      } else if ref != !deciding, seen.insert(ref).inserted {
        flat.append(ref)
      }
    }
    given.forEach(take)
    for (variable, merged) in atoms.sorted(by: { $0.value.position < $1.value.position }) {
      flat[merged.position] = atom(Int(variable), merged.words)
    }
    if flat.contains(deciding) || seen.contains(where: { seen.contains(!$0) }) { return deciding }
    flat.removeAll { $0 == !deciding }
    switch flat.count {
    case 0: return !deciding
    case 1: return flat[0]
    default: return node(kind, number: 0, flat)
    }
  }

  /// A function that is true when at least `least` of the given functions are.
  package mutating func atLeast(_ least: Int, _ given: [Circuit.Ref]) -> Circuit.Ref {
    let members = given.filter { $0 != .yes && $0 != .no }
    let needed = least - given.count { $0 == .yes }
    if needed <= 0 { return .yes }
    if needed > members.count { return .no }
    if needed == 1 { return any(members) }
    if needed == members.count { return all(members) }
    return node(.atLeast, number: Int32(needed), members)
  }

  // MARK: Nodes

  private func cells(of atom: Circuit.Ref) -> [UInt64] {
    let node = circuit.nodes[atom.index]
    let words = circuit.cellBits[Int(node.start)..<Int(node.start + node.count)]
    guard atom.isNegated else { return Array(words) }
    let count = space.variables[Int(node.number)].cellCount
    return words.enumerated().map { ~$1 & CircuitBuilder.mask(count, word: $0) }
  }

  private static func mask(_ cells: Int, word: Int) -> UInt64 {
    let rest = cells - word * 64
    return rest >= 64 ? ~0 : (1 << UInt64(rest)) - 1
  }

  /// A function that is true when a variable is in one of the cells of a bit set.
  package mutating func atom(_ variable: Int, _ words: [UInt64]) -> Circuit.Ref {
    let count = space.variables[variable].cellCount
    if words.allSatisfy({ $0 == 0 }) { return .no }
    if words.enumerated().allSatisfy({ $1 == CircuitBuilder.mask(count, word: $0) }) {
      return .yes
    }
    let key = Key(kind: .atom, number: Int32(variable), content: words)
    if let index = indexOfNode[key] { return Circuit.Ref(index) }
    let start = circuit.cellBits.count
    circuit.cellBits += words
    return add(
      key,
      Circuit.Node(
        kind: .atom, number: Int32(variable), start: Int32(start), count: Int32(words.count)))
  }

  private mutating func node(_ kind: Circuit.Kind, number: Int32, _ members: [Circuit.Ref])
    -> Circuit.Ref
  {
    let key = Key(kind: kind, number: number, content: members.map { UInt64($0.bits) })
    if let index = indexOfNode[key] { return Circuit.Ref(index) }
    let start = circuit.members.count
    circuit.members += members
    return add(
      key,
      Circuit.Node(
        kind: kind, number: number, start: Int32(start), count: Int32(members.count)))
  }

  private mutating func add(_ key: Key, _ node: Circuit.Node) -> Circuit.Ref {
    let index = circuit.nodes.count
    circuit.nodes.append(node)
    indexOfNode[key] = index
    return Circuit.Ref(index)
  }
}
