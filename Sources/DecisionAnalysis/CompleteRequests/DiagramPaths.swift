internal import DecisionTable

/// Paths through a diagram: the smallest one, and their number.
extension Diagram {
  /// The nodes that can be reached from a root, children before their parents.
  ///
  /// - Parameter followed: the children of a node that are to be visited.
  private func reachable(from root: Ref, _ followed: (Int) -> [Ref]) -> [Int] {
    guard root >= 0 else { return [] }
    var isSeen = [Bool](repeating: false, count: Int(root) + 1)
    var open = [Int(root)]
    isSeen[Int(root)] = true
    while let node = open.popLast() {
      for child in followed(node) where child >= 0 && !isSeen[Int(child)] {
        isSeen[Int(child)] = true
        open.append(Int(child))
      }
    }
    return isSeen.indices.filter { isSeen[$0] }
  }

  /// The cells of the path to `yes` with the fewest members present, and among those paths the first
  /// in an order of the variables; nil if no path leads there.
  func smallestPath(from root: Ref, _ space: FactSpace, in order: [Int]) -> [Int32]? {
    var cells = [Int32](repeating: Facts.unknown, count: space.variables.count)
    var nodes = reachable(from: root) { Array(children(of: $0)) }
    // For each node, the fewest members present on a path from it to `yes`, not counting fixed
    // variables; nil if the fixed cells do not allow such a path.
    var costs = [Int?](repeating: nil, count: (nodes.last ?? -1) + 1)
    func cost(_ ref: Ref) -> Int? { ref < 0 ? (ref == Diagram.yes ? 0 : nil) : costs[Int(ref)] }
    func price(_ variable: Int, _ cell: Int) -> Int {
      cell == FactSpace.present && space.isMember(variable) ? 1 : 0
    }
    func edges(from node: Int) -> [(child: Ref, cost: Int)] {
      let variable = Int(variables[node])
      return children(of: node).enumerated().compactMap { cell, child in
        guard let rest = cost(child) else { return nil }
        if cells[variable] == Facts.unknown { return (child, rest + price(variable, cell)) }
        return cells[variable] == Int32(cell) ? (child, rest) : nil
      }
    }
    func leastCost() -> Int? {
      for node in nodes { costs[node] = edges(from: node).map(\.cost).min() }
      return cost(root)
    }
    /// Drops the nodes that are not on a path of the least cost.
    func narrow() {
      let kept = reachable(from: root) { node in
        edges(from: node).filter { $0.cost == costs[node] }.map(\.child)
      }
      for node in nodes { costs[node] = nil }
      nodes = kept
    }
    guard var least = leastCost() else { return nil }
    narrow()
    for variable in order {
      guard nodes.contains(where: { Int(variables[$0]) == variable }) else {
        cells[variable] = Int32(space.isMember(variable) ? FactSpace.absent : 0)
        continue
      }
      for cell in space.preferredCells(of: variable) {
        cells[variable] = Int32(cell)
        let rest = least - price(variable, cell)
        if leastCost() == rest {
          least = rest
          break
        }
      }
      narrow()
    }
    return cells
  }

  /// The number of paths from a node to each statement's terminal; nil if a number overflows.
  func pathCounts(from root: Ref, ends: Int) -> [Int]? {
    var counts: [Int: [Int]] = [:]
    func count(_ ref: Ref) -> [Int] {
      if ref >= 0 { return counts[Int(ref)] ?? [] }
      var end = [Int](repeating: 0, count: ends)
      if let index = Diagram.statement(of: ref) { end[index] = 1 }
      return end
    }
    for node in reachable(from: root, { Array(children(of: $0)) }) {
      var sum = [Int](repeating: 0, count: ends)
      for child in children(of: node) {
        for (index, paths) in count(child).enumerated() {
          let (result, overflow) = sum[index].addingReportingOverflow(paths)
          if overflow { return nil }
          sum[index] = result
        }
      }
      counts[node] = sum
    }
    return count(root)
  }
}
