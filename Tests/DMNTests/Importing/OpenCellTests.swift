import DecisionTable
import Testing
import Values

@testable import DMN

/// Cells that compare with something other than constants are facts of their own.
@Suite struct OpenCellTests {
  @Test(arguments: [
    ("< limit", "x_limit", "Does x pass the test `< limit`?"),
    ("foo", "x_foo", "Does x pass the test `foo`?"),
    ("time(\"10:00:00\")", "x_time_10_00_00", "Does x pass the test `time(\"10:00:00\")`?"),
    ("if y then 1 else 2", "x_if_y_then_1_else_2", "Does x pass the test `if y then 1 else 2`?"),
    (
      "string length(?) > 3", "x_string_length_3",
      "Does x pass the test `string length(?) > 3`?"
    ),
  ])
  func areAskedWithTheirText(_ cell: String, _ id: String, _ question: String) throws {
    let small = try SmallModel(
      .first, inputs: [("x", nil)], rows: ["\(cell) | \"yes\"", "- | \"no\""])
    let lowered = try small.lowered(favoring: ["yes"])
    #expect(lowered.facts.map(\.id) == [id])
    #expect(lowered.facts.map(\.question) == [question])
    #expect(lowered.facts.map(\.type) == [.boolean])
    #expect(lowered.remarks.contains { $0.message.contains("asks as `\(id)` whether it holds") })
    expectSameAnswers(lowered)
  }

  /// Equal cells share a fact, and a negated cell is its opposite.
  @Test func shareTheFactOfEqualCells() throws {
    let small = try SmallModel(
      .unique, inputs: [("x", "number"), ("z", "number")],
      rows: ["> y; 1 | \"yes\"", "not(> y); 1 | \"no\"", "> y; 2 | \"no\""])
    let lowered = try small.lowered(favoring: ["yes"])
    #expect(lowered.facts.map(\.id) == ["z", "x_y"])
    expectSameAnswers(lowered)
  }

  /// A column can have constants in other rows.
  @Test func leaveTheConstantsOfTheColumn() throws {
    let small = try SmallModel(
      .first, inputs: [("x", "number")],
      rows: ["< 3 | \"yes\"", "> y | \"no\"", "< 9 | \"yes\""])
    let lowered = try small.lowered(favoring: ["yes"])
    #expect(lowered.facts.map(\.id) == ["x", "x_y"])
    expectSameAnswers(lowered)
  }

  /// A request that two rules match does not have an answer in DMN, and is not favoured.
  @Test func favourNothingWhereTwoRulesMatch() throws {
    let small = try SmallModel(
      .unique, inputs: [("x", "number"), ("z", "number")],
      rows: ["> y; 1 | \"yes\"", "< w; [1..2] | \"no\""])
    let lowered = try small.lowered(favoring: ["yes"])
    expectSameAnswers(lowered)
    let decider = Decider(lowered.policyTable)
    for (holds, result) in [(false, Verdict.Result.met), (true, .notMet)] {
      let verdict = try decider.decide([
        "z": .quantity(ExactDecimal(1), unit: nil), "x_y": .boolean(true), "x_w": .boolean(holds),
      ])
      #expect(verdict.result == result)
    }
    #expect(lowered.remarks.contains { $0.message.contains("exclude each other only if") })
  }

  /// Rules that overlap whatever the open cells say are refused as others are.
  @Test(arguments: [
    ["> y; 1 | \"yes\"", "-; 1 | \"no\""], ["> y; 1 | \"yes\"", "> y; [1..2] | \"no\""],
  ])
  func refuseRulesThatOverlapAnyway(_ rows: [String]) throws {
    let small = try SmallModel(
      .unique, inputs: [("x", "number"), ("z", "number")], rows: rows)
    let problems = #expect(throws: ModelProblems.self) { try small.lowered(favoring: ["yes"]) }
    #expect(problems?.first.message.contains("both match") == true)
  }

  @Test func constantsThatAreMisspeltAreNotVariables() throws {
    let small = try SmallModel(.unique, inputs: [("x", nil)], rows: ["True | \"yes\""])
    let problems = #expect(throws: ModelProblems.self) { try small.lowered(favoring: ["yes"]) }
    #expect(problems?.first.help == "write `true`")
  }

  /// *policy(x, holds(x < limit)) favours ⇔ table(x, limit) favours*
  @Test func decideAsTheTableDoes() throws {
    let small = try SmallModel(
      .first, inputs: [("x", "number"), ("limit", "number")],
      rows: ["< 2; - | \"no\"", "< limit; - | \"yes\"", "[6..7]; - | \"yes\""])
    let decider = Decider(try small.lowered(favoring: ["yes"]).policyTable)
    for x in 0...8 {
      for limit in 0...8 {
        let answer = try small.answer([
          "x": .number(ExactDecimal(x)), "limit": .number(ExactDecimal(limit)),
        ])
        let verdict = try decider.decide([
          "x": .quantity(ExactDecimal(x), unit: nil), "x_limit": .boolean(x < limit),
        ])
        #expect((verdict.result == .met) == (answer == .string("yes")), "\(x), \(limit)")
      }
    }
  }

  private func expectSameAnswers(_ lowered: LoweredTable) {
    let comparison = AnswerComparison(of: lowered, with: lowered.policyTable)
    #expect(comparison.difference == nil && comparison.count > 1)
  }
}
