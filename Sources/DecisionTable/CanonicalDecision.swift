extension DecisionTable {
  /// The exact decision as text: what a seal holds of it.
  ///
  /// The same criteria give the same text, in whatever order this library asks variables: here
  /// they are asked by the order of the facts, then of the tests as text. A line a variable with
  /// its cells, then a line a node with its variable and children; a child is a node above it, or
  /// `out-of-scope`, `silent`, or the outcome and place of a statement.
  package func canonicalDecision() throws(DiagramTooLarge) -> String {
    let places = Dictionary(
      facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let tests = (scope.tests + statements.flatMap(\.criterion.tests)).map { test in
      (
        test: test, place: places[test.fact] ?? 0,
        text: test.values.map(\.text).joined(separator: " ")
      )
    }
    let sorted = tests.sorted { ($0.place, $0.text) < ($1.place, $1.text) }
    let space = FactSpace(facts: facts, tests: sorted.map(\.test))
    let diagram = try Diagram(scope: scope, statements: statements, space: space)
    func name(_ ref: Diagram.Ref) -> String {
      switch ref {
      case Diagram.yes: return "yes"
      case Diagram.no: return "no"
      case Diagram.outOfScope: return "out-of-scope"
      case Diagram.silent: return "silent"
      default:
        guard let place = Diagram.statement(of: ref) else { return "@\(ref)" }
        return "\(statements[place].outcome.rawValue)#\(place)"
      }
    }
    let variables = space.variables.map { variable in
      let cells = variable.cells.map { $0.isEmpty ? "*" : $0.map(\.text).joined(separator: "|") }
      return "\(facts[variable.fact].id): \(cells.joined(separator: " "))"
    }
    let nodes = diagram.nodes.map { node in
      "\(node.variable): " + node.children.map(name).joined(separator: " ")
    }
    let leaves = diagram.leaves.joined().map { "\($0.label): \(name($0.function))" }
    return (variables + nodes + [name(diagram.root)] + leaves).joined(separator: "\n")
  }
}
