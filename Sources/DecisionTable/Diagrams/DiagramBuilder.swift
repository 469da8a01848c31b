/// Builds functions of a circuit bottom-up as one diagram with shared nodes. The terminals `no` and
/// `yes` are distinct from those of a decision.
///
/// If facts are given, the functions are restricted to them. A node of a variable of which a mask is
/// known has one child for each cell of the mask.
package struct DiagramBuilder {
  private var reduced = ReducedDiagram()
  /// The circuit may grow; functions that are already built remain valid.
  package var circuit: Circuit
  private let space: FactSpace
  private let bound: DiagramBound
  /// The state of each variable, as in `KnownCells`; empty if nothing is known.
  private var known: [Int32] = []
  /// The cells that a variable may be in, if a mask of it is known.
  private var masked: [Int32: [Int]] = [:]
  private var functions: [Int: Diagram.Ref] = [:]
  private var chosen = ChoiceTable()
  /// The children of the nodes under construction, as one stack.
  private var stack: [Diagram.Ref] = []
  private var work = 0

  package init(_ circuit: Circuit, _ space: FactSpace, _ bound: DiagramBound) {
    self.circuit = circuit
    self.space = space
    self.bound = bound
  }

  /// - Parameter known: what is known of the variables.
  package init(
    _ circuit: Circuit, _ space: FactSpace, _ bound: DiagramBound, known: Circuit.Cells
  ) {
    self.init(circuit, space, bound)
    self.known = space.variables.indices.map { known[$0] }
    for (index, state) in self.known.enumerated() where state < KnownCells.unknown {
      masked[Int32(index)] = known.possible(index, of: space.variables[index].cellCount)
    }
  }

  /// The number of children of a node that asks a variable.
  private func childCount(_ variable: Int32) -> Int {
    masked[variable]?.count ?? space.variables[Int(variable)].cellCount
  }

  /// The diagram so far, in which roots of functions are indices.
  package var diagram: Diagram { reduced.diagram }

  /// The decision: the first statement that holds if the scope does, for every complete request.
  package mutating func decision() throws(DiagramTooLarge) -> Diagram.Ref {
    guard space.variables.count <= DiagramBound.variables else { throw DiagramTooLarge() }
    var decision = Diagram.silent
    for (index, statement) in circuit.statements.enumerated().reversed() {
      decision = try choose(try function(statement), Diagram.statement(index), decision)
    }
    return try choose(try function(circuit.scope), decision, Diagram.outOfScope)
  }

  /// The root of a function of the circuit.
  package mutating func function(_ ref: Circuit.Ref) throws(DiagramTooLarge) -> Diagram.Ref {
    let positive: Diagram.Ref
    if let known = functions[ref.index] {
      positive = known
    } else {
      positive = try function(of: circuit.nodes[ref.index])
      functions[ref.index] = positive
    }
    return ref.isNegated ? try choose(positive, Diagram.no, Diagram.yes) : positive
  }

  private mutating func function(of node: Circuit.Node) throws(DiagramTooLarge) -> Diagram.Ref {
    switch node.kind {
    case .yes: return Diagram.yes
    case .atom:
      let variable = Int(node.number)
      if variable < known.count, known[variable] >= 0 {
        return circuit.accepts(node, Int(known[variable])) ? Diagram.yes : Diagram.no
      }
      let cells = masked[node.number] ?? Array(0..<space.variables[variable].cellCount)
      let start = stack.count
      for cell in cells {
        stack.append(circuit.accepts(node, cell) ? Diagram.yes : Diagram.no)
      }
      return try makeNode(node.number, from: start)
    case .any, .indexed:
      var result = Diagram.no
      for member in circuit.members(of: node).reversed() {
        result = try choose(try function(member), Diagram.yes, result)
      }
      return result
    case .all:
      var result = Diagram.yes
      for member in circuit.members(of: node).reversed() {
        result = try choose(try function(member), result, Diagram.no)
      }
      return result
    case .atLeast:
      // At least `n` of the first `k` members hold if the `k`th and `n - 1` of those before it hold,
      // or if `n` of those before it hold.
      let least = Int(node.number)
      var reached = [Diagram.Ref](repeating: Diagram.no, count: least + 1)
      reached[0] = Diagram.yes
      for member in circuit.members(of: node).reversed() {
        let function = try function(member)
        for count in stride(from: least, through: 1, by: -1) {
          reached[count] = try choose(function, reached[count - 1], reached[count])
        }
      }
      return reached[least]
    }
  }

  /// `condition ? then : otherwise`: the if-then-else operation of Brace, Rudell and Bryant (DAC 1990),
  /// extended to many terminals.
  package mutating func choose(
    _ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref
  )
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    if condition == Diagram.yes || then == otherwise { return then }
    if condition == Diagram.no { return otherwise }
    if then == Diagram.yes, otherwise == Diagram.no { return condition }
    if let known = chosen[condition, then, otherwise] { return known }
    let variable = min(
      reduced.variable(condition), reduced.variable(then), reduced.variable(otherwise))
    let count = childCount(variable)
    work += count
    guard work <= bound.work else { throw DiagramTooLarge() }
    let start = stack.count
    for child in 0..<count {
      stack.append(
        try choose(
          reduced.child(condition, variable, child), reduced.child(then, variable, child),
          reduced.child(otherwise, variable, child)))
    }
    let result = try makeNode(variable, from: start)
    chosen[condition, then, otherwise] = result
    return result
  }

  /// Makes a node from the children on the stack from `start` on, and pops them.
  private mutating func makeNode(_ variable: Int32, from start: Int) throws(DiagramTooLarge)
    -> Diagram.Ref
  {
    defer { stack.removeSubrange(start...) }
    return try reduced.node(variable, stack[start...], atMost: bound.nodes)
  }
}
