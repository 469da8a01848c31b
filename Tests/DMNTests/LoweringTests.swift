import DecisionTable
import TestSupport
import Testing
import Values

@testable import DMN

/// A table that is lowered decides as it is evaluated, where everything is known.
@Suite struct LoweringTests {
  private static let inputs = [
    (name: "age", type: "number"), ("risk", "string"), ("affordable", "boolean"), ("day", "date"),
  ]

  private static let cells: [[String]] = [
    ["-", ">= 18", "< 18", "[18..60)", "not([18..60))", "18", "< 10, > 70"],
    ["-", "\"low\"", "\"low\",\"high\"", "not(\"low\")", "not(\"low\",\"high\")"],
    ["-", "true", "false", "not(true)"],
    ["-", "> date(\"2020-01-01\")", "[date(\"2020-01-01\")..date(\"2021-01-01\")]"],
  ]

  @Test(arguments: [HitPolicy.first, .priority, .any, .unique])
  func decidesAsItIsEvaluated(_ policy: HitPolicy) throws {
    try forAll(seeds: 0..<60) { random in
      let rows =
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
          let cells = Self.cells.map { $0.randomElement(using: &random)! }
          // A row that tests nothing is not carried.
          let tests = cells.allSatisfy { $0 == "-" } ? ["> 3"] + cells.dropFirst() : cells
          return tests.joined(separator: ";") + "| "
            + ["\"no\"", "\"yes\"", "\"maybe\""].randomElement(using: &random)!
        } + ["1;\"medium\",\"low\",\"high\";true;- | \"yes\""]
      let small = try SmallModel(
        policy, inputs: Self.inputs, rows: rows, values: "\"maybe\",\"yes\",\"no\"")
      let lowered = try LoweredTable(lowering: small.model, decision: nil, favoring: ["yes"])
      let decider = Decider(
        DecisionTable(
          facts: lowered.facts, scope: .group(.allOf, []), statements: lowered.statements,
          bindings: []))
      for _ in 0..<20 {
        let age = [1, 5, 17, 18, 40, 60, 75].randomElement(using: &random)!
        let risk = ["low", "medium", "high"].randomElement(using: &random)!
        let affordable = Bool.random(using: &random)
        let day = CalendarDate(
          ["2019-05-05", "2020-01-01", "2020-06-01", "2022-01-01"].randomElement(using: &random)!)!
        // Where rows contradict each other there is no answer to compare.
        guard
          let answer = try? small.answer([
            "age": .number(ExactDecimal(age)), "risk": .string(risk),
            "affordable": .boolean(affordable), "day": .date(day),
          ])
        else { continue }
        let verdict = try decider.decide([
          "age": .quantity(ExactDecimal(age), unit: nil), "risk": .choice(risk),
          "affordable": .boolean(affordable), "day": .date(day),
        ])
        guard (verdict.result == .met) == (answer == .string("yes")) else { return false }
      }
      return true
    }
  }

  @Test func saysWhatItDoesNotCarry() throws {
    let small = try SmallModel(
      .first, inputs: [("Risk Category", "string"), ("ok", "boolean")],
      rows: [
        "null; - | \"Ask\"", "\"Very High\"; - | \"Refuse\"", "-; true | \"Accept\"",
        "-; - | \"Refuse\"",
      ])
    let lowered = try LoweredTable(lowering: small.model, decision: "d", favoring: ["Accept"])
    #expect(lowered.facts.map(\.id) == ["risk_category", "ok"])
    #expect(lowered.statements.map(\.outcome) == [.notMedicallyNecessary, .medicallyNecessary])
    #expect(
      lowered.remarks.map { "\($0.line): \($0.message)" } == [
        "0: the draft writes `Risk Category` as `risk_category`, `Very High` as `very_high`",
        "1: rule 1 is left out: `Risk Category` must be null",
        "2: `Refuse` comes before an answer that favours, and becomes `not_medically_necessary`",
        "4: rule 4 is left out: it tests nothing, and holds wherever no rule before it does",
      ])
  }

  /// Behind a row that matches everything nothing is reached.
  @Test func leavesOutWhatIsNeverReached() throws {
    let small = try SmallModel(
      .first, inputs: [("x", "number")],
      rows: ["> 9 | \"yes\"", "- | \"no\"", "> 1 | \"yes\""])
    let lowered = try LoweredTable(lowering: small.model, decision: nil, favoring: ["yes"])
    #expect(lowered.statements.map { $0.criterion.leaves.map(\.id) } == [["rule_1"]])
    #expect(
      lowered.remarks.map(\.message).contains(
        "rule 3 is left out: rule 2 matches whatever it matches"))
  }

  @Test(arguments: [
    ("[0..10]", 0, 10, 0), ("(0..10)", 0, 10, 2), (">= 0", 0, nil, 0), ("< 10", nil, 10, 1),
    ("[0..10],null", 0, 10, 0), ("1,2", nil, nil, 0),
  ])
  func boundsNumbersAsTheyAreAllowed(
    _ allowed: String, _ minimum: Int?, _ maximum: Int?, _ remarks: Int
  ) throws {
    let small = try SmallModel(
      .unique, inputs: [("x", "number")], rows: ["> 1 | \"yes\""], allowed: ["x": allowed])
    let lowered = try LoweredTable(lowering: small.model, decision: nil, favoring: ["yes"])
    guard case .number(let type) = lowered.facts[0].type else {
      Issue.record("no number")
      return
    }
    #expect(type.minimum == minimum.map { ExactDecimal($0) })
    #expect(type.maximum == maximum.map { ExactDecimal($0) })
    #expect(lowered.remarks.count == remarks)
  }

  @Test func refusesWhatMeansNoPrecedence() throws {
    for policy in [HitPolicy.collect(nil), .ruleOrder, .outputOrder, .collect(.sum)] {
      let small = try SmallModel(policy, inputs: [("x", "number")], rows: ["> 1 | 1"])
      #expect(throws: ModelProblem.self) {
        try LoweredTable(lowering: small.model, decision: nil, favoring: ["1"])
      }
    }
    let small = try SmallModel(.unique, inputs: [("x", "number")], rows: ["> 1 | 1"])
    #expect(throws: ModelProblem.self) {
      try LoweredTable(lowering: small.model, decision: nil, favoring: [])
    }
  }
}
