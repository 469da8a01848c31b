internal import DecisionTable

/// A function of a partial request: each variable is in one of its cells, or unknown.
///
/// A reduced ordered diagram: a node asks one variable, variables are asked in ascending order, and
/// one walk from the root gives the value. Its paths are disjoint and cover every partial request.
package struct PartialFunction<End: Hashable & Sendable>: Sendable {
  /// Where a walk stands: at a node, or, below zero, at an end.
  package typealias Place = Int32

  /// A node has a child a cell, and a last one for unknown; its terminals are ends.
  let diagram: Diagram
  package let root: Place
  /// By place, the first at -1.
  let ends: [End]

  /// - Parameter end: the value of a terminal.
  init(_ diagram: Diagram, root: Diagram.Ref, end: (Diagram.Ref) -> End) {
    var numbers = EndNumbers<End>()
    var roots = [root]
    self.diagram = diagram.keepingReachable(&roots) { numbers.place(of: end($0)) }
    self.root = roots[0]
    ends = numbers.ends
  }

  /// The variables that are asked, ascending.
  package var variables: [Int] { diagram.askedVariables }

  /// Where a walk goes on that asks a variable: a place a cell, and the last for unknown. Nil where
  /// the variable is not asked there.
  package func steps(from place: Place, asking variable: Int) -> ArraySlice<Place>? {
    guard place >= 0, diagram.variables[Int(place)] == variable else { return nil }
    return diagram.children(of: Int(place))
  }

  /// The value at a place, where the walk ends there.
  package func end(_ place: Place) -> End? { place < 0 ? ends[Int(-1 - place)] : nil }

  /// The value at some cells; nil is unknown.
  package func end(at cells: [Int?]) -> End {
    var place = root
    while place >= 0 {
      let children = diagram.children(of: Int(place))
      let cell = cells[Int(diagram.variables[Int(place)])] ?? children.count - 1
      place = children[children.startIndex + cell]
    }
    return ends[Int(-1 - place)]
  }

  /// The function whose value is made of the values of this one and another one, over the same
  /// variables; reduced, so that only variables that matter to it are asked.
  ///
  /// - Returns: nil where it would have more nodes than so many.
  package func combined<Other, Result>(
    with other: PartialFunction<Other>, atMost most: Int, _ combine: (End, Other) -> Result
  ) -> PartialFunction<Result>? {
    var numbers = EndNumbers<Result>()
    var pairing = DiagramPairing(diagram, other.diagram, atMost: most)
    let root = pairing.function(root, other.root) { one, another in
      numbers.place(of: combine(ends[Int(-1 - one)], other.ends[Int(-1 - another)]))
    }
    return root.map { root in
      PartialFunction<Result>(pairing.made, root: root) { numbers.ends[Int(-1 - $0)] }
    }
  }
}

/// The values of a function by their places, in the order in which they come up.
private struct EndNumbers<End: Hashable> {
  private(set) var ends: [End] = []
  private var places: [End: Int32] = [:]

  mutating func place(of end: End) -> Int32 {
    if let known = places[end] { return known }
    let place = -1 - Int32(ends.count)
    places[end] = place
    ends.append(end)
    return place
  }
}

extension PartialFunction<Bool> {
  /// Whether it is true of no partial request.
  package var isNever: Bool { end(root) == false }
}
