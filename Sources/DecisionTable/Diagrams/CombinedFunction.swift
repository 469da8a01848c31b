extension PartialFunction {
  /// The function whose value is made of the values of this one and another one, over the same
  /// variables; reduced, so that only variables that matter to it are asked.
  ///
  /// - Returns: nil where it would have more nodes than so many.
  package func combined<Other, Result>(
    with other: PartialFunction<Other>, atMost most: Int, _ combine: (End, Other) -> Result
  ) -> PartialFunction<Result>? {
    typealias Pair = TargetPair<Target, PartialFunction<Other>.Target>
    typealias Combined = PartialFunction<Result>
    var made: [Pair: Combined.Target] = [:]
    var nodes: [Combined.Node] = []
    var places: [Combined.Node: Int] = [:]

    func target(_ pair: Pair) -> Combined.Target? {
      if case .end(let one) = pair.one, case .end(let two) = pair.other {
        return .end(combine(one, two))
      }
      if let known = made[pair] { return known }
      let variable =
        [variable(of: pair.one), other.variable(of: pair.other)].compactMap(\.self)
        .min() ?? 0
      var edges: [Combined.Edge] = []
      for mine in self.edges(of: pair.one, asking: variable) {
        for theirs in other.edges(of: pair.other, asking: variable) {
          let cells =
            mine.cells.flatMap { cells in
              theirs.cells.map { cells.filter($0.contains) } ?? cells
            } ?? theirs.cells
          let includesUnknown = mine.includesUnknown && theirs.includesUnknown
          guard includesUnknown || cells?.isEmpty == false else { continue }
          guard let end = target(Pair(one: mine.target, other: theirs.target)) else { return nil }
          if let place = edges.firstIndex(where: { $0.target == end }) {
            edges[place] = Combined.Edge(
              cells: (edges[place].cells + (cells ?? [])).sorted(),
              includesUnknown: edges[place].includesUnknown || includesUnknown, target: end)
          } else {
            edges.append(
              Combined.Edge(cells: cells ?? [], includesUnknown: includesUnknown, target: end))
          }
        }
      }
      var result = edges[0].target
      if edges.count > 1 {
        // In the order of cells, so that equal functions have equal nodes.
        edges.sort { ($0.cells.first ?? .max) < ($1.cells.first ?? .max) }
        let node = Combined.Node(variable: variable, edges: edges)
        if let place = places[node] {
          result = .node(place)
        } else {
          guard nodes.count < most else { return nil }
          places[node] = nodes.count
          result = .node(nodes.count)
          nodes.append(node)
        }
      }
      made[pair] = result
      return result
    }

    guard let root = target(Pair(one: root, other: other.root)) else { return nil }
    return Combined(nodes: nodes, root: root)
  }

  private func variable(of target: Target) -> Int? {
    if case .node(let place) = target { nodes[place].variable } else { nil }
  }

  /// The ways on from a target at a variable; all cells, written as nil, where it is not asked.
  private func edges(of target: Target, asking variable: Int) -> [(
    cells: [Int]?, includesUnknown: Bool, target: Target
  )] {
    guard case .node(let place) = target, nodes[place].variable == variable else {
      return [(nil, true, target)]
    }
    return nodes[place].edges.map { ($0.cells, $0.includesUnknown, $0.target) }
  }

  fileprivate init(nodes: [Node], root: Target) {
    self.nodes = nodes
    self.root = root
  }
}

/// A place in each of two diagrams.
private struct TargetPair<One: Hashable, Other: Hashable>: Hashable {
  let one: One
  let other: Other
}
