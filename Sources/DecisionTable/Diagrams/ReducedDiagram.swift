/// A diagram that stays reduced while nodes are added: equal nodes are shared, and a node whose
/// children are all equal is replaced by that child.
///
/// Every builder of diagrams adds its nodes here, so two functions are equal exactly when their roots
/// are.
package struct ReducedDiagram: Sendable {
  package private(set) var diagram = Diagram()
  private var unique = UniqueTable()

  package init() {}

  /// The node that asks a variable and leads to these children, one for each cell.
  package mutating func node(_ variable: Int32, _ children: ArraySlice<Diagram.Ref>) -> Diagram.Ref
  {
    existing(variable, children) ?? append(variable, children)
  }

  /// As above, within a bound on the number of nodes.
  package mutating func node(
    _ variable: Int32, _ children: ArraySlice<Diagram.Ref>, atMost mostNodes: Int
  ) throws(DiagramTooLarge) -> Diagram.Ref {
    if let node = existing(variable, children) { return node }
    guard diagram.count < mostNodes else { throw DiagramTooLarge() }
    return append(variable, children)
  }

  /// Removes all nodes and keeps the storage.
  package mutating func removeAll() {
    diagram.removeAll()
    unique.removeAll()
  }

  /// The variable that a node asks; a terminal comes after all variables.
  package func variable(_ ref: Diagram.Ref) -> Int32 {
    ref < 0 ? .max : diagram.variables[Int(ref)]
  }

  /// A child of a node by its position; the node itself if it does not ask that variable.
  package func child(_ ref: Diagram.Ref, _ variable: Int32, _ position: Int) -> Diagram.Ref {
    guard ref >= 0, diagram.variables[Int(ref)] == variable else { return ref }
    return diagram.children[Int(diagram.starts[Int(ref)]) + position]
  }

  private func existing(_ variable: Int32, _ children: ArraySlice<Diagram.Ref>) -> Diagram.Ref? {
    let first = children[children.startIndex]
    if children.allSatisfy({ $0 == first }) { return first }
    return unique.find(variable, children, in: diagram)
  }

  private mutating func append(_ variable: Int32, _ children: ArraySlice<Diagram.Ref>)
    -> Diagram.Ref
  {
    let node = diagram.append(variable, children)
    unique.insert(node, of: diagram)
    return node
  }
}
