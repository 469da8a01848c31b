internal import DecisionTable

/// A table's decision and leaves as functions of complete requests, in one diagram.
struct CompleteFunctions {
  let diagram: Diagram
  let decision: Diagram.Ref
  /// The leaves of each statement.
  let leaves: [[Diagram.Ref]]

  /// What is said of a leaf.
  enum LeafFunction {
    /// That it is met.
    case met
    /// That an answer by its statement lists it.
    case listed
  }

  /// - Parameters:
  ///   - space: the variables, in the order for the diagram.
  ///   - leafFunction: what the functions of leaves say.
  /// - Throws: if the diagram does not fit `DiagramBound.table`.
  init(_ table: DecisionTable, _ space: FactSpace, leaves leafFunction: LeafFunction)
    throws(DiagramTooLarge)
  {
    var compiled = CircuitBuilder(table, space)
    var functions: [Circuit.Ref] = []
    for (index, statement) in table.statements.enumerated() {
      // Where several statements can give an answer, one of them may decide without being certain.
      let isShared =
        table.version != .one
        && table.statements.count { $0.outcome == statement.outcome } > 1
      for leaf in compiled.circuit.leaves[index] {
        switch leafFunction {
        case .met: functions.append(leaf.function)
        case .listed:
          let statement = isShared ? [compiled.circuit.statements[index]] : []
          functions.append(compiled.all(statement + [leaf.above, leaf.function]))
        }
      }
    }
    let circuit = compiled.circuit
    var builder = DiagramBuilder(circuit, space, .table)
    var roots = [try builder.decision()]
    for function in functions { roots.append(try builder.function(function)) }
    diagram = builder.diagram.keepingReachable(&roots)
    decision = roots[0]
    var rest = roots.dropFirst()
    leaves = circuit.leaves.map { leaves in leaves.map { _ in rest.removeFirst() } }
  }
}
