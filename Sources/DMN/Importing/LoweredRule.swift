internal import DecisionTable

/// A rule as tests of facts, with the samples that it accepts.
struct LoweredRule {
  let rule: TableRule
  /// Counted from 1, as tools number the rows.
  let number: Int
  /// Empty where the rule matches every request.
  let tests: [UnaryTest]
  /// By column.
  let accepted: [SampleSet]
  /// By column, the tests.
  let testsOfColumn: [[UnaryTest]]
  /// The conditions under which the table does not have an answer although the rule matches.
  var exceptions: [FactCondition] = []

  /// The text of the first answer, by which `--favors` names it.
  var answer: String { rule.answers[0].answerName }
}

extension LoweredRule {
  /// Nil, with a remark, for a rule that no request matches.
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

  /// A sample of each column that both rules accept; nil where no request matches both.
  func commonSamples(_ other: LoweredRule) -> [Int]? {
    var samples: [Int] = []
    for (one, two) in zip(accepted, other.accepted) {
      guard let sample = one.intersection(two).first else { return nil }
      samples.append(sample)
    }
    return samples
  }

  /// The tests of this rule that a request can fail which another rule matches.
  func tests(beyond other: LoweredRule) -> [UnaryTest] {
    zip(testsOfColumn, zip(accepted, other.accepted)).flatMap { tests, accepted in
      accepted.0.intersection(accepted.1) == accepted.1 ? [] : tests
    }
  }

  /// The rule as a criterion.
  ///
  /// - Precondition: it tests something.
  var criterion: Criterion {
    guard let last = tests.last else { preconditionFailure("a rule that tests nothing") }
    return Criterion(
      id: "rule_\(number)", label: "\(number)",
      text: (rule.description ?? "").plainLine("A rule of the table"),
      requirements: tests.dropLast().map { .test($0) }, exceptions: exceptions,
      rule: .test(last))
  }
}

extension FEELExpression {
  /// An answer as a text: a string without its quotes.
  var answerName: String {
    if case .string(let text) = self { text } else { text }
  }
}
