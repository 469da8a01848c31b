import TestSupport
import Testing
import Values

@testable import DMN

/// Files from other tools are read within limits, and refused at a line.
@Suite struct ReadingTests {
  private static let head =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"m\" namespace=\"urn:m\">\n"

  private static func table(_ inside: String, _ attributes: String = "") -> String {
    head + "<decision id=\"d\" name=\"d\"><decisionTable \(attributes)>\n" + inside
      + "</decisionTable></decision></definitions>"
  }

  @Test(arguments: [
    ("", 1, "not XML"), ("{}", 1, "not XML"), ("<a/>", 1, "not DMN"),
    ("<definitions xmlns=\"https://www.omg.org/spec/DMN/\" name=\"m\"/>", 1, "not DMN 1.1 to 1.5"),
    (head + "<decision>", 2, "not XML"),
    (
      "<!DOCTYPE d [<!ENTITY a \"aaaa\">]>\n<d>&a;</d>", 1, "document type"
    ),
    (
      head + String(repeating: "<a>\n", count: 100) + String(repeating: "</a>", count: 100)
        + "</definitions>", 65, "nested deeper"
    ),
  ])
  func refusesAFile(_ text: String, _ line: Int, _ message: String) throws {
    #expect {
      try DecisionModel(file: Array(text.utf8))
    } throws: { error in
      guard let problem = error as? ModelProblem else { return false }
      return problem.line == line && problem.message.contains(message) && !problem.help.isEmpty
    }
  }

  @Test(arguments: [
    (table("", "hitPolicy=\"FIRST\""), "does not have an output"),
    (table("<output/>", "hitPolicy=\"LAST\""), "no hit policy `LAST`"),
    (table("<output/>", "hitPolicy=\"COLLECT\" aggregation=\"MEAN\""), "no aggregation `MEAN`"),
    (
      table("<output/><rule><outputEntry><text>1</text></outputEntry><outputEntry/></rule>"),
      "for 0 inputs and 1 outputs"
    ),
    (row("<text>\u{201C}a\u{201D}</text>"), "not a quotation mark of FEEL"),
    (row("<text>== 'a'</text>"), "not a quotation mark of FEEL"),
    (row("<text>${x > 1}</text>"), "another expression language"),
    (row("<text>@\"2024-02-30\"</text>"), "not a date, a time or a duration"),
    (row("<text>ends with \"x\"</text>"), "not read here"),
    (row("<text>if x then (1 else 2</text>"), "not a value, a name or a function"),
    (row("<text>? starts with x</text>"), "not followed by a comparison"),
  ])
  func keepsWhyATableIsNotRead(_ text: String, _ message: String) throws {
    let model = try DecisionModel(file: Array(text.utf8))
    guard case .unread(let problems) = model.decisions[0].logic else {
      Issue.record("the table is read")
      return
    }
    #expect(problems.first.message.contains(message), "\(problems)")
    #expect((2...4).contains(problems.first.line))
    var evaluation = try ModelEvaluation(model, inputs: [:])
    #expect(throws: problems.first) { try evaluation.answer("d") }
    // The reason is the same whether or not the decision is named.
    for name in ["d", nil] {
      #expect(throws: problems) {
        try LoweredTable(lowering: model, decision: name, favoring: ["1"])
      }
    }
  }

  private static func row(_ cell: String, _ attributes: String = "") -> String {
    table(
      """
      <input><inputExpression><text>x</text></inputExpression></input><output/>
      <rule><inputEntry \(attributes)>\(cell)</inputEntry><outputEntry><text>1</text></outputEntry></rule>
      """)
  }

  /// One report names every cell that cannot be read.
  @Test func collectsTheProblemsOfATable() throws {
    let rule = """
      <rule><inputEntry><text>1 2</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>

      """
    let text = Self.table(
      "<input><inputExpression><text>x</text></inputExpression></input><output/>\n" + rule + rule)
    guard case .unread(let problems) = try DecisionModel(file: Array(text.utf8)).decisions[0].logic
    else {
      Issue.record("the table is read")
      return
    }
    #expect(problems.all.map(\.line) == [4, 5])
  }

  /// What an engine computes in another language is a value all the same.
  @Test(arguments: [
    "<inputExpression expressionLanguage=\"groovy\"><text>x.size()</text></inputExpression>",
    "<inputExpression><text>string length(x)</text></inputExpression>",
    "<inputExpression><text>x + 1</text></inputExpression>",
    "<inputExpression><text>'Bureau Call Type'</text></inputExpression>",
    "<inputExpression><text>Bureau Call Type</text></inputExpression>",
    "<inputExpression><text>bureau.call</text></inputExpression>",
  ])
  func importsAColumnWhateverItTests(_ expression: String) throws {
    let text = Self.table(
      """
      <input label="Call type">\(expression)</input><output/>
      <rule><inputEntry><text>= "a"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
      """)
    let lowered = try LoweredTable(
      lowering: try DecisionModel(file: Array(text.utf8)), decision: nil, favoring: ["1"])
    #expect(lowered.facts.count == 1)
    #expect(lowered.remarks.count >= 1)
  }

  @Test(arguments: [("", true), ("\"loud\"", false)])
  func readsATableWithAColumnWithoutAnExpression(_ cell: String, _ isRead: Bool) throws {
    let text = Self.table(
      """
      <input><inputExpression><text>x</text></inputExpression></input>
      <input><inputExpression><text/></inputExpression></input><output/>
      <rule><inputEntry><text>1</text></inputEntry><inputEntry><text>\(cell)</text></inputEntry>
      <outputEntry><text>1</text></outputEntry></rule>
      """)
    let model = try DecisionModel(file: Array(text.utf8))
    if isRead {
      #expect(
        try LoweredTable(lowering: model, decision: nil, favoring: ["1"]).remarks.contains {
          $0.message == "`column 2` is left out: no rule tests it"
        })
    } else {
      let problems = #expect(throws: ModelProblems.self) {
        try LoweredTable(lowering: model, decision: nil, favoring: ["1"])
      }
      #expect(
        problems?.first.message == "the column does not have an expression, and rules test it")
      #expect(problems?.first.line == 4)
    }
  }

  @Test(arguments: [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20151101", "https://www.omg.org/spec/DMN/20230324/DMN15.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
  ])
  func readsEveryNamespaceThatToolsWrite(_ namespace: String) throws {
    let text =
      "<definitions xmlns=\"\(namespace)\"><inputData/><knowledgeSource/><decision id=\"d\"/></definitions>"
    #expect(try DecisionModel(file: Array(text.utf8)).decisions.count == 1)
  }

  @Test func decisionsThatRequireEachOtherAreAProblem() throws {
    let text =
      Self.head
        + """
        <decision id="a" name="a"><informationRequirement><requiredDecision href="#b"/>
        </informationRequirement><literalExpression><text>b</text></literalExpression></decision>
        <decision id="b" name="b"><informationRequirement><requiredDecision href="#a"/>
        </informationRequirement><literalExpression><text>a</text></literalExpression></decision>
        </definitions>
        """
    var evaluation = try ModelEvaluation(try DecisionModel(file: Array(text.utf8)), inputs: [:])
    #expect(throws: ModelProblem.self) { try evaluation.answer("a") }
  }

  @Test func aLongChainOfDecisionsIsAProblem() throws {
    let decisions = (0..<1_000).map { index in
      """
      <decision id="d\(index)" name="d\(index)"><informationRequirement>
      <requiredDecision href="#d\(index + 1)"/></informationRequirement>
      <literalExpression><text>d\(index + 1)</text></literalExpression></decision>
      """
    }
    let text =
      Self.head + decisions.joined()
      + "<decision id=\"d1000\" name=\"d1000\"><literalExpression><text>1</text></literalExpression></decision></definitions>"
    let model = try DecisionModel(file: Array(text.utf8))
    var evaluation = try ModelEvaluation(model, inputs: [:])
    #expect(throws: ModelProblem.self) { try evaluation.answer("d0") }
    #expect(try evaluation.answer("d900") == .number(ExactDecimal(1)))
  }

  /// Reading any bytes ends with a model or a problem.
  @Test func survivesDamagedFiles() throws {
    let model = try SmallModel(
      .priority, inputs: [("x", "number"), ("Risk Category", "string")],
      rows: ["[1..5),> 7; \"a\" | \"y\"", "x - 2; not(\"b\") | [1, null]"],
      values: "\"y\"", preset: "max(1, x)"
    ).model
    let bytes = model.file(.dmn15)
    let signs = Array("\"[](),.-<>&;{}/=\\ \u{0}é9xnot".utf8)
    forAll(seeds: 0..<400) { random in
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[index] = signs.randomElement(using: &random)!
        case 1: damaged.insert(signs.randomElement(using: &random)!, at: index)
        default: damaged.remove(at: index)
        }
      }
      do throws(ModelProblem) {
        var evaluation = try ModelEvaluation(
          try DecisionModel(file: damaged), inputs: ["x": .number(ExactDecimal(3))])
        _ = try evaluation.answer("d")
      } catch {
        return !error.message.isEmpty && !error.help.isEmpty && error.line >= 0
      }
      return true
    }
  }

  @Test func inputsOfAnotherTypeAreAProblem() throws {
    let model = try SmallModel(.unique, inputs: [("x", "number")], rows: ["- | 1"]).model
    #expect(throws: ModelProblem.self) { try ModelEvaluation(model, inputs: ["x": .string("1")]) }
    #expect(throws: ModelProblem.self) { try ModelEvaluation(model, inputs: ["y": .null]) }
  }
}
