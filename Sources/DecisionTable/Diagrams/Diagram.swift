/// A reduced ordered decision diagram with multi-valued variables and many terminals (Srinivasan,
/// Kam, Malik and Brayton, ICCAD 1990).
///
/// Each node asks one variable and has one child per cell, and variables are asked in a fixed order.
/// Equal nodes are shared, and a node whose children are all equal is replaced by that child. So two
/// functions are equal exactly when their roots are, and a function depends on a variable exactly
/// when one of its nodes asks it.
package struct Diagram: Sendable {
  /// A terminal, which is negative, or the index of a node.
  package typealias Ref = Int32

  /// The variable of each node.
  package private(set) var variables: [Int32] = []
  /// The offset in `children` of each node's first child.
  package private(set) var starts: [Int32] = []
  /// The children of all nodes, one per cell.
  package private(set) var children: [Ref] = []

  package init() {}

  /// The terminals of functions that are true or false.
  package static let no = Ref.min
  package static let yes = Ref.min + 1

  /// The request is out of the policy's scope.
  package static let outOfScope: Ref = -1
  /// The request is in scope, and no statement holds.
  package static let silent: Ref = -2

  /// The statement with this index is the first that holds.
  package static func statement(_ index: Int) -> Ref { -3 - Ref(index) }

  /// The index of a terminal's statement, or nil if it is another terminal.
  package static func statement(of terminal: Ref) -> Int? {
    terminal <= -3 && terminal > Diagram.yes ? Int(-3 - terminal) : nil
  }

  /// The number of nodes, without terminals.
  package var count: Int { variables.count }

  /// The children of a node, one per cell of its variable.
  package func children(of node: Int) -> ArraySlice<Ref> {
    let end = node + 1 < starts.count ? Int(starts[node + 1]) : children.count
    return children[Int(starts[node])..<end]
  }

  /// Appends a node, without checking whether an equal one exists.
  package mutating func append(_ variable: Int32, _ children: some Sequence<Ref>) -> Ref {
    let index = Ref(variables.count)
    variables.append(variable)
    starts.append(Int32(self.children.count))
    self.children.append(contentsOf: children)
    return index
  }

  /// Removes all nodes and keeps the storage.
  package mutating func removeAll() {
    variables.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    children.removeAll(keepingCapacity: true)
  }

  /// The variables that nodes ask, ascending.
  package var askedVariables: [Int] { Set(variables).sorted().map { Int($0) } }

  /// The nodes that can be reached from the roots, in post-order, so children come before their
  /// parents. Equal functions give equal diagrams, however they were built.
  ///
  /// - Parameters:
  ///   - roots: references into this diagram, which are replaced by references into the result.
  ///   - terminal: maps each terminal.
  package func keepingReachable(_ roots: inout [Ref], _ terminal: (Ref) -> Ref = { $0 }) -> Diagram
  {
    var kept = Diagram()
    var indices = [Ref?](repeating: nil, count: count)
    func visit(_ ref: Ref) -> Ref {
      guard ref >= 0 else { return terminal(ref) }
      if let index = indices[Int(ref)] { return index }
      let index = kept.append(variables[Int(ref)], children(of: Int(ref)).map(visit))
      indices[Int(ref)] = index
      return index
    }
    for index in roots.indices { roots[index] = visit(roots[index]) }
    return kept
  }
}
