package import DecisionTable

extension DecisionTable {
  /// The exact decision as text, for sealing.
  ///
  /// Equivalent criteria give the same text. The variables are ordered by fact and then by the text
  /// of the tests, independently of the order that this library uses elsewhere. The text has one line
  /// per variable with its cells, then one line per node with its variable and children. A child is
  /// an earlier node, `out-of-scope`, `silent`, or the outcome and index of a statement.
  ///
  /// - Returns: nil if the decision does not fit the bound of a diagram.
  package var canonicalDecision: String? {
    let factIndices = Dictionary(
      facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = tests.map { test in
      (
        test: test, index: factIndices[test.fact] ?? 0,
        text: test.values.map(\.text).joined(separator: " ")
      )
    }.sorted { ($0.index, $0.text) < ($1.index, $1.text) }
    let space = FactSpace(facts: facts, tests: sorted.map(\.test))
    guard let functions = try? CompleteFunctions(self, space, leaves: .met) else { return nil }
    let diagram = functions.diagram
    func name(_ ref: Diagram.Ref) -> String {
      switch ref {
      case Diagram.yes: return "yes"
      case Diagram.no: return "no"
      case Diagram.outOfScope: return "out-of-scope"
      case Diagram.silent: return "silent"
      default:
        guard let index = Diagram.statement(of: ref) else { return "@\(ref)" }
        return "\(statements[index].outcome.rawValue)#\(index)"
      }
    }
    let variables = space.variables.map { variable in
      "\(facts[variable.fact].id): \(variable.domain.canonicalCells)"
    }
    let nodes = (0..<diagram.count).map { node in
      "\(diagram.variables[node]): "
        + diagram.children(of: node).map(name).joined(separator: " ")
    }
    let labels = statements.flatMap(\.criterion.leaves).map(\.label)
    let leaves = zip(labels, functions.leaves.joined()).map { "\($0): \(name($1))" }
    return (variables + nodes + [name(functions.decision)] + leaves).joined(separator: "\n")
  }
}

extension FactSpace.Domain {
  fileprivate var canonicalCells: String {
    switch self {
    case .member(let term): "* \(term)"
    case .values(let cells):
      cells.values.map { $0.isEmpty ? "*" : $0.map(\.text).joined(separator: "|") }
        .joined(separator: " ")
    case .line(let cells):
      (0..<cells.count).map { cell in
        cells.intervals(of: cell).map(\.description).joined(separator: "|")
      }.joined(separator: " ")
    case .records(let cells): cells.canonicalText
    }
  }
}
