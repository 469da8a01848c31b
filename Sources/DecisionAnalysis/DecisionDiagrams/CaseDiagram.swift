package import DecisionTable
package import JSONText
internal import Values

/// The exact decision of a table for a program that asks one case, question by question: variables
/// are asked in the order of the facts, and a node that can be reached is a question that matters.
package struct CaseDiagram: Sendable {
  /// Values that no test tells apart.
  package struct Cell: Sendable {
    /// The values that tests name.
    package let values: [TestValue]
    /// The stretches of the line of a number, a date or a duration.
    package let intervals: [Interval]
    /// What a request can state to fall into it.
    package let example: JSON
  }

  package struct Variable: Sendable {
    /// The place of its fact among the table's.
    package let fact: Int
    /// The term of a set, which is absent or present: its cells, in this order.
    package let term: String?
    /// Of a scalar fact.
    package let cells: [Cell]
  }

  package struct Leaf: Sendable {
    package let label: String
    package let text: String
    package let function: JSON
  }

  package let variables: [Variable]
  /// Of each node its variable, then for each cell a node by its place, or what is decided:
  /// `"yes"`, `"no"`, `"out-of-scope"`, `"silent"`, or the place of a statement as text.
  package let nodes: [[JSON]]
  package let root: JSON
  /// The leaves of each statement, in document order.
  package let leaves: [[Leaf]]

  /// Nil where the decision is too large for a page.
  package init?(_ table: DecisionTable) {
    let places = Dictionary(
      table.facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let tests = table.tests.enumerated().sorted { one, other in
      (places[one.element.fact] ?? 0, one.offset) < (places[other.element.fact] ?? 0, other.offset)
    }.map(\.element)
    let space = FactSpace(facts: table.facts, tests: tests)
    guard let functions = try? CompleteFunctions(table, space) else { return nil }
    let diagram = functions.diagram
    guard diagram.count <= CaseDiagram.mostNodes else { return nil }
    func name(_ ref: Diagram.Ref) -> JSON {
      switch ref {
      case Diagram.yes: "yes"
      case Diagram.no: "no"
      case Diagram.outOfScope: "out-of-scope"
      case Diagram.silent: "silent"
      default: Diagram.statement(of: ref).map { .string("\($0)") } ?? .number("\(ref)")
      }
    }
    nodes = (0..<diagram.count).map { node in
      [.number("\(diagram.variables[node])")] + diagram.children(of: node).map(name)
    }
    root = name(functions.decision)
    leaves = zip(table.statements, functions.leaves).map { statement, functions in
      zip(statement.criterion.leaves, functions).map { leaf, function in
        Leaf(label: leaf.label, text: leaf.text, function: name(function))
      }
    }
    variables = space.variables.enumerated().map { place, variable in
      let type = table.facts[variable.fact].type
      switch variable.domain {
      case .member(let term): return Variable(fact: variable.fact, term: term, cells: [])
      case .values(let cells):
        return Variable(
          fact: variable.fact, term: nil,
          cells: cells.values.indices.map { cell in
            Cell(
              values: cells.values[cell], intervals: [],
              example: space.example(of: place, cell: cell, type).json)
          })
      case .line(let cells):
        return Variable(
          fact: variable.fact, term: nil,
          cells: (0..<cells.count).map { cell in
            Cell(
              values: [], intervals: cells.intervals(of: cell),
              example: space.example(of: place, cell: cell, type).json)
          })
      }
    }
  }

  private static let mostNodes = 5_000
}
