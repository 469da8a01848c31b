extension DecisionTable {
  /// The exact decision as text: equal for two tables over the same facts exactly when they decide
  /// alike, statement by statement, in the order of their variables.
  ///
  /// A line a variable with its cells, then a line a node with its variable and children; a child
  /// is a node above it, or `out-of-scope`, `silent`, or the outcome and place of a statement.
  package var canonicalDecision: String {
    func name(_ ref: Diagram.Ref) -> String {
      if ref >= 0 { return "@\(ref)" }
      guard let place = Diagram.statement(of: ref) else {
        return ref == Diagram.outOfScope ? "out-of-scope" : "silent"
      }
      return "\(statements[place].outcome.rawValue)#\(place)"
    }
    let variables = space.variables.map { variable in
      let cells = variable.cells.map { $0?.text ?? "*" }.joined(separator: " ")
      return "\(facts[variable.fact].id): \(cells)"
    }
    let nodes = diagram.nodes.map { node in
      "\(node.variable): " + node.children.map(name).joined(separator: " ")
    }
    return (variables + nodes + [name(diagram.root)]).joined(separator: "\n")
  }
}
