import Testing

@testable import DMN

/// Tables whose rules contradict each other are refused, with an example request.
@Suite struct RuleConflictTests {
  @Test(arguments: [
    (HitPolicy.unique, [">= 18 | \"yes\"", ">= 65 | \"no\""], #"{"age":65}"#),
    // The hit policy allows only one rule, even if the answers are the same.
    (.unique, [">= 18 | \"yes\"", ">= 65 | \"yes\""], #"{"age":65}"#),
    (.unique, ["<= 18 | \"yes\"", ">= 18 | \"no\""], #"{"age":18}"#),
    (.unique, ["- | \"yes\"", "< 0 | \"no\""], #"{"age":-1}"#),
    (.unique, ["not(5) | \"yes\"", "(4..5) | \"no\""], #"{"age":4.1}"#),
    (.any, ["> 1 | \"yes\"", "> 2 | \"no\""], #"{"age":3}"#),
    (.any, ["> 1 | \"yes\"; 1", "> 2 | \"yes\"; 2"], #"{"age":3}"#),
    (.collect(.sum), ["> 1 | 1", "> 2 | 1"], #"{"age":3}"#),
  ])
  func refusesRulesThatMatchTheSameRequest(
    _ policy: HitPolicy, _ rows: [String], _ request: String
  ) throws {
    let small = try SmallModel(policy, inputs: [("age", "number")], rows: rows)
    let problem = #expect(throws: ModelProblems.self) {
      try small.lowered(favoring: [policy == .collect(.sum) ? "1" : "yes"])
    }
    #expect(problem?.first.message.contains("rules 1 and 2 both match `\(request)`") == true)
    #expect(problem?.first.line == 2)
  }

  @Test(arguments: [
    (HitPolicy.unique, ["< 18 | \"yes\"", ">= 18 | \"no\""]),
    (.unique, ["(3..4) | \"yes\"", "[4..5] | \"no\""]),
    (.any, ["> 1 | \"yes\"", "> 2 | \"yes\""]), (.first, ["> 1 | \"yes\"", "> 2 | \"no\""]),
    (.collect(.sum), ["> 1 | \"yes\"", "<= 1 | \"no\""]),
  ])
  func acceptsRulesThatExcludeEachOther(_ policy: HitPolicy, _ rows: [String]) throws {
    let small = try SmallModel(policy, inputs: [("age", "number")], rows: rows)
    #expect(try small.lowered(favoring: ["yes"]).statements.isEmpty == false)
  }

  /// There is no integer between 3 and 4, so no request matches the first rule.
  @Test func aRangeBetweenNeighbouringIntegersIsEmpty() throws {
    let small = try SmallModel(
      .unique, inputs: [("n", "integer")], rows: ["(3..4) | \"no\"", "- | \"yes\""])
    let lowered = try small.lowered(favoring: ["yes"])
    #expect(
      lowered.remarks.map(\.message).contains(
        "rule 1 is left out: no value of `n` that a request can state passes it"))
  }

  @Test(arguments: [HitPolicy.ruleOrder, .collect(nil), .outputOrder])
  func reportsThatAListFavoursARequestInPart(_ policy: HitPolicy) throws {
    let small = try SmallModel(
      policy, inputs: [("age", "number")], rows: ["> 1 | \"yes\"", "> 2 | \"no\""])
    #expect(
      try small.lowered(favoring: ["yes"]).remarks.map(\.message).contains {
        $0.contains("such as `yes` and `no` for `{\"age\":3}`")
      })
    #expect(
      try small.lowered(favoring: ["yes", "no"]).remarks.map(\.message).contains {
        $0.contains("with a list")
      } == false)
  }
}
