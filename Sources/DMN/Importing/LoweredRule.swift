internal import DecisionTable

/// A rule as tests of facts, with the samples that it accepts.
struct LoweredRule {
  let rule: TableRule
  /// The row, counted from 1 as in other tools.
  let number: Int
  /// The tests; empty if the rule matches every request.
  let tests: [UnaryTest]
  /// For each column, the samples that the rule accepts.
  let accepted: [SampleSet]
  /// For each column, the tests of the rule.
  let testsOfColumn: [[UnaryTest]]
  /// The conditions under which the rule matches but the table does not have an answer.
  var exceptions: [FactCondition] = []

  /// The text of the first answer, as `--favors` names it.
  var answer: String { rule.answers[0].answerName }
}

extension LoweredRule {
  /// Nil, with a remark, if no request matches the rule.
  init?(
    _ rule: TableRule, number: Int, _ columns: [LoweredColumn], _ samples: [SampleValues],
    _ remarks: inout [ModelProblem]
  ) {
    func leaveOut(_ reason: String) {
      remarks.append(
        ModelProblem(
          "rule \(number) is left out: \(reason)", line: rule.line,
          help: "check that no request is meant to match it"))
    }
    var tests: [UnaryTest] = []
    var accepted: [SampleSet] = []
    var testsOfColumn: [[UnaryTest]] = []
    for (column, samples) in zip(columns, samples) {
      var passing = SampleSet(samples.samples.map { _ in true })
      let first = tests.count
      for cell in column.cells[number - 1] {
        switch cell {
        case .anything: break
        case .values(let values):
          tests.append(UnaryTest(fact: column.fact.id, values: values))
          passing = passing.intersection(samples.accepted(by: values))
        case .nothing(let reason):
          leaveOut(reason)
          return nil
        }
      }
      guard passing.first != nil else {
        leaveOut("no value of `\(column.fact.id)` that a request can state passes it")
        return nil
      }
      accepted.append(passing)
      testsOfColumn.append(Array(tests[first...]))
    }
    self.init(
      rule: rule, number: number, tests: tests, accepted: accepted, testsOfColumn: testsOfColumn)
  }

  /// Whether some request matches both rules.
  func overlaps(_ other: LoweredRule) -> Bool {
    zip(accepted, other.accepted).allSatisfy { !$0.isDisjoint(with: $1) }
  }

  /// A sample of each column that both rules accept; nil if no request matches both.
  func commonSamples(_ other: LoweredRule) -> [Int]? {
    var samples: [Int] = []
    for (one, two) in zip(accepted, other.accepted) {
      guard let sample = one.intersection(two).first else { return nil }
      samples.append(sample)
    }
    return samples
  }

  /// The tests of this rule that a request that matches another rule can fail.
  func tests(beyond other: LoweredRule) -> [UnaryTest] {
    zip(testsOfColumn, zip(accepted, other.accepted)).flatMap { tests, accepted in
      accepted.0.intersection(accepted.1) == accepted.1 ? [] : tests
    }
  }

  /// The rule as a criterion.
  ///
  /// - Precondition: the rule has at least one test.
  var criterion: Criterion {
    guard let last = tests.last else { preconditionFailure("the rule does not have a test") }
    return Criterion(
      id: "rule_\(number)", label: "\(number)",
      text: (rule.description ?? "").plainLine("A rule of the table"),
      requirements: tests.dropLast().map { .test($0) }, exceptions: exceptions,
      rule: .test(last))
  }
}

extension FEELExpression {
  /// The text of an answer; a string is printed without its quotes.
  var answerName: String {
    if case .string(let text) = self { text } else { text }
  }
}
