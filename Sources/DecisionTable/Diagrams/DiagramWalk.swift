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
  func end(_ cells: Circuit.Cells) -> End {
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
