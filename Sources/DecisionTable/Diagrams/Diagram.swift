/// A reduced ordered decision diagram with many-valued variables and many terminals.
///
/// As Srinivasan, Kam, Malik and Brayton (ICCAD 1990) describe for many-valued functions: a node
/// asks one variable and has a child a cell; variables are asked in one order; equal nodes are one
/// node, and a node whose children are all equal is that child. So two functions are the same
/// exactly when their roots are, and a function depends on a variable exactly when a node asks it.
package struct Diagram: Sendable {
  /// A terminal (negative) or the place of a node.
  package typealias Ref = Int32

  /// The variable of each node, and where its children start; a child a cell.
  package private(set) var variables: [Int32] = []
  package private(set) var starts: [Int32] = []
  package private(set) var children: [Ref] = []

  package init() {}

  package static let no = Ref.min
  package static let yes = Ref.min + 1

  /// The request is not what the policy is about.
  package static let outOfScope: Ref = -1
  /// In scope, and no statement holds.
  package static let silent: Ref = -2

  /// The statement of this place in the table is the first that holds.
  package static func statement(_ place: Int) -> Ref { -3 - Ref(place) }

  package static func statement(of terminal: Ref) -> Int? {
    terminal <= -3 && terminal > Diagram.yes ? Int(-3 - terminal) : nil
  }

  package var count: Int { variables.count }

  package func children(of node: Int) -> ArraySlice<Ref> {
    let end = node + 1 < starts.count ? Int(starts[node + 1]) : children.count
    return children[Int(starts[node])..<end]
  }

  package mutating func append(_ variable: Int32, _ children: some Sequence<Ref>) -> Ref {
    let place = Ref(variables.count)
    variables.append(variable)
    starts.append(Int32(self.children.count))
    self.children.append(contentsOf: children)
    return place
  }

  package mutating func removeAll() {
    variables.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    children.removeAll(keepingCapacity: true)
  }

  /// The variables that nodes ask, ascending.
  package var askedVariables: [Int] { Set(variables).sorted().map { Int($0) } }

  /// The nodes that the roots reach, children before their parents, in the order of a walk from
  /// the roots: the same for the same functions, however they were built.
  ///
  /// - Parameter terminal: what becomes of a terminal.
  package func keepingReachable(_ roots: inout [Ref], _ terminal: (Ref) -> Ref = { $0 }) -> Diagram
  {
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
