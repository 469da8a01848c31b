internal import DecisionTable

/// A table's decision and leaves as functions of complete requests, in one diagram.
struct CompleteFunctions {
  let diagram: Diagram
  let decision: Diagram.Ref
  /// The leaves of each statement.
  let leaves: [[Diagram.Ref]]

  /// - Parameter space: the variables, in the order for the diagram.
  /// - Throws: if the diagram does not fit `DiagramBound.table`.
  init(_ table: DecisionTable, _ space: FactSpace) throws(DiagramTooLarge) {
    let circuit = CircuitBuilder(table, space).circuit
    var builder = DiagramBuilder(circuit, space, .table)
    var roots = [try builder.decision()]
    for leaf in circuit.leaves.joined() { roots.append(try builder.function(leaf.function)) }
    diagram = builder.diagram.keepingReachable(&roots)
    decision = roots[0]
    var rest = roots.dropFirst()
    leaves = circuit.leaves.map { leaves in leaves.map { _ in rest.removeFirst() } }
  }
}
