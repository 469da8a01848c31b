import DecisionTable
import Testing
import Values

@testable import DMN

/// The facts, statements and remarks of an imported table.
@Suite struct LoweringTests {
  @Test func saysWhatItDoesNotCarryOver() throws {
    let small = try SmallModel(
      .first, inputs: [("Risk Category", "string"), ("ok", "boolean")],
      rows: [
        "null; - | \"Ask\"", "\"Very High\"; - | \"Refuse\"", "-; true | \"Accept\"",
        "-; - | \"Refuse\"",
      ])
    let lowered = try small.lowered(favoring: ["Accept"])
    #expect(lowered.facts.map(\.id) == ["risk_category", "ok"])
    #expect(lowered.statements.map(\.outcome) == [.notMedicallyNecessary, .medicallyNecessary])
    #expect(
      lowered.remarks.map { "\($0.line): \($0.message)" } == [
        "0: the draft writes `Risk Category` as `risk_category`",
        "0: the draft writes `Very High` as `very_high`",
        "1: rule 1 is left out: `risk_category` would have to be null",
        "2: `Refuse` takes precedence over an answer that favours the request, and becomes "
          + "`not_medically_necessary`",
        "4: `Refuse` does not have a statement: it is the result when no statement holds",
      ])
  }

  /// After a rule that matches everything, nothing is reached.
  @Test func leavesOutWhatIsNeverReached() throws {
    let small = try SmallModel(
      .first, inputs: [("x", "number")],
      rows: ["> 9 | \"yes\"", "- | \"no\"", "> 1 | \"yes\""])
    let lowered = try small.lowered(favoring: ["yes"])
    #expect(lowered.statements.map { $0.criterion.leaves.map(\.id) } == [["rule_1"]])
    #expect(
      lowered.remarks.map(\.message).contains(
        "rule 3 is left out: rule 2 matches every request and takes precedence"))
  }

  /// A favourable answer for everything else is not lost.
  @Test(
    arguments: [
      (["> 9 | \"no\"", "- | \"yes\""], nil), (["> 9 | \"no\""], "\"yes\""),
    ] as [([String], String?)])
  func carriesAFavourableAnswerForEverythingElse(_ rows: [String], _ preset: String?) throws {
    let lowered = try SmallModel(.first, inputs: [("x", "number")], rows: rows, preset: preset)
      .lowered(favoring: ["yes"])
    let decider = Decider(lowered.policyTable)
    #expect(try decider.decide(["x": .quantity(ExactDecimal(9), unit: nil)]).result == .met)
    #expect(try decider.decide(["x": .quantity(ExactDecimal(10), unit: nil)]).result == .notMet)
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
    let lowered = try small.lowered(favoring: ["yes"])
    guard case .number(let type) = lowered.facts[0].type else {
      Issue.record("not a number")
      return
    }
    #expect(type.minimum == minimum.map { ExactDecimal($0) })
    #expect(type.maximum == maximum.map { ExactDecimal($0) })
    #expect(lowered.remarks.count == remarks)
  }

  @Test(
    arguments: [
      (nil, "> 1", FactType.number(.init(unit: nil, isInteger: false, minimum: nil, maximum: nil))),
      ("double", "> 1", .number(.init(unit: nil, isInteger: false, minimum: nil, maximum: nil))),
      ("integer", "> 1", .number(.init(unit: nil, isInteger: true, minimum: nil, maximum: nil))),
      ("long", "7", .number(.init(unit: nil, isInteger: true, minimum: nil, maximum: nil))),
      ("integer", "> 1.5", .number(.init(unit: nil, isInteger: false, minimum: nil, maximum: nil))),
      // The cells are right where the declared type is not.
      ("string", "> 1", .number(.init(unit: nil, isInteger: false, minimum: nil, maximum: nil))),
      ("Any", "\"a\"", .choice(["a", "other"])), (nil, "true", .boolean),
      ("dateTime", "@\"2024-02-29\"", .date), ("date", ">= @\"2024-02-29\"", .date),
      // The string `Other` is not the value for every other string.
      ("string", "\"a\",\"Other\"", .choice(["a", "other", "other_2"])),
      (
        "string", "\"Größe\",\"男\",\"女\",\"A+\",\"A-\"",
        .choice(["grosse", "word_2", "word_3", "a", "a_2", "other"])
      ),
    ] as [(String?, String, FactType)])
  func givesAColumnItsType(_ declared: String?, _ cell: String, _ type: FactType) throws {
    let small = try SmallModel(.unique, inputs: [("x", declared)], rows: ["\(cell) | \"yes\""])
    #expect(try small.lowered(favoring: ["yes"]).facts.map(\.type) == [type])
  }

  @Test func readsVariablesThatNoInputDeclares() throws {
    let small = try SmallModel(
      .unique, inputs: [("年齢", "number"), ("season", "string"), ("sum", "number")],
      rows: [">= 18; \"winter\"; > 1 | \"yes\""], isDeclared: false)
    #expect(
      try small.lowered(favoring: ["yes"]).facts.map(\.id) == ["input_1", "season", "sum_value"])
  }

  @Test func namesTheFirstOfManyWords() throws {
    let rows = (1...40).map { "\"Word \($0)\" | \"yes\"" }
    let lowered = try SmallModel(.unique, inputs: [("x", "string")], rows: rows)
      .lowered(favoring: ["yes"])
    #expect(
      lowered.remarks.contains {
        $0.message.hasSuffix("`Word 12` as `word_12`, and 28 more")
      })
  }

  @Test func dropsColumnsThatNoRuleTests() throws {
    let small = try SmallModel(
      .unique, inputs: [("age", "number"), ("note", "string")], rows: [">= 18; - | \"yes\""])
    let lowered = try small.lowered(favoring: ["yes"])
    #expect(lowered.facts.map(\.id) == ["age"])
    #expect(lowered.remarks.map(\.message) == ["`note` is left out: no rule tests it"])
  }

  @Test(arguments: [
    (HitPolicy.unique, [String](), "it is not said which answers favour the request"),
    (.unique, ["2"], "`2` is not an answer of the table"),
    (.collect(.count), ["1"], "the table counts the rules that match"),
    (.priority, ["1"], "no output lists its values"),
  ])
  func refusesWhatDoesNotSayWhichAnswersFavour(
    _ policy: HitPolicy, _ favoring: [String], _ message: String
  ) throws {
    let small = try SmallModel(policy, inputs: [("x", "number")], rows: ["> 1 | 1"])
    let problems = #expect(throws: ModelProblems.self) { try small.lowered(favoring: favoring) }
    #expect(problems?.first.message.contains(message) == true)
  }

  @Test(arguments: [
    ("> \"a\"", "orders strings"), ("1,\"a\"", "compares with strings"),
    ("< null", "compares with null"),
    ("date(\"2024-02-30\")", "does not have a value"),
  ])
  func refusesACellThatATestCannotExpress(_ cell: String, _ message: String) throws {
    let small = try SmallModel(
      .unique, inputs: [("x", nil), ("z", nil)],
      rows: ["1; 1 | \"no\"", "\(cell == "> \"a\"" ? "1" : cell); \(cell) | \"yes\""].map {
        cell == "> \"a\"" ? $0.replacing("1;", with: "-;").replacing("; 1", with: "; -") : $0
      })
    let problems = #expect(throws: ModelProblems.self) { try small.lowered(favoring: ["yes"]) }
    #expect(problems?.all.contains { $0.message.contains(message) && $0.line == 2 } == true)
  }
}
