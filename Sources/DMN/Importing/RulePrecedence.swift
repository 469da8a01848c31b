internal import DecisionTable

/// The rules in order of precedence: if several match, the first gives the answer.
struct RulePrecedence {
  let rules: [LoweredRule]
  /// Whether the order matters. If it does not, conflicts have been ruled out.
  let isOrdered: Bool

  init(_ rules: [LoweredRule], of table: RuleTable) throws(ModelProblems) {
    switch table.hitPolicy {
    case .unique, .any, .ruleOrder, .collect(nil), .collect(.sum):
      self.init(rules: rules, isOrdered: false)
    case .outputOrder:
      // The order of the list does not matter, but an answer without a position is an error.
      _ = try RulePrecedence.ranks(of: rules, table)
      self.init(rules: rules, isOrdered: false)
    case .first: self.init(rules: rules, isOrdered: true)
    case .priority:
      let ranks = try RulePrecedence.ranks(of: rules, table)
      guard ranks.allSatisfy({ !$0.isEmpty }) else {
        throw ModelProblems(
          ModelProblem(
            "no output lists its values, so the answers do not have priorities", line: table.line,
            help: "list the output values, highest priority first"))
      }
      let order = rules.indices.sorted { one, other in
        ranks[one] == ranks[other]
          ? one < other : ranks[one].lexicographicallyPrecedes(ranks[other])
      }
      self.init(rules: order.map { rules[$0] }, isOrdered: true)
    case .collect(.minimum): try self.init(rules, ascending: true)
    case .collect(.maximum): try self.init(rules, ascending: false)
    case .collect(.count):
      throw ModelProblems(
        ModelProblem(
          "the table counts the rules that match, and a count cannot favour a request",
          line: table.line, help: "import a table that answers with the values of its rules"))
    }
  }

  private init(rules: [LoweredRule], isOrdered: Bool) {
    self.rules = rules
    self.isOrdered = isOrdered
  }

  /// Orders the rules by their answers, because the smallest or the greatest answer decides.
  private init(_ rules: [LoweredRule], ascending: Bool) throws(ModelProblems) {
    var problems: [ModelProblem] = []
    var ranked: [(value: FEELValue, rule: LoweredRule)] = []
    for rule in rules {
      let value = rule.rule.answers[0].constant
      if let value, (ranked.first?.value ?? value).order(value) != nil {
        ranked.append((value, rule))
      } else {
        problems.append(
          ModelProblem(
            "the answer `\(rule.answer)` cannot be compared with the others",
            line: rule.rule.line, help: "answer a number in every rule"))
      }
    }
    if let problems = ModelProblems(problems) { throw problems }
    let order = ranked.indices.sorted { one, other in
      switch ranked[one].value.order(ranked[other].value) {
      case .before: ascending
      case .after: !ascending
      case .same, nil: one < other
      }
    }
    self.init(rules: order.map { ranked[$0].rule }, isOrdered: true)
  }

  /// For each rule, the positions of its answers in the lists of output values. Outputs without
  /// such a list are left out.
  private static func ranks(of rules: [LoweredRule], _ table: RuleTable) throws(ModelProblems)
    -> [[Int]]
  {
    var problems: [ModelProblem] = []
    var ranks: [[Int]] = []
    for rule in rules {
      var rank: [Int] = []
      for (clause, answer) in zip(table.outputs, rule.rule.answers) {
        guard case .anyOf(let tests)? = clause.values else { continue }
        let listed = tests.compactMap { test in
          if case .equal(let value) = test { value.constant } else { nil }
        }
        guard let value = answer.constant,
          let position = listed.firstIndex(where: { $0.isEqual(to: value) == true })
        else {
          problems.append(
            ModelProblem(
              "`\(answer.answerName)` is not among the output values, so its priority is unknown",
              line: rule.rule.line, help: "list it among the output values"))
          continue
        }
        rank.append(position)
      }
      ranks.append(rank)
    }
    if let problems = ModelProblems(problems) { throw problems }
    return ranks
  }
}

extension FEELExpression {
  /// The value of a constant expression; nil if the expression uses names or does not have a value.
  var constant: FEELValue? {
    guard firstName == nil else { return nil }
    return try? FEELEvaluation(values: [:], line: 0).value(of: self)
  }
}
