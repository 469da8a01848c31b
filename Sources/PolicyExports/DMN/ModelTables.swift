internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import Values

/// The decision of a policy as decision tables of DMN.
///
/// Rules are paths of the decision diagrams, so they exclude each other, and each rule is true for
/// every completion of the values that it leaves unknown.
struct ModelTables {
  let decision: PartialDecision
  private let columns: [ModelColumn]

  /// The limit on the rules of a table, because engines try every rule for each request.
  static let mostRows = 20_000
  private static let mostNodes = 50_000

  init(_ decision: PartialDecision) {
    self.decision = decision
    columns = decision.variables.map { ModelColumn($0, of: decision.facts[$0.fact]) }
  }

  /// A rule without its id.
  private struct Row {
    /// In ascending order of variables.
    let conditions: [(variable: Int, tests: UnaryTests)]
    let answers: [FEELExpression]
    let description: String?
  }

  // MARK: Tables

  // A single output has the name of its decision: some engines look up its value by the name of the
  // output, others by the name of the decision.

  /// The table `result`: the statement that holds, if any, or that information is needed.
  func result() -> RuleTable? {
    guard let paths = decision.answer.mergedPaths(atMost: Self.mostRows) else { return nil }
    let rows = paths.map { path in
      row(
        path.conditions,
        answers: [
          FEELExpression.string(path.end.result.rawValue),
          path.end.outcome.map { .string($0.rawValue) } ?? .null,
          path.end.statement.map { .string(decision.statements[$0].criterion.id) } ?? .null,
        ])
    }
    return table(
      "result", .unique, rows,
      outputs: [
        ("result", "string", ModelTypes.results), ("outcome", "string", ModelTypes.outcomes),
        ("statement", "string", nil),
      ])
  }

  /// The table `criteria`: the labels of the criteria that an answer lists.
  func criteria() -> RuleTable? { criteria("criteria") { $0.label } }

  /// The table `criterion_ids`: their ids, in the same order.
  func criterionIDs() -> RuleTable? { criteria("criterion_ids") { $0.id } }

  /// - Parameters:
  ///   - name: the name of the table.
  ///   - text: what it lists of each criterion.
  private func criteria(_ name: String, listing text: (Criterion) -> String) -> RuleTable? {
    var rows: [Row] = []
    for leaf in decision.leaves {
      guard
        let met = decision.answer.combined(
          with: leaf.certain, atMost: Self.mostNodes,
          { $0.statements.contains(leaf.statement) && $1 }),
        let paths = met.mergedPaths(atMost: Self.mostRows, to: { $0 })
      else { return nil }
      let criterion = leaf.criterion
      for path in paths {
        rows.append(
          row(
            path.conditions, answers: [.string(text(criterion))],
            description: "\(criterion.label) \(criterion.text)"))
      }
    }
    return table(name, .collect(nil), rows, outputs: [(name, "string", nil)])
  }

  /// The table `needs`: the facts that can still change the answer.
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
      inputs: asked.enumerated().map { index, variable in
        InputClause(
          id: "\(id)_input_\(index + 1)", label: columns[variable].expression.text,
          expression: columns[variable].expression, type: columns[variable].type, values: nil)
      },
      outputs: outputs.enumerated().map { index, output in
        OutputClause(
          id: "\(id)_output_\(index + 1)", name: output.name, type: output.type,
          values: output.values)
      },
      rules: rows.enumerated().map { index, row in
        var rest = row.conditions[...]
        return TableRule(
          id: "\(id)_\(index + 1)", description: row.description,
          tests: asked.map { rest.first?.variable == $0 ? rest.removeFirst().tests : .any },
          answers: row.answers)
      })
  }

  /// The facts that a table depends on.
  func facts(of table: RuleTable) -> [Fact] {
    let expressions = Set(table.inputs.map(\.expression))
    let read = Set(
      decision.variables.indices.filter { expressions.contains(columns[$0].expression) }
        .map { decision.variables[$0].fact })
    return decision.facts.indices.filter(read.contains).map { decision.facts[$0] }
  }

  /// The facts that the decision depends on.
  var facts: [Fact] {
    let read = Set(decision.variables.map(\.fact))
    return decision.facts.indices.filter(read.contains).map { decision.facts[$0] }
  }

  /// The terms of a set that the decision depends on.
  func terms(of fact: Fact) -> [String] {
    decision.variables.filter { decision.facts[$0.fact].id == fact.id }.compactMap(\.term)
  }

  /// The classifications of its scalar facts, in the order of the facts. A fact whose values no test
  /// tells apart does not have one.
  func readings(periods: [CodePeriod]) -> [FactReading] {
    facts.compactMap { fact in
      decision.variables.first { variable in
        decision.facts[variable.fact].id == fact.id && variable.term == nil
          && variable.cellCount > 1
      }.map { FactReading($0, of: fact, periods: periods) }
    }
  }
}
