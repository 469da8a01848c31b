internal import DecisionTable

extension PartialFunction {
  /// A path from the root to an end. A variable without a condition may be anything.
  package struct Path: Sendable {
    package let conditions: [PathCondition]
    package let end: End
  }

  /// Every path, in the order of cells, or nil if there are more than `most`.
  package func paths(atMost most: Int) -> [Path]? {
    diagram.paths(from: root, atMost: most)?.map {
      Path(conditions: $0.conditions, end: ends[Int(-1 - $0.end)])
    }
  }

  /// The paths, with those to the same end merged while they differ in one variable only. The rows are
  /// still disjoint and cover everything. Nil if there are more than `most` paths before merging.
  ///
  /// Paths of a diagram distinguish early variables even if only late ones matter, so merging goes
  /// from the last variable to the first and repeats until nothing changes.
  ///
  /// - Parameter isMeant: selects the ends whose paths are returned.
  package func mergedPaths(atMost most: Int, to isMeant: (End) -> Bool = { _ in true }) -> [Path]? {
    let meant = Set(ends.indices.filter { isMeant(ends[$0]) }.map { -1 - Position($0) })
    // Rows are bit sets of 64 bits. Variables with more cells are rare, and their paths stay unmerged.
    let paths =
      diagram.mostChildren <= UInt64.bitWidth
      ? diagram.mergedPaths(from: root, to: meant, atMost: most)
      : diagram.paths(from: root, atMost: most)?.filter { meant.contains($0.end) }
    return paths?.map { Path(conditions: $0.conditions, end: ends[Int(-1 - $0.end)]) }
  }
}

/// The condition of a path on one variable: that it is in one of some cells, or unknown.
package struct PathCondition: Sendable {
  package let variable: Int
  /// The cells, ascending; empty if only unknown is allowed.
  package let cells: [Int]
  package let includesUnknown: Bool
}

/// A path of a diagram over partial requests, to one of its terminals.
struct DiagramPath {
  let conditions: [PathCondition]
  let end: Diagram.Ref
}

extension Diagram {
  /// The children of a node that are equal, as one branch with a condition.
  private struct Branch {
    let condition: PathCondition
    let target: Ref
  }

  /// The branches of a node, ordered by their first cells. The last child of a node is for unknown.
  private func branches(of node: Int) -> [Branch] {
    let children = Array(children(of: node))
    let unknown = children.count - 1
    return children.indices.filter { index in !children[..<index].contains(children[index]) }.map {
      index in
      let target = children[index]
      return Branch(
        condition: PathCondition(
          variable: Int(variables[node]),
          cells: (0..<unknown).filter { children[$0] == target },
          includesUnknown: children[unknown] == target), target: target)
    }
  }

  fileprivate func paths(from root: Ref, atMost most: Int) -> [DiagramPath]? {
    let branches = (0..<count).map { self.branches(of: $0) }
    var counts: [Int] = []
    func pathCount(_ ref: Ref) -> Int { ref < 0 ? 1 : counts[Int(ref)] }
    for branches in branches {
      // The sum saturates, so that it cannot overflow.
      counts.append(branches.reduce(0) { min($0 + pathCount($1.target), most + 1) })
    }
    guard pathCount(root) <= most else { return nil }
    var paths: [DiagramPath] = []
    var conditions: [PathCondition] = []
    func visit(_ ref: Ref) {
      guard ref >= 0 else {
        paths.append(DiagramPath(conditions: conditions, end: ref))
        return
      }
      for branch in branches[Int(ref)] {
        conditions.append(branch.condition)
        visit(branch.target)
        conditions.removeLast()
      }
    }
    visit(root)
    return paths
  }

  fileprivate var mostChildren: Int {
    (0..<count).reduce(0) { max($0, children(of: $1).count) }
  }

  /// - Parameter ends: the ends whose paths are returned; the bound applies to all paths.
  fileprivate func mergedPaths(from root: Ref, to ends: Set<Ref>, atMost most: Int)
    -> [DiagramPath]?
  {
    guard let paths = paths(from: root, atMost: most) else { return nil }
    let asked = askedVariables
    var cellCounts = [Int](repeating: 0, count: asked.count)
    var columns = [Int](repeating: 0, count: (asked.last ?? -1) + 1)
    for (column, variable) in asked.enumerated() { columns[variable] = column }
    for node in 0..<count {
      cellCounts[columns[Int(variables[node])]] = children(of: node).count - 1
    }
    var merging = RowMerging(anything: cellCounts.map { UInt64.max >> UInt64(63 - $0) })
    for path in paths where ends.contains(path.end) {
      var bits = merging.anything
      for condition in path.conditions {
        let column = columns[condition.variable]
        bits[column] = condition.includesUnknown ? 1 << UInt64(cellCounts[column]) : 0
        for cell in condition.cells { bits[column] |= 1 << UInt64(cell) }
      }
      merging.add(bits, end: path.end)
    }
    merging.mergeAll()
    return merging.rows.map { row in
      let bits = Array(merging.bits(of: row))
      return DiagramPath(
        conditions: asked.indices.compactMap { column in
          guard bits[column] != merging.anything[column] else { return nil }
          let unknown = cellCounts[column]
          return PathCondition(
            variable: asked[column],
            cells: (0..<unknown).filter { bits[column] >> UInt64($0) & 1 == 1 },
            includesUnknown: bits[column] >> UInt64(unknown) & 1 == 1)
        }, end: row.end)
    }
  }
}
