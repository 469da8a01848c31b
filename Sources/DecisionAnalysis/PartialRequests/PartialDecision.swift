package import DecisionTable

/// The exact decision over partial requests, for exports that execute it. It gives the answers of a
/// decider, as diagrams whose variables may be unknown.
///
/// The child of a node for unknown joins its other children, so a walk that takes it covers every
/// completion at once. A fact is needed if one of its variables is unknown and the boolean difference
/// of the answer by that variable (Akers 1959) is possible. A leaf is certain if it is true in every
/// completion.
package struct PartialDecision: Sendable {
  /// The answer to a partial request.
  package struct Answer: Hashable, Sendable {
    /// The common answer of all completions, or nil if they differ and information is needed.
    package let complete: CompleteAnswer?
    /// If there is an outcome, the statements that are the first to hold in some completion,
    /// ascending. The `criteria` of a verdict lists their leaves if it favours the request.
    package let statements: [Int]

    /// The statement that decides; nil if there is none or several can.
    package var statement: Int? { statements.count == 1 ? statements[0] : nil }
    package var result: Verdict.Result { complete?.result ?? .needsInformation }
    package var outcome: Outcome? { complete?.outcome }
  }

  /// A leaf that can appear in the `criteria` of a verdict.
  package struct Leaf: Sendable {
    package let criterion: Criterion
    /// The index of its statement.
    package let statement: Int
    /// Whether it is true in every completion, as is everything above it.
    package let certain: PartialFunction<Bool>
  }

  package let facts: [Fact]
  package let statements: [Statement]
  /// The variables, in the order in which every function asks them.
  package let variables: [DecisionVariable]
  package let answer: PartialFunction<Answer>
  /// For each fact of the table, whether it is needed.
  package let needs: [PartialFunction<Bool>]
  /// The leaves of statements that favour the request, in document order.
  package let leaves: [Leaf]
  private let space: FactSpace

  /// Nil if the decision does not fit the bounds.
  package init?(_ table: DecisionTable) {
    facts = table.facts
    statements = table.statements
    space = FactSpace(facts: table.facts, tests: table.tests)
    variables = space.variables.map { DecisionVariable($0) }
    guard variables.count <= DiagramBound.comparedVariables else { return nil }
    do throws(DiagramTooLarge) {
      let functions = try CompleteFunctions(table, space, leaves: .listed)
      var builder = PartialDiagramBuilder(table.statements, functions.diagram, variables)
      answer = try builder.answer(functions.decision)
      var needs: [PartialFunction<Bool>] = []
      for fact in table.facts.indices {
        let own = space.variables.indices.filter { [space] in space.variables[$0].fact == fact }
        needs.append(try builder.needs(own))
      }
      self.needs = needs
      var leaves: [Leaf] = []
      for (index, statement) in table.statements.enumerated() where statement.outcome.favors {
        for (leaf, function) in zip(statement.criterion.leaves, functions.leaves[index]) {
          leaves.append(
            Leaf(criterion: leaf, statement: index, certain: try builder.certain(function)))
        }
      }
      self.leaves = leaves
    } catch {
      return nil
    }
  }

  /// The verdict for a request with these cells, where nil is unknown.
  package func verdict(at cells: [Int?]) -> Verdict {
    let answer = answer.end(at: cells)
    return Verdict(
      result: answer.result, outcome: answer.outcome,
      statement: answer.statement.map { statements[$0].criterion.id },
      criteria: leaves.filter { leaf in
        answer.statements.contains(leaf.statement) && leaf.certain.end(at: cells)
      }.map(\.criterion),
      needs: facts.indices.filter { needs[$0].end(at: cells) }.map { facts[$0].id })
  }

  /// The facts of a request with these cells, where nil is unknown. A fact of which nothing is known is
  /// omitted.
  package func request(at cells: [Int?]) -> [String: FactValue] {
    let cells = cells.map { $0.map(Int32.init) ?? Facts.unknown }
    return space.request(in: cells, of: facts, on: space.service(for: cells))
  }
}
