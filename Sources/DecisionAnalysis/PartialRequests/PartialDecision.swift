package import DecisionTable

/// The exact decision over partial requests, for exports that execute it: what a decider answers,
/// as diagrams whose variables may be unknown.
///
/// The child of a node at unknown joins its other children, so that a walk that takes it means every
/// completion at once; from there up, each value is that of all completions. A fact is needed where
/// one of its variables is unknown and the boolean difference of the answer by that variable
/// (Akers, 1959) is possible. A leaf is certain where it is true in every completion.
package struct PartialDecision: Sendable {
  /// What completions of a partial request say.
  package struct Answer: Hashable, Sendable {
    /// Nil where completions differ: information is needed.
    package let complete: CompleteAnswer?
    /// Where it favours the request, the statements that are the first to hold in some completion,
    /// ascending: `criteria` lists their leaves.
    package let statements: [Int]

    package var result: Verdict.Result { complete?.result ?? .needsInformation }
    package var outcome: Outcome? { complete?.outcome }
  }

  /// A leaf that can stand in `criteria`.
  package struct Leaf: Sendable {
    package let criterion: Criterion
    /// The place of its statement.
    package let statement: Int
    /// Whether it is true in every completion.
    package let certain: PartialFunction<Bool>
  }

  package let facts: [Fact]
  /// In the order in which every function asks them.
  package let variables: [DecisionVariable]
  package let answer: PartialFunction<Answer>
  /// Of each fact of the table, whether it is needed.
  package let needs: [PartialFunction<Bool>]
  /// The leaves of statements that favour the request, in document order.
  package let leaves: [Leaf]
  private let space: FactSpace

  /// Nil where the decision is too large for the bound.
  package init?(_ table: DecisionTable) {
    facts = table.facts
    space = FactSpace(facts: table.facts, tests: table.tests)
    variables = space.variables.map { DecisionVariable($0) }
    guard variables.count <= DiagramBound.comparedVariables else { return nil }
    do throws(DiagramTooLarge) {
      let functions = try CompleteFunctions(table, space)
      var builder = PartialDiagramBuilder(table.statements, functions.diagram, variables)
      answer = try builder.answer(functions.decision)
      var needs: [PartialFunction<Bool>] = []
      for fact in table.facts.indices {
        let own = space.variables.indices.filter { [space] in space.variables[$0].fact == fact }
        needs.append(try builder.needs(own))
      }
      self.needs = needs
      var leaves: [Leaf] = []
      for (place, statement) in table.statements.enumerated() where statement.outcome.favors {
        for (leaf, function) in zip(statement.criterion.leaves, functions.leaves[place]) {
          leaves.append(
            Leaf(criterion: leaf, statement: place, certain: try builder.certain(function)))
        }
      }
      self.leaves = leaves
    } catch {
      return nil
    }
  }

  /// The verdict at some cells; nil is unknown.
  package func verdict(at cells: [Int?]) -> Verdict {
    let answer = answer.end(at: cells)
    return Verdict(
      result: answer.result, outcome: answer.outcome,
      criteria: leaves.filter { leaf in
        answer.statements.contains(leaf.statement) && leaf.certain.end(at: cells)
      }.map(\.criterion.label),
      needs: facts.indices.filter { needs[$0].end(at: cells) }.map { facts[$0].id })
  }

  /// The facts of a request that falls into these cells; nil is unknown, and a fact of which
  /// nothing is known is left out.
  package func request(at cells: [Int?]) -> [String: FactValue] {
    space.request(in: cells.map { $0.map(Int32.init) ?? Facts.unknown }, of: facts)
  }
}
