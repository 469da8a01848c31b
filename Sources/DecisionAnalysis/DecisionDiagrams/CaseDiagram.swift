package import DecisionTable
package import JSONText
internal import Values

/// The exact decision of a table, for a program that asks about one case question by question.
/// Variables are ordered like the facts, so a node that can be reached is a question that matters.
package struct CaseDiagram: Sendable {
  /// A set of values that no test distinguishes.
  package struct Cell: Sendable {
    /// The values that tests name.
    package let values: [TestValue]
    /// The stretches of the line of a number, a date or a duration.
    package let intervals: [Interval]
    /// A value in this cell that a request can state.
    package let example: JSON
  }

  package struct Variable: Sendable {
    /// An index into the table's facts.
    package let fact: Int
    /// The term if the variable is a member of a set; its cells are then absent and present.
    package let term: String?
    /// The cells of a scalar fact; empty for a member of a set.
    package let cells: [Cell]
  }

  package struct Leaf: Sendable {
    package let id: String
    package let label: String
    package let text: String
    /// When an answer lists the leaf: the index of a node, `"yes"` or `"no"`.
    package let function: JSON
  }

  package let variables: [Variable]
  /// For each node its variable, followed by one element per cell: the index of a node as a number,
  /// or a result as text: `"yes"`, `"no"`, `"out-of-scope"`, `"silent"`, or the index of a statement.
  package let nodes: [[JSON]]
  /// The root of the decision, in the same form as a child.
  package let root: JSON
  /// The leaves of each statement, in document order.
  package let leaves: [[Leaf]]

  /// Nil if the decision is too large for a page.
  package init?(_ table: DecisionTable) {
    // A page does not ask for lists of entries.
    guard !table.facts.contains(where: \.isRecords) else { return nil }
    let factIndices = Dictionary(
      table.facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let tests = table.tests.enumerated().sorted { one, other in
      (factIndices[one.element.fact] ?? 0, one.offset) < (
        factIndices[other.element.fact] ?? 0, other.offset
      )
    }.map(\.element)
    let space = FactSpace(facts: table.facts, tests: tests)
    guard let functions = try? CompleteFunctions(table, space, leaves: .listed) else { return nil }
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
        Leaf(id: leaf.id, label: leaf.label, text: leaf.text, function: name(function))
      }
    }
    variables = space.variables.enumerated().map { index, variable in
      let type = table.facts[variable.fact].type
      switch variable.domain {
      case .member(let term): return Variable(fact: variable.fact, term: term, cells: [])
      case .values(let cells):
        return Variable(
          fact: variable.fact, term: nil,
          cells: cells.values.indices.map { cell in
            Cell(
              values: cells.values[cell], intervals: [],
              example: space.example(of: index, cell: cell, type).json)
          })
      case .line(let cells):
        return Variable(
          fact: variable.fact, term: nil,
          cells: (0..<cells.count).map { cell in
            Cell(
              values: [], intervals: cells.intervals(of: cell),
              example: space.example(of: index, cell: cell, type).json)
          })
      case .records: preconditionFailure("a page that asks for records")
      }
    }
  }

  private static let mostNodes = 5_000
}
