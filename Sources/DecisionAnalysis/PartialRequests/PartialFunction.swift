internal import DecisionTable

/// A function of a partial request, in which each variable is in one of its cells or unknown.
///
/// It is a reduced ordered diagram: each node asks one variable, variables are asked in ascending
/// order, and one walk from the root gives the value. Its paths are disjoint and cover every partial
/// request.
package struct PartialFunction<End: Hashable & Sendable>: Sendable {
  /// The position of a walk: a node or, if negative, an end.
  package typealias Position = Int32

  /// A diagram whose nodes have one child per cell and a last one for unknown. Its terminals are ends.
  let diagram: Diagram
  package let root: Position
  /// The values of the ends; the first is at position -1, the second at -2.
  let ends: [End]

  /// - Parameter end: gives the value of a terminal.
  init(_ diagram: Diagram, root: Diagram.Ref, end: (Diagram.Ref) -> End) {
    var numbers = EndNumbers<End>()
    var roots = [root]
    self.diagram = diagram.keepingReachable(&roots) { numbers.position(of: end($0)) }
    self.root = roots[0]
    ends = numbers.ends
  }

  /// The variables that are asked, ascending.
  package var variables: [Int] { diagram.askedVariables }

  /// The next positions of a walk that asks a variable: one per cell, and a last one for unknown. Nil
  /// if the node does not ask that variable.
  package func steps(from position: Position, asking variable: Int) -> ArraySlice<Position>? {
    guard position >= 0, diagram.variables[Int(position)] == variable else { return nil }
    return diagram.children(of: Int(position))
  }

  /// The value at a position, or nil if the walk does not end there.
  package func end(_ position: Position) -> End? { position < 0 ? ends[Int(-1 - position)] : nil }

  /// The value for some cells, where nil is unknown.
  package func end(at cells: [Int?]) -> End {
    var position = root
    while position >= 0 {
      let children = diagram.children(of: Int(position))
      let cell = cells[Int(diagram.variables[Int(position)])] ?? children.count - 1
      position = children[children.startIndex + cell]
    }
    return ends[Int(-1 - position)]
  }

  /// Combines the values of this function and another one over the same variables. The result is
  /// reduced, so it asks only variables that matter to it.
  ///
  /// - Returns: nil if the result would have more than `most` nodes.
  package func combined<Other, Result>(
    with other: PartialFunction<Other>, atMost most: Int, _ combine: (End, Other) -> Result
  ) -> PartialFunction<Result>? {
    var numbers = EndNumbers<Result>()
    var pairing = DiagramPairing(diagram, other.diagram, atMost: most)
    let root = pairing.function(root, other.root) { one, another in
      numbers.position(of: combine(ends[Int(-1 - one)], other.ends[Int(-1 - another)]))
    }
    return root.map { root in
      PartialFunction<Result>(pairing.made, root: root) { numbers.ends[Int(-1 - $0)] }
    }
  }
}

/// Numbers the values of a function in the order in which they appear.
private struct EndNumbers<End: Hashable> {
  private(set) var ends: [End] = []
  private var positions: [End: Int32] = [:]

  mutating func position(of end: End) -> Int32 {
    if let known = positions[end] { return known }
    let position = -1 - Int32(ends.count)
    positions[end] = position
    ends.append(end)
    return position
  }
}

extension PartialFunction<Bool> {
  /// Whether the function is false for every partial request.
  package var isNever: Bool { end(root) == false }
}
