import Testing
import Values

@testable import DMN

/// The answers of tables if several rules match, or none.
@Suite struct HitPolicyTests {
  private static let rows = ["> 1 | 10", "> 2 | 30", "> 3 | 20"]

  private static func number(_ value: Int) -> FEELValue { .number(ExactDecimal(value)) }

  @Test(arguments: [
    (HitPolicy.first, 4, number(10)), (.ruleOrder, 4, .list([10, 30, 20].map(number))),
    (.outputOrder, 4, .list([30, 20, 10].map(number))), (.priority, 4, number(30)),
    (.collect(nil), 3, .list([10, 30].map(number))), (.collect(.sum), 4, number(60)),
    (.collect(.count), 4, number(3)), (.collect(.minimum), 4, number(10)),
    (.collect(.maximum), 4, number(30)), (.unique, 2, number(10)), (.unique, 1, .null),
    (.collect(.sum), 0, .null), (.any, 2, number(10)),
  ])
  func answersAccordingToTheHitPolicy(_ policy: HitPolicy, _ value: Int, _ expected: FEELValue)
    throws
  {
    let model = try SmallModel(
      policy, inputs: [("x", "number")], rows: Self.rows, values: "30, 20, 10")
    #expect(try model.answer(["x": Self.number(value)]) == expected)
  }

  @Test(arguments: [HitPolicy.unique, .any])
  func contradictingRulesAreAProblem(_ policy: HitPolicy) throws {
    let model = try SmallModel(policy, inputs: [("x", "number")], rows: Self.rows)
    #expect(throws: ModelProblem.self) { try model.answer(["x": Self.number(4)]) }
  }

  @Test func unlistedAnswersDoNotHaveAPriority() throws {
    let model = try SmallModel(
      .priority, inputs: [("x", "number")], rows: Self.rows, values: "10")
    #expect(throws: ModelProblem.self) { try model.answer(["x": Self.number(4)]) }
  }

  /// If two rules have the same priority, the first decides.
  @Test(arguments: [HitPolicy.priority, .outputOrder])
  func rulesOfEqualPriorityKeepTheirOrder(_ policy: HitPolicy) throws {
    let model = try SmallModel(
      policy, inputs: [("x", "number")],
      rows: ["> 1 | \"b\"; 3", "> 2 | \"a\"; 1", "> 3 | \"a\"; 2"], values: "\"a\",\"b\"")
    let answer = try model.answer(["x": Self.number(4)])
    let answers = if case .list(let members) = answer { members } else { [answer] }
    let second = answers.map { answer -> FEELValue? in
      if case .context(let outputs) = answer { outputs["d1"] } else { nil }
    }
    #expect(second == (policy == .priority ? [1] : [1, 2, 3]).map(Self.number))
  }

  /// A value that the column does not allow is an error, not just a value that no rule matches.
  @Test(arguments: [
    ("[0..10]", 11, false), ("[0..10]", 10, true), ("1,2", 3, false), ("not(5)", 5, false),
  ])
  func inputsOutsideTheInputValuesAreAProblem(_ allowed: String, _ value: Int, _ isAllowed: Bool)
    throws
  {
    let model = try SmallModel(
      .unique, inputs: [("x", "number")], rows: ["- | 1"], allowed: ["x": allowed])
    let answer = try? model.answer(["x": Self.number(value)])
    #expect(answer == (isAllowed ? Self.number(1) : nil))
    #expect(try model.answer(["x": .null]) == Self.number(1))
  }

  @Test func theDefaultIsTheAnswerWithoutAMatch() throws {
    let model = try SmallModel(
      .collect(.maximum), inputs: [("x", "number")], rows: Self.rows, preset: "0")
    #expect(try model.answer(["x": Self.number(0)]) == Self.number(0))
  }
}
