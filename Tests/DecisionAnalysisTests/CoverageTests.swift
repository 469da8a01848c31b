import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionAnalysis
@testable import DecisionTable

@Suite struct CoverageTests {
  /// *A complete request shows that a part is met, not met or deciding exactly if that is the case*.
  @Test func showsExactlyTheGoalsThatHold() throws {
    try forAll(seeds: 0..<80) { random in
      let sample = RandomTable(&random)
      let goals = CoverageGoals(Decider(sample.table))
      let forced = ForcedTree(sample: sample, tree: goals.tree)
      for facts in sample.completions(of: [:]).shuffled(using: &random).prefix(12) {
        let shown = try goals.shown(by: facts, date: RandomTable.service)
        for (index, goal) in goals.goals.enumerated() {
          let holds = forced.holds(goal.part, facts)
          let expected: Bool? =
            switch goal.kind {
            case .met: holds
            case .notMet: !holds
            case .unknown: false
            case .decidesMet: holds && forced.decides(goal.part, facts)
            case .decidesNotMet: !holds && forced.decides(goal.part, facts)
            case .value, .bound: nil
            }
          if let expected, shown.contains(index) != expected { return false }
          // A value or a side of a bound is shown only if the test decides.
          if expected == nil, shown.contains(index), !forced.decides(goal.part, facts) {
            return false
          }
        }
      }
      return true
    }
  }

  /// *A part is unknown exactly if completions disagree on it*.
  @Test func showsUnknownParts() throws {
    try forAll(seeds: 0..<150) { random in
      let sample = RandomTable(&random)
      let goals = CoverageGoals(Decider(sample.table))
      let forced = ForcedTree(sample: sample, tree: goals.tree)
      let known = sample.facts(&random)
      let completions = sample.completions(of: known)
      let shown = try goals.shown(by: known, date: RandomTable.service)
      return goals.goals.enumerated().allSatisfy { index, goal in
        guard goal.kind == .unknown else { return true }
        let count = completions.count { forced.holds(goal.part, $0) }
        return shown.contains(index) == (count > 0 && count < completions.count)
      }
    }
  }

  /// *Suggested requests show the goals that they name, and together every possible goal*.
  @Test(arguments: [3, 5])
  func suggestsRequestsForEveryPossibleGoal(_ facts: Int) throws {
    try forAll(seeds: 0..<100) { random in
      let sample = RandomTable(&random, facts: facts)
      let goals = CoverageGoals(Decider(sample.table))
      let suggestion = goals.suggestion(for: goals.goals.indices)
      var missing = Set(goals.goals.indices)
      for suggested in suggestion.cases {
        let shown = try goals.shown(by: suggested.facts, date: suggested.date)
        guard suggested.shows.allSatisfy({ goal in shown.contains { goals.goals[$0] == goal } })
        else { return false }
        missing.subtract(shown)
      }
      return suggestion.undated.isEmpty
        && Set(missing.map { goals.goals[$0] })
          == Set(suggestion.impossible)
    }
  }

  /// Lists of entries need a date of service: every suggested request with one has it.
  @Test func suggestsListsOfEntries() throws {
    func visits(_ range: ClosedRange<Int>) -> FactCondition {
      let count = Interval(
        lower: .init(ExactDecimal(range.lowerBound), isIncluded: true),
        upper: .init(ExactDecimal(range.upperBound), isIncluded: true))
      return .test(
        UnaryTest(fact: "visits", values: [.records(RecordTest(.count(.entries, count)))]))
    }
    let table = DecisionTable(
      facts: [
        Fact(id: "visits", type: .records(RecordType(attributes: [])), question: "?"),
        Fact(id: "referred", type: .boolean, question: "?"),
      ], scope: .test(UnaryTest(fact: "referred", values: [.boolean(true)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "?", requirements: [visits(1...9)],
            rule: .group(
              .anyOf,
              [("a", visits(2...3)), ("b", visits(4...4))].map { id, condition in
                Criterion(
                  id: id, label: id, text: "?",
                  rule: .reference(CriterionReference(id: id, condition: condition)))
              })))
      ], bindings: [])
    let goals = CoverageGoals(Decider(table))
    let suggestion = goals.suggestion(for: goals.goals.indices)
    #expect(suggestion.undated.isEmpty && suggestion.undecided.isEmpty)
    var missing = Set(goals.goals.indices)
    for suggested in suggestion.cases {
      #expect((suggested.facts["visits"] == nil) || suggested.date != nil)
      missing.subtract(try goals.shown(by: suggested.facts, date: suggested.date))
    }
    #expect(Set(missing.map { goals.goals[$0] }) == Set(suggestion.impossible))
    #expect(suggestion.impossible.count < goals.goals.count / 2)
  }

  /// *No request shows a goal that is proven impossible*.
  @Test func neverShowsAnImpossibleGoal() throws {
    try forAll(seeds: 0..<100) { random in
      let sample = RandomTable(&random, facts: 2)
      let goals = CoverageGoals(Decider(sample.table))
      let impossible = goals.impossible(among: goals.goals.indices).impossible
      for facts in sample.completions(of: [:]) {
        guard try goals.shown(by: facts, date: RandomTable.service).isDisjoint(with: impossible)
        else { return false }
      }
      return true
    }
  }

  /// The solver finds requests for tables for which no diagram fits.
  @Test func suggestsForLargeTables() throws {
    var random = SplitMix64(seed: 1)
    let decider = Decider(RuleTable.shared(criteria: 60, facts: 40, &random))
    let goals = CoverageGoals(decider)
    let suggestion = goals.suggestion(for: goals.goals.indices)
    var missing = Set(goals.goals.indices)
    for suggested in suggestion.cases {
      missing.subtract(try goals.shown(by: suggested.facts, date: nil))
    }
    #expect(Set(missing.map { goals.goals[$0] }) == Set(suggestion.impossible))
  }

  private func table(_ type: FactType, _ values: [TestValue]) -> CoverageGoals {
    let yes = UnaryTest(fact: "in_scope", values: [.boolean(true)])
    return CoverageGoals(
      Decider(
        DecisionTable(
          facts: [
            Fact(id: "in_scope", type: .boolean, question: "?"),
            Fact(id: "x", type: type, question: "?"),
          ], scope: .test(yes),
          statements: [
            Statement(
              outcome: .medicallyNecessary,
              criterion: Criterion(
                id: "a", label: "I", text: "A", rule: .test(UnaryTest(fact: "x", values: values))))
          ], bindings: [])))
  }

  private func suggested(_ goals: CoverageGoals) -> [FactValue] {
    goals.suggestion(for: goals.goals.indices).cases
      .filter { $0.facts["in_scope"] == .boolean(true) }.compactMap { $0.facts["x"] }
  }

  private func between(_ low: Int, _ high: Int) -> TestValue {
    .range(
      Interval(
        lower: .init(ExactDecimal(low), isIncluded: true),
        upper: .init(ExactDecimal(high), isIncluded: false)
      ))
  }

  private func number(_ isInteger: Bool) -> FactType {
    .number(NumberType(unit: "a", isInteger: isInteger, minimum: ExactDecimal(0), maximum: nil))
  }

  @Test func showsBothSidesOfABound() {
    #expect(
      suggested(table(number(true), [between(55, 78)]))
        == [54, 55, 77, 78].map {
          .quantity(ExactDecimal($0), unit: nil)
        })
    // A decimal number does not have a last value below a bound, and 55 is below 78 as well.
    #expect(
      suggested(table(number(false), [between(55, 78)]))
        == [54, 55, 78].map {
          .quantity(ExactDecimal($0), unit: nil)
        })
    #expect(
      suggested(table(.duration(.years), [between(12, 24)])).contains(
        .quantity(ExactDecimal(11), unit: "mo")))
    #expect(
      suggested(table(.date, [between(44_000, 44_010)]))
        == [43_999, 44_000, 44_009, 44_010].map {
          .date(CalendarDate(dayNumber: $0)!)
        })
  }

  @Test func aBoundIsShownOnlyByAdjacentValues() throws {
    let goals = table(number(true), [between(55, 78)])
    let count = { (x: Int) throws -> Int in
      let shown = try goals.shown(
        by: ["in_scope": .boolean(true), "x": .quantity(ExactDecimal(x), unit: nil)], date: nil)
      return shown.count { if case .bound = goals.goals[$0].kind { true } else { false } }
    }
    #expect(try count(55) == 1)
    #expect(try count(56) == 0)
    #expect(try count(54) == 1)
    #expect(try count(30) == 0)
  }

  @Test func aDurationStatedByItsFirstDayShowsABound() throws {
    let goals = table(.duration(.years), [between(12, 24)])
    let shown = try goals.shown(
      by: ["in_scope": .boolean(true), "x": .date(CalendarDate("2023-02-28")!)],
      date: CalendarDate("2024-02-28")!)
    let points = shown.compactMap { index in
      if case .bound(let bound) = goals.goals[index].kind { bound.point } else { nil }
    }
    #expect(points == [ExactDecimal(12)])
  }

  @Test func showsEachNamedValueSeparately() {
    let terms = ["a", "b", "c"].map { Term(id: $0, label: $0) }
    let goals = table(.set(terminology: "terms", terms: terms), [.word("a"), .word("b")])
    #expect(suggested(goals) == [.set([.term("a")]), .set([.term("b")]), .set([])])
    #expect(goals.suggestion(for: goals.goals.indices).isSmallest)
  }

  /// n conditions under one connective take n + 1 requests, and one more shows unknown parts.
  @Test func provesThatTheSuggestionIsSmallest() {
    let facts = (0..<6).map { Fact(id: "f\($0)", type: .boolean, question: "?") }
    let criteria = facts.map { fact in
      Criterion(
        id: fact.id, label: fact.id, text: fact.id,
        rule: .test(UnaryTest(fact: fact.id, values: [.boolean(true)])))
    }
    let goals = CoverageGoals(
      Decider(
        DecisionTable(
          facts: facts, scope: .test(UnaryTest(fact: "f0", values: [.boolean(true)])),
          statements: [
            Statement(
              outcome: .medicallyNecessary,
              criterion: Criterion(
                id: "i", label: "I", text: "I", rule: .group(.anyOf, Array(criteria.dropFirst()))))
          ], bindings: [])))
    let suggestion = goals.suggestion(for: goals.goals.indices)
    #expect(suggestion.cases.count == 6 + 1 + 1)
    #expect(suggestion.isSmallest)
    #expect(suggestion.impossible.isEmpty)
  }
}
