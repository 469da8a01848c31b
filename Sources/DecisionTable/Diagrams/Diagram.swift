/// The exact decision did not fit the bound on its size.
struct DiagramTooLarge: Error, Hashable, Sendable {}

/// How large a diagram may become before another way is taken.
struct DiagramBound: Sendable {
  let nodes: Int
  /// Edges looked at; a small diagram can take very many.
  let work: Int
  /// Bounds the depth of recursion.
  static let variables = 4_096
  /// The same where functions of functions are built, in deeper recursion.
  static let comparedVariables = 1_024

  /// For the decision of a whole table, once.
  static let table = DiagramBound(nodes: 200_000, work: 4_000_000)
  /// For all functions of partial requests together, once.
  static let partial = DiagramBound(nodes: 200_000, work: 8_000_000)
  /// For what is left of it under the facts of one request.
  static let residual = DiagramBound(nodes: 50_000, work: 500_000)
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

  /// The variable of each node, and where its children start; a child a cell.
  private(set) var variables: [Int32] = []
  private(set) var starts: [Int32] = []
  private(set) var children: [Ref] = []

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

  var count: Int { variables.count }

  func children(of node: Int) -> ArraySlice<Ref> {
    let end = node + 1 < starts.count ? Int(starts[node + 1]) : children.count
    return children[Int(starts[node])..<end]
  }

  mutating func append(_ variable: Int32, _ children: some Sequence<Ref>) -> Ref {
    let place = Ref(variables.count)
    variables.append(variable)
    starts.append(Int32(self.children.count))
    self.children.append(contentsOf: children)
    return place
  }

  mutating func removeAll() {
    variables.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    children.removeAll(keepingCapacity: true)
  }

  /// The variables that nodes ask, ascending.
  var askedVariables: [Int] { Set(variables).sorted().map { Int($0) } }

  /// The nodes that the roots reach, children before their parents, in the order of a walk from
  /// the roots: the same for the same functions, however they were built.
  ///
  /// - Parameter terminal: what becomes of a terminal.
  func keepingReachable(_ roots: inout [Ref], _ terminal: (Ref) -> Ref = { $0 }) -> Diagram {
    var kept = Diagram()
    var places = [Ref?](repeating: nil, count: count)
    func visit(_ ref: Ref) -> Ref {
      guard ref >= 0 else { return terminal(ref) }
      if let place = places[Int(ref)] { return place }
      let place = kept.append(variables[Int(ref)], children(of: Int(ref)).map(visit))
      places[Int(ref)] = place
      return place
    }
    for place in roots.indices { roots[place] = visit(roots[place]) }
    return kept
  }
}

/// The decision of a table as a diagram.
struct DecisionDiagram: Sendable {
  let diagram: Diagram
  let root: Diagram.Ref

  init(_ network: Network, _ space: FactSpace, within bound: DiagramBound)
    throws(DiagramTooLarge)
  {
    var builder = DiagramBuilder(network, space, bound)
    var roots = [try builder.decision()]
    diagram = builder.diagram.keepingReachable(&roots)
    root = roots[0]
  }
}

/// A decision diagram laid out for walking: of each node where its cells lead, and which variable is
/// asked there.
final class DiagramWalk: Sendable {
  private let arena = Arena()
  /// A step a cell: below the first child of the next node, or a terminal, which is negative; above
  /// the variable of that node. So a walk reads one step a node.
  private let steps: FrozenArray<Int64>
  private let root: Int64
  /// The node of the diagram whose children start at a step.
  private let nodes: FrozenArray<Int32>

  enum End {
    case terminal(Diagram.Ref)
    /// The node whose variable is unknown.
    case node(Diagram.Ref)
  }

  init(_ decision: DecisionDiagram) {
    let diagram = decision.diagram
    var places: [Int32] = []
    var nodes: [Int32] = []
    for node in 0..<diagram.count {
      places.append(Int32(nodes.count))
      nodes += Array(repeating: Int32(node), count: diagram.children(of: node).count)
    }
    func step(to ref: Diagram.Ref) -> Int64 {
      ref < 0
        ? Int64(ref) : Int64(diagram.variables[Int(ref)]) &<< 32 | Int64(places[Int(ref)])
    }
    steps = FrozenArray(
      (0..<diagram.count).flatMap { diagram.children(of: $0).map { step(to: $0) } }, in: arena)
    self.nodes = FrozenArray(nodes, in: arena)
    root = step(to: decision.root)
  }

  /// Goes down as far as cells are known.
  func end(_ cells: Network.Cells) -> End {
    let steps = steps.base
    var step = root
    while step >= 0 {
      let place = Int(truncatingIfNeeded: step & 0xFFFF_FFFF)
      let cell = cells[Int(truncatingIfNeeded: step &>> 32)]
      if cell < 0 { return .node(nodes[place]) }
      step = steps[place &+ Int(cell)]
    }
    return .terminal(Diagram.Ref(truncatingIfNeeded: step))
  }
}
