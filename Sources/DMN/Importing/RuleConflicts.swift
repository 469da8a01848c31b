internal import DecisionTable
internal import JSONText

/// Rules that match the same request although the hit policy does not say which of them decides.
///
/// Rules are conjunctions over separate facts, so two of them overlap exactly where their samples
/// overlap in every column.
struct RuleConflicts {
  /// The errors, at the later of two rules.
  let problems: [ModelProblem]
  /// The rules that exclude each other only if their open cells do, with what a request fails or meets.
  let open: [ModelProblem]
  /// The rules, each with the conditions under which another one matches too.
  let rules: [LoweredRule]

  /// The search ends when this many rules have a conflict.
  private static let mostReported = 10
  /// The draft is for people to read, so it does not have more exceptions than this.
  private static let mostExceptions = 500

  init(_ rules: [LoweredRule], of table: RuleTable, _ space: SampleSpace) {
    var problems: [ModelProblem] = []
    var open: [ModelProblem] = []
    var excepted = rules
    let openFacts = Set(space.columns.filter(\.isOpen).map(\.fact.id))
    for (index, later) in rules.enumerated() where problems.count < RuleConflicts.mostReported {
      for (position, earlier) in rules[..<index].enumerated() {
        guard let reason = RuleConflicts.reason(earlier, later, table.hitPolicy),
          let samples = earlier.commonSamples(later)
        else { continue }
        let (more, less) = (later.tests(beyond: earlier), earlier.tests(beyond: later))
        let isOpen = (more + less).contains { openFacts.contains($0.fact) }
        if isOpen, !more.isEmpty, !less.isEmpty, table.hitPolicy != .collect(.sum),
          open.count < RuleConflicts.mostExceptions
        {
          excepted[position].exceptions.append(.all(more))
          excepted[index].exceptions.append(.all(less))
          open.append(
            ModelProblem(
              "rules \(earlier.number) and \(later.number) exclude each other only if their cells "
                + "do, \(reason): the draft does not favour a request that both match",
              line: later.rule.line, help: "check that no request is meant to match both"))
          continue
        }
        problems.append(
          ModelProblem(
            "rules \(earlier.number) and \(later.number) both match "
              + "`\(space.request(at: samples))`, \(reason)", line: later.rule.line,
            help: "make the rules exclude each other, or choose the hit policy that you mean"))
        break
      }
    }
    self.problems = problems
    self.open = open
    self.rules = excepted
  }

  /// Why the two rules must not match the same request, or nil where they may.
  private static func reason(_ one: LoweredRule, _ other: LoweredRule, _ policy: HitPolicy)
    -> String?
  {
    switch policy {
    case .unique: return "and the hit policy UNIQUE allows only one rule"
    case .any:
      return one.rule.answers == other.rule.answers
        ? nil : "and the hit policy ANY allows only one answer"
    case .collect(.sum): return "and the table adds their answers"
    case .first, .priority, .ruleOrder, .outputOrder, .collect: return nil
    }
  }
}

extension RuleConflicts {
  /// For tables that answer with a list: a request whose list favours it only in part.
  static func remarkOnMixedLists(
    _ rules: [LoweredRule], of table: RuleTable, favoring: Set<String>, _ space: SampleSpace
  ) -> ModelProblem? {
    guard table.hitPolicy.answersWithList else { return nil }
    let others = rules.filter { !favoring.contains($0.answer) }
    for rule in rules where favoring.contains(rule.answer) {
      for other in others {
        guard let samples = rule.commonSamples(other) else { continue }
        return ModelProblem(
          "the table answers with a list, such as `\(rule.answer)` and `\(other.answer)` for "
            + "`\(space.request(at: samples))`: the draft favours a request if one answer in its "
            + "list does", line: table.line,
          help: "check that this is what the table is for, or make the rules exclude each other")
      }
    }
    return nil
  }
}

/// The samples of all columns: every request that matters to the table is one of their combinations.
struct SampleSpace {
  let columns: [LoweredColumn]
  let samples: [SampleValues]

  init(_ columns: [LoweredColumn]) {
    self.columns = columns
    samples = columns.map(SampleValues.init)
  }

  /// What a request states at a sample of each column.
  func facts(at indices: [Int]) -> [String: FactValue] {
    var facts: [String: FactValue] = [:]
    for (column, index) in indices.enumerated() {
      facts[columns[column].fact.id] = samples[column].samples[index].stated
    }
    return facts
  }

  func request(at indices: [Int]) -> String {
    facts(at: indices).json(in: columns.map(\.fact)).compact
  }
}

extension FactCondition {
  /// All of some tests, of which there is at least one.
  fileprivate static func all(_ tests: [UnaryTest]) -> FactCondition {
    tests.count == 1 ? .test(tests[0]) : .group(.allOf, tests.map { .test($0) })
  }
}
