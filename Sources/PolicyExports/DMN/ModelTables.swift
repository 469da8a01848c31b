internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import Values

/// The decision of a table as decision tables of DMN: rows are paths of its diagrams, so that they
/// exclude each other and each row means every completion of what is unknown in it.
struct ModelTables {
  let decision: PartialDecision
  private let columns: [ModelColumn]

  /// The most rows of a table: engines try each row for each request.
  static let mostRows = 20_000
  private static let mostNodes = 50_000

  init(_ decision: PartialDecision) {
    self.decision = decision
    columns = decision.variables.map { ModelColumn($0, of: decision.facts[$0.fact]) }
  }

  /// A row before it is numbered.
  private struct Row {
    /// Ascending by variable.
    let conditions: [(variable: Int, tests: UnaryTests)]
    let answers: [FEELExpression]
    let description: String?
  }

  // MARK: Tables

  // A single output is called as its decision: some engines take its value by the one name, some by
  // the other.

  /// `result`: which statement holds, if any, or that information is needed.
  func result() -> RuleTable? {
    guard let paths = decision.answer.mergedPaths(atMost: Self.mostRows) else { return nil }
    let rows = paths.map { path in
      row(
        path.conditions,
        answers: [
          FEELExpression.string(path.end.result.rawValue),
          path.end.outcome.map { .string($0.rawValue) } ?? .null,
        ])
    }
    return table(
      "result", .unique, rows,
      outputs: [
        ("result", "string", ModelTypes.results), ("outcome", "string", ModelTypes.outcomes),
      ])
  }

  /// `criteria`: the labels of the leaves that are met in every completion.
  func criteria() -> RuleTable? {
    var rows: [Row] = []
    for leaf in decision.leaves {
      guard
        let met = decision.answer.combined(
          with: leaf.certain, atMost: Self.mostNodes,
          { $0.statements.contains(leaf.statement) && $1 }),
        let paths = met.mergedPaths(atMost: Self.mostRows, to: { $0 })
      else { return nil }
      let label = leaf.criterion.label
      for path in paths {
        rows.append(
          row(
            path.conditions, answers: [.string(label)],
            description: "\(label) \(leaf.criterion.text)"))
      }
    }
    return table("criteria", .collect(nil), rows, outputs: [("criteria", "string", nil)])
  }

  /// `needs`: the facts that can still change the answer.
  func needs() -> RuleTable? {
    var rows: [Row] = []
    for (fact, isNeeded) in zip(decision.facts, decision.needs) {
      guard let paths = isNeeded.mergedPaths(atMost: Self.mostRows, to: { $0 })
      else { return nil }
      for path in paths {
        rows.append(
          row(path.conditions, answers: [.string(fact.id)], description: fact.question))
      }
    }
    return table(
      "needs", .collect(nil), rows,
      outputs: [("needs", "string", ModelTypes.words(decision.facts.map(\.id)))])
  }

  // MARK: Rows

  private func row(
    _ conditions: [PathCondition], answers: [FEELExpression],
    description: String? = nil
  ) -> Row {
    Row(
      conditions: conditions.map {
        let tests = columns[$0.variable].tests($0.cells, includingUnknown: $0.includesUnknown)
        return ($0.variable, tests)
      }, answers: answers, description: description)
  }

  private func table(
    _ id: String, _ policy: HitPolicy, _ rows: [Row],
    outputs: [(name: String, type: String, values: UnaryTests?)]
  ) -> RuleTable? {
    guard rows.count <= Self.mostRows else { return nil }
    let asked = Set(rows.flatMap { $0.conditions.map(\.variable) }).sorted()
    return RuleTable(
      id: "\(id)_table", hitPolicy: policy,
      inputs: asked.enumerated().map { place, variable in
        InputClause(
          id: "\(id)_input_\(place + 1)", label: columns[variable].expression.text,
          expression: columns[variable].expression, type: columns[variable].type, values: nil)
      },
      outputs: outputs.enumerated().map { place, output in
        OutputClause(
          id: "\(id)_output_\(place + 1)", name: output.name, type: output.type,
          values: output.values)
      },
      rules: rows.enumerated().map { place, row in
        var rest = row.conditions[...]
        return TableRule(
          id: "\(id)_\(place + 1)", description: row.description,
          tests: asked.map { rest.first?.variable == $0 ? rest.removeFirst().tests : .any },
          answers: row.answers)
      })
  }

  /// The facts that a table reads.
  func facts(of table: RuleTable) -> [Fact] {
    let expressions = Set(table.inputs.map(\.expression))
    let read = Set(
      decision.variables.indices.filter { expressions.contains(columns[$0].expression) }
        .map { decision.variables[$0].fact })
    return decision.facts.indices.filter(read.contains).map { decision.facts[$0] }
  }

  /// The facts that the decision reads at all.
  var facts: [Fact] {
    let read = Set(decision.variables.map(\.fact))
    return decision.facts.indices.filter(read.contains).map { decision.facts[$0] }
  }

  /// The terms of a set that it asks.
  func terms(of fact: Fact) -> [String] {
    decision.variables.filter { decision.facts[$0.fact].id == fact.id }.compactMap(\.term)
  }

  /// How its scalar facts are read, in the order of the facts; one whose values no test tells apart
  /// is not read.
  func readings(periods: [CodePeriod]) -> [FactReading] {
    facts.compactMap { fact in
      decision.variables.first { variable in
        decision.facts[variable.fact].id == fact.id && variable.term == nil
          && variable.cellCount > 1
      }.map { FactReading($0, of: fact, periods: periods) }
    }
  }
}
