/// The exact decision did not fit the bound on its size.
public struct DiagramTooLarge: Error, Hashable, Sendable {
  /// How many nodes, steps or variables were allowed.
  public let bound: Int
}

/// A reduced ordered decision diagram with many-valued variables and many terminals.
///
/// As Srinivasan, Kam, Malik and Brayton (ICCAD 1990) describe for many-valued functions: a node
/// asks one variable and has a child a cell; variables are asked in one order; equal nodes are one
/// node, and a node whose children are all equal is that child. So two functions are the same
/// exactly when their roots are, and a function depends on a variable exactly when a node asks it.
struct Diagram: Sendable {
  /// A terminal (negative) or the place of a node.
  typealias Ref = Int32

  struct Node: Hashable, Sendable {
    let variable: Int32
    let children: [Ref]
  }

  /// The nodes that the root and the leaves reach, children before their parents, in the order of
  /// a walk from the root: the same for the same functions, however they were built.
  private(set) var nodes: [Node] = []
  private(set) var root: Ref = Diagram.silent
  /// The functions of the leaves of each statement, in document order, those under `none_of` left
  /// out: they speak against their criterion.
  private(set) var leaves: [[Leaf]] = []

  struct Leaf: Sendable {
    let label: String
    /// True or false: the test with its requirements and exceptions.
    let function: Ref
  }

  static let no = Ref.min
  static let yes = Ref.min + 1

  /// The request is not what the policy is about.
  static let outOfScope: Ref = -1
  /// In scope, and no statement holds.
  static let silent: Ref = -2

  /// The statement of this place in the table is the first that holds.
  static func statement(_ place: Int) -> Ref { -3 - Ref(place) }

  static func statement(of terminal: Ref) -> Int? {
    terminal <= -3 && terminal > Diagram.yes ? Int(-3 - terminal) : nil
  }

  static let mostNodes = 200_000
  /// Choices between functions; a small decision can take very many.
  static let mostSteps = 1_000_000
  /// Bounds the depth of recursion.
  static let mostVariables = 4_096

  init(scope: Condition, statements: [Statement], space: FactSpace) throws(DiagramTooLarge) {
    guard space.variables.count <= Diagram.mostVariables else {
      throw DiagramTooLarge(bound: Diagram.mostVariables)
    }
    var builder = DiagramBuilder(space: space, bound: Diagram.mostNodes)
    var decision = Diagram.silent
    for (place, statement) in statements.enumerated().reversed() {
      let holds = try builder.function(of: statement.criterion)
      leaves.insert(try builder.leaves(of: statement.criterion), at: 0)
      decision = try builder.choose(holds, Diagram.statement(place), decision)
    }
    root = try builder.choose(
      try builder.function(of: scope), decision, Diagram.outOfScope)
    nodes = builder.nodes
    keepReachable()
  }

  private mutating func keepReachable() {
    var kept: [Node] = []
    var places: [Ref: Ref] = [:]
    func visit(_ ref: Ref) -> Ref {
      guard ref >= 0 else { return ref }
      if let place = places[ref] { return place }
      let node = nodes[Int(ref)]
      let children = node.children.map(visit)
      let place = Ref(kept.count)
      kept.append(Node(variable: node.variable, children: children))
      places[ref] = place
      return place
    }
    root = visit(root)
    leaves = leaves.map { $0.map { Leaf(label: $0.label, function: visit($0.function)) } }
    nodes = kept
  }
}

/// Builds functions bottom-up with shared nodes; `false` and `true` are terminals of their own.
struct DiagramBuilder {
  private(set) var nodes: [Diagram.Node] = []
  private let space: FactSpace
  private let bound: Int
  private var places: [Diagram.Node: Diagram.Ref] = [:]
  private var chosen: [Choice: Diagram.Ref] = [:]

  private struct Choice: Hashable {
    let condition: Diagram.Ref
    let then: Diagram.Ref
    let otherwise: Diagram.Ref
  }

  init(space: FactSpace, bound: Int) {
    self.space = space
    self.bound = bound
  }

  /// `condition` ? `then` : `otherwise` (Bryant's and Brace's if-then-else, over many terminals).
  mutating func choose(_ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref)
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    if condition == Diagram.yes || then == otherwise { return then }
    if condition == Diagram.no { return otherwise }
    if then == Diagram.yes, otherwise == Diagram.no { return condition }
    let choice = Choice(condition: condition, then: then, otherwise: otherwise)
    if let known = chosen[choice] { return known }
    guard chosen.count < Diagram.mostSteps else {
      throw DiagramTooLarge(bound: Diagram.mostSteps)
    }
    let variable = [condition, then, otherwise].compactMap(variable).min() ?? 0
    var children: [Diagram.Ref] = []
    for cell in space.variables[Int(variable)].cells.indices {
      children.append(
        try choose(
          child(condition, variable, cell), child(then, variable, cell),
          child(otherwise, variable, cell)))
    }
    let result = try node(variable, children)
    chosen[choice] = result
    return result
  }

  mutating func function(of criterion: Criterion) throws(DiagramTooLarge) -> Diagram.Ref {
    var conjuncts: [Diagram.Ref] = []
    for condition in criterion.requirements { conjuncts.append(try function(of: condition)) }
    for condition in criterion.exceptions {
      conjuncts.append(try not(try function(of: condition)))
    }
    switch criterion.rule {
    case .test(let test): conjuncts.append(try function(of: test))
    case .group(let connective, let criteria):
      var members: [Diagram.Ref] = []
      for member in criteria { members.append(try function(of: member)) }
      conjuncts.append(try join(members, connective))
    }
    return try join(conjuncts, .allOf)
  }

  mutating func leaves(of criterion: Criterion) throws(DiagramTooLarge) -> [Diagram.Leaf] {
    switch criterion.rule {
    case .test:
      return [Diagram.Leaf(label: criterion.label, function: try function(of: criterion))]
    case .group(.noneOf, _): return []
    case .group(_, let criteria):
      var leaves: [Diagram.Leaf] = []
      for member in criteria { leaves += try self.leaves(of: member) }
      return leaves
    }
  }

  mutating func function(of condition: Condition) throws(DiagramTooLarge) -> Diagram.Ref {
    switch condition {
    case .test(let test): return try function(of: test)
    case .group(let connective, let conditions):
      var members: [Diagram.Ref] = []
      for member in conditions { members.append(try function(of: member)) }
      return try join(members, connective)
    }
  }

  private mutating func function(of test: UnaryTest) throws(DiagramTooLarge) -> Diagram.Ref {
    var members: [Diagram.Ref] = []
    for hit in space.compiled(test).hits {
      members.append(
        try node(Int32(hit.variable), hit.cells.map { $0 ? Diagram.yes : Diagram.no }))
    }
    return try join(members, .anyOf)
  }

  private mutating func join(_ members: [Diagram.Ref], _ connective: Connective)
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    switch connective {
    case .allOf:
      var result = Diagram.yes
      for member in members.reversed() { result = try choose(member, result, Diagram.no) }
      return result
    case .anyOf:
      var result = Diagram.no
      for member in members.reversed() { result = try choose(member, Diagram.yes, result) }
      return result
    case .noneOf: return try not(try join(members, .anyOf))
    case .atLeast(let least): return try atLeast(least, of: members)
    }
  }

  /// At least `n` of the first `k` hold if the `k`th does and `n - 1` of those before it, or `n` do.
  private mutating func atLeast(_ least: Int, of members: [Diagram.Ref]) throws(DiagramTooLarge)
    -> Diagram.Ref
  {
    guard least > 0 else { return Diagram.yes }
    guard least <= members.count else { return Diagram.no }
    var reached = Array(repeating: Diagram.no, count: least + 1)
    reached[0] = Diagram.yes
    for member in members.reversed() {
      for count in stride(from: least, through: 1, by: -1) {
        reached[count] = try choose(member, reached[count - 1], reached[count])
      }
    }
    return reached[least]
  }

  private mutating func not(_ function: Diagram.Ref) throws(DiagramTooLarge) -> Diagram.Ref {
    try choose(function, Diagram.no, Diagram.yes)
  }

  private mutating func node(_ variable: Int32, _ children: [Diagram.Ref])
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    if children.allSatisfy({ $0 == children[0] }) { return children[0] }
    let node = Diagram.Node(variable: variable, children: children)
    if let place = places[node] { return place }
    guard nodes.count < bound else { throw DiagramTooLarge(bound: bound) }
    let place = Diagram.Ref(nodes.count)
    nodes.append(node)
    places[node] = place
    return place
  }

  private func variable(_ ref: Diagram.Ref) -> Int32? {
    ref < 0 ? nil : nodes[Int(ref)].variable
  }

  private func child(_ ref: Diagram.Ref, _ variable: Int32, _ cell: Int) -> Diagram.Ref {
    guard ref >= 0, nodes[Int(ref)].variable == variable else { return ref }
    return nodes[Int(ref)].children[cell]
  }
}
