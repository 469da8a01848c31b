internal import DecisionTable

/// The decision of a table and its leaves over complete requests.
struct CompleteFunctions {
  let diagram: Diagram
  let decision: Diagram.Ref
  /// Of each statement.
  let leaves: [[Diagram.Ref]]

  /// - Parameter space: in whose order of variables the diagram asks.
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
