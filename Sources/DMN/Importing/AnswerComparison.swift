package import DecisionTable

/// The answers of an imported policy compared with those of the table that it came from, which the
/// evaluator of DMN works out independently of the lowering.
///
/// The requests are complete: for each rule one that matches it, and from there every sample of every
/// column, which includes both sides of every bound in a cell.
package struct AnswerComparison {
  /// How many requests were compared.
  package private(set) var count = 0
  /// The first request that the two answer differently.
  package private(set) var difference: ModelProblem?

  /// The effort: requests times rules.
  private static let mostRulesTried = 2_000_000

  private let lowered: LoweredTable
  private let evaluated: RuleTable
  private let favoredValues: Set<FEELValue>
  private let decider: Decider
  private let given: [String: FactValue]

  /// - Parameters:
  ///   - decided: the table of the imported policy.
  ///   - given: what every request states besides the facts of the table.
  package init(
    of lowered: LoweredTable, with decided: DecisionTable, given: [String: FactValue] = [:]
  ) {
    self.lowered = lowered
    evaluated = lowered.table.withTextualAnswers
    favoredValues = Set(
      zip(lowered.table.rules, evaluated.rules).filter {
        lowered.favoring.contains($0.0.answers[0].answerName)
      }.compactMap { $0.1.answers[0].constant }
        + [evaluated.outputs[0].defaultEntry].compactMap { $0 }
        .filter { lowered.favoring.contains($0.answerName) }.compactMap(\.constant))
    decider = Decider(decided)
    self.given = given
    compareAll()
  }

  private mutating func compareAll() {
    let most = max(lowered.rules.count, AnswerComparison.mostRulesTried / lowered.table.rules.count)
    var seen: Set<[Int]> = []
    let starts = lowered.rules.map { rule in rule.accepted.map { $0.first ?? 0 } }
    for request in starts where seen.insert(request).inserted {
      guard compare(request) else { return }
    }
    for start in starts {
      for (column, samples) in lowered.space.samples.enumerated() {
        for sample in samples.samples.indices {
          var request = start
          request[column] = sample
          guard seen.insert(request).inserted else { continue }
          guard count < most, compare(request) else { return }
        }
      }
    }
  }

  /// Whether both answer the request alike.
  private mutating func compare(_ request: [Int]) -> Bool {
    count += 1
    let expected = tableFavors(request)
    let facts = lowered.space.facts(at: request)
    let declared = Set(decider.table.facts.map(\.id))
    let stated = facts.filter { declared.contains($0.key) }.merging(given) { fact, _ in fact }
    let verdict = try? decider.decide(stated)
    let actual = verdict.map { $0.result == .met }
    // Where two rules match that exclude each other only by their open cells, nothing is favoured.
    guard (expected ?? (lowered.hasOpenConflicts ? false : nil)) == actual, actual != nil else {
      difference = ModelProblem(
        "the draft would answer `\(lowered.space.request(at: request))` differently from the table",
        line: lowered.table.line, help: "report this table as a fault of policyc")
      return false
    }
    return true
  }

  /// Whether the table's answer favours the request; nil where the table does not have an answer.
  private func tableFavors(_ request: [Int]) -> Bool? {
    // A column that no rule tests can have any value but null.
    var columns = [FEELValue](repeating: .boolean(true), count: evaluated.inputs.count)
    for (index, column) in lowered.space.columns.enumerated() {
      for clause in column.clauses {
        columns[clause] = lowered.space.samples[index].samples[request[index]].value
      }
    }
    let evaluation = TableEvaluation(table: evaluated, values: [:])
    guard let answer = try? evaluation.answer(to: columns) else { return nil }
    var answers = [answer]
    if case .list(let members) = answer { answers = members }
    return answers.contains { favoredValues.contains($0.firstOutput) }
  }
}

extension FEELValue {
  /// The first output of an answer with several.
  fileprivate var firstOutput: FEELValue {
    if case .context(let outputs) = self { outputs["1"] ?? .null } else { self }
  }
}

extension RuleTable {
  /// The same table with numbered outputs, and with the text of each answer that has to be computed
  /// from inputs.
  fileprivate var withTextualAnswers: RuleTable {
    func textual(_ answer: FEELExpression) -> FEELExpression {
      answer.constant == nil ? .string(answer.text) : answer
    }
    return RuleTable(
      id: id, hitPolicy: hitPolicy, inputs: inputs,
      outputs: outputs.enumerated().map { index, output in
        OutputClause(
          id: output.id, name: "\(index + 1)", type: output.type, values: output.values,
          defaultEntry: output.defaultEntry.map(textual), line: output.line)
      },
      rules: rules.map { rule in
        TableRule(
          id: rule.id, description: rule.description, tests: rule.tests,
          answers: rule.answers.map(textual), line: rule.line)
      }, line: line)
  }
}
