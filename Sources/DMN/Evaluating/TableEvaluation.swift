/// Evaluates a table according to its hit policy (DMN 1.3, clause 8.2.10).
struct TableEvaluation {
  let table: RuleTable
  /// The values of the names that the table uses.
  let values: [String: FEELValue]

  func answer() throws(ModelProblem) -> FEELValue { try answer(to: try columns()) }

  /// - Parameter columns: the value of each input column.
  func answer(to columns: [FEELValue]) throws(ModelProblem) -> FEELValue {
    var matching: [TableRule] = []
    for rule in table.rules where try matches(rule, columns) { matching.append(rule) }
    if matching.isEmpty { return try unmatched() }
    switch table.hitPolicy {
    case .unique:
      guard matching.count == 1 else {
        throw ModelProblem(
          "\(matching.count) rules match, and the hit policy is UNIQUE", line: matching[1].line,
          help: "make the rules exclude each other, or choose another hit policy")
      }
      return try answer(of: matching[0])
    case .any:
      let answers = try answers(of: matching)
      guard answers.allSatisfy({ $0 == answers[0] }) else {
        throw ModelProblem(
          "the matching rules answer differently, and the hit policy is ANY",
          line: matching[1].line,
          help: "give them the same answer, or choose another hit policy")
      }
      return answers[0]
    case .first: return try answer(of: matching[0])
    case .priority: return try answers(of: try ranked(matching))[0]
    case .ruleOrder, .collect(nil): return .list(try answers(of: matching))
    case .outputOrder: return .list(try answers(of: try ranked(matching)))
    case .collect(let aggregation?):
      guard table.outputs.count == 1 else {
        throw ModelProblem(
          "`\(aggregation.rawValue)` cannot aggregate several outputs", line: table.line,
          help: "aggregate one output")
      }
      return try aggregation.value(of: try answers(of: matching), line: table.line)
    }
  }

  // MARK: Rules

  /// The values of the input columns. A value that its column does not allow is an error.
  private func columns() throws(ModelProblem) -> [FEELValue] {
    var columns: [FEELValue] = []
    for clause in table.inputs {
      let evaluation = FEELEvaluation(values: values, line: clause.line)
      let value = try evaluation.value(of: clause.expression)
      if let allowed = clause.values, value != .null,
        try evaluation.accepts(allowed, value) != true
      {
        throw ModelProblem(
          "`\(clause.expression.text)` is not one of `\(allowed.text)`", line: clause.line,
          help: "state one of these, or null")
      }
      columns.append(value)
    }
    return columns
  }

  private func matches(_ rule: TableRule, _ columns: [FEELValue]) throws(ModelProblem) -> Bool {
    let evaluation = FEELEvaluation(values: values, line: rule.line)
    for (tests, value) in zip(rule.tests, columns) {
      guard try evaluation.accepts(tests, value) == true else { return false }
    }
    return true
  }

  // MARK: Answers

  private func answers(of rules: [TableRule]) throws(ModelProblem) -> [FEELValue] {
    var answers: [FEELValue] = []
    for rule in rules { answers.append(try answer(of: rule)) }
    return answers
  }

  private func answer(of rule: TableRule) throws(ModelProblem) -> FEELValue {
    try joined(try outputs(of: rule))
  }

  private func outputs(of rule: TableRule) throws(ModelProblem) -> [FEELValue] {
    let evaluation = FEELEvaluation(values: values, line: rule.line)
    var outputs: [FEELValue] = []
    for answer in rule.answers { outputs.append(try evaluation.value(of: answer)) }
    return outputs
  }

  private func joined(_ outputs: [FEELValue]) throws(ModelProblem) -> FEELValue {
    guard outputs.count > 1 else { return outputs[0] }
    var components: [String: FEELValue] = [:]
    for (clause, output) in zip(table.outputs, outputs) {
      guard let name = clause.name else {
        throw ModelProblem(
          "one of several outputs does not have a name", line: clause.line,
          help: "name each output")
      }
      components[name] = output
    }
    return .context(components)
  }

  /// The answer if no rule matches: the default outputs, or null if there are none.
  private func unmatched() throws(ModelProblem) -> FEELValue {
    guard table.outputs.contains(where: { $0.defaultEntry != nil }) else {
      return .null
    }
    var outputs: [FEELValue] = []
    for clause in table.outputs {
      let evaluation = FEELEvaluation(values: values, line: clause.line)
      outputs.append(try evaluation.value(of: clause.defaultEntry ?? .null))
    }
    switch table.hitPolicy {
    case .ruleOrder, .outputOrder, .collect(nil): return .list([try joined(outputs)])
    case .unique, .any, .first, .priority, .collect: return try joined(outputs)
    }
  }

  // MARK: Priority

  /// Rules sorted by the positions of their answers among the output values, the first output
  /// first; ties keep the order of the rules.
  private func ranked(_ rules: [TableRule]) throws(ModelProblem) -> [TableRule] {
    var ranks: [(rank: [Int], index: Int, rule: TableRule)] = []
    for (index, rule) in rules.enumerated() {
      var rank: [Int] = []
      for (clause, output) in zip(table.outputs, try outputs(of: rule)) {
        guard let priorities = try priorities(of: clause) else { continue }
        guard let found = priorities.firstIndex(where: { $0.isEqual(to: output) == true }) else {
          throw ModelProblem(
            "an answer is not among the output values, so its priority is unknown", line: rule.line,
            help: "list it among the output values")
        }
        rank.append(found)
      }
      ranks.append((rank, index, rule))
    }
    return ranks.sorted { one, other in
      one.rank == other.rank
        ? one.index < other.index : one.rank.lexicographicallyPrecedes(other.rank)
    }.map(\.rule)
  }

  private func priorities(of clause: OutputClause) throws(ModelProblem) -> [FEELValue]? {
    guard case .anyOf(let tests)? = clause.values else { return nil }
    let evaluation = FEELEvaluation(values: values, line: clause.line)
    var priorities: [FEELValue] = []
    for case .equal(let expression) in tests {
      priorities.append(try evaluation.value(of: expression))
    }
    return priorities
  }
}
