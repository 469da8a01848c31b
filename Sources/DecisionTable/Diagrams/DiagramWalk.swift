/// A decision diagram laid out for fast traversal: each cell of a node has the next node together
/// with the variable that it asks.
final class DiagramWalk: Sendable {
  private let arena = Arena()
  /// One step per cell: a terminal, which is negative, or in its low 32 bits the first step of the
  /// next node and in its high bits the variable of that node. A walk reads one step per node.
  private let steps: FrozenArray<Int64>
  private let root: Int64
  /// For each step, the node of the diagram to which it belongs.
  private let nodes: FrozenArray<Int32>

  enum End {
    case terminal(Diagram.Ref)
    /// The node whose variable is not known to be in one cell.
    case node(Diagram.Ref)
  }

  init(_ decision: DecisionDiagram) {
    let diagram = decision.diagram
    var firstSteps: [Int32] = []
    var nodes: [Int32] = []
    for node in 0..<diagram.count {
      firstSteps.append(Int32(nodes.count))
      nodes += Array(repeating: Int32(node), count: diagram.children(of: node).count)
    }
    func step(to ref: Diagram.Ref) -> Int64 {
      ref < 0
        ? Int64(ref) : Int64(diagram.variables[Int(ref)]) &<< 32 | Int64(firstSteps[Int(ref)])
    }
    steps = FrozenArray(
      (0..<diagram.count).flatMap { diagram.children(of: $0).map { step(to: $0) } }, in: arena)
    self.nodes = FrozenArray(nodes, in: arena)
    root = step(to: decision.root)
  }

  /// Walks from the root until a terminal, or a variable that is not known to be in one cell.
  func end(_ cells: Circuit.Cells) -> End {
    let steps = steps.base
    var step = root
    while step >= 0 {
      let first = Int(truncatingIfNeeded: step & 0xFFFF_FFFF)
      let cell = cells[Int(truncatingIfNeeded: step &>> 32)]
      if cell < 0 { return .node(nodes[first]) }
      step = steps[first &+ Int(cell)]
    }
    return .terminal(Diagram.Ref(truncatingIfNeeded: step))
  }
}
