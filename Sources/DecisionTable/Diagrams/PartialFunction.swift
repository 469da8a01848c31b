/// A function of a partial request: each variable is in one of its cells, or unknown.
///
/// A reduced ordered diagram: a node asks one variable, variables are asked in ascending order, and
/// one walk from the root gives the value. Its paths are disjoint and cover every partial request.
package struct PartialFunction<End: Hashable & Sendable>: Sendable {
  package enum Target: Hashable, Sendable {
    case node(Int)
    case end(End)
  }

  /// What a variable may be for a walk to go on there: in one of some cells, or unknown.
  package struct Edge: Hashable, Sendable {
    /// Ascending; empty where only unknown leads there.
    package let cells: [Int]
    package let includesUnknown: Bool
    package let target: Target

    package func includes(_ cell: Int?) -> Bool {
      cell.map(cells.contains) ?? includesUnknown
    }
  }

  package struct Node: Hashable, Sendable {
    package let variable: Int
    /// One for each target, at least two; every cell and unknown is in exactly one.
    package let edges: [Edge]
  }

  /// What a path asks of one variable.
  package struct Condition: Hashable, Sendable {
    package let variable: Int
    package let cells: [Int]
    package let includesUnknown: Bool
  }

  /// One way from the root to an end: what it does not ask may be anything.
  package struct Path: Hashable, Sendable {
    package let conditions: [Condition]
    package let end: End
  }

  /// Children before their parents.
  package let nodes: [Node]
  package let root: Target

  init(_ diagram: Diagram, root: Diagram.Ref, end: (Diagram.Ref) -> End) {
    var roots = [root]
    let kept = diagram.keepingReachable(&roots)
    func target(_ ref: Diagram.Ref) -> Target { ref < 0 ? .end(end(ref)) : .node(Int(ref)) }
    self.root = target(roots[0])
    nodes = (0..<kept.count).map { node in
      let children = Array(kept.children(of: node))
      let unknown = children.count - 1
      var seen: Set<Diagram.Ref> = []
      let targets = children.filter { seen.insert($0).inserted }
      return Node(
        variable: Int(kept.variables[node]),
        edges: targets.map { ref in
          Edge(
            cells: (0..<unknown).filter { children[$0] == ref },
            includesUnknown: children[unknown] == ref, target: target(ref))
        })
    }
  }

  /// The value at some cells; nil is unknown.
  package func end(at cells: [Int?]) -> End {
    var target = root
    while case .node(let place) = target {
      let node = nodes[place]
      guard let edge = node.edges.first(where: { $0.includes(cells[node.variable]) }) else {
        preconditionFailure("a cell that no edge has")
      }
      target = edge.target
    }
    guard case .end(let end) = target else { preconditionFailure("a walk that does not end") }
    return end
  }

  /// Every path, in the order of edges; nil where there are more than so many.
  package func paths(atMost most: Int) -> [Path]? {
    var counts: [Int] = []
    func count(_ target: Target) -> Int {
      if case .node(let place) = target { counts[place] } else { 1 }
    }
    for node in nodes {
      // Saturates, so that it cannot overflow.
      counts.append(node.edges.reduce(0) { min($0 + count($1.target), most + 1) })
    }
    guard count(root) <= most else { return nil }
    var paths: [Path] = []
    func visit(_ target: Target, _ conditions: [Condition]) {
      switch target {
      case .end(let end): paths.append(Path(conditions: conditions, end: end))
      case .node(let place):
        for edge in nodes[place].edges {
          let condition = Condition(
            variable: nodes[place].variable, cells: edge.cells,
            includesUnknown: edge.includesUnknown)
          visit(edge.target, conditions + [condition])
        }
      }
    }
    visit(root, [])
    return paths
  }
}

extension PartialFunction<Bool> {
  /// Whether it is true of no partial request.
  package var isNever: Bool { root == .end(false) }
}
