import TestSupport
import Testing
import Values

@testable import DMN

/// Files of others are read with bounds, and refused at a line.
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
    (head + "<decision>", 2, "not XML"), (head + "\n\n<inputData/></definitions>", 4, "no name"),
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
    (table("", "hitPolicy=\"LAST\""), "answers nothing"),
    (table("<output/>", "hitPolicy=\"LAST\""), "no hit policy `LAST`"),
    (table("<output/>", "hitPolicy=\"COLLECT\" aggregation=\"MEAN\""), "no aggregation `MEAN`"),
    (table("<output/><output name=\"b\"/>"), "no name"),
    (
      table("<output/><rule><outputEntry><text>1</text></outputEntry><outputEntry/></rule>"),
      "for 0 inputs and 1 outputs"
    ),
    (table("<input/><output/>"), "tests nothing"),
    (
      table("<output/><rule><outputEntry><text>for i in x return i</text></outputEntry></rule>"),
      "no value"
    ),
    (
      table(
        "<output/><rule><outputEntry expressionLanguage=\"juel\"><text>1</text></outputEntry></rule>"
      ), "`juel`"
    ),
  ])
  func keepsWhyATableIsNotRead(_ text: String, _ message: String) throws {
    let model = try DecisionModel(file: Array(text.utf8))
    guard case .unread(let problem) = model.decisions[0].logic else {
      Issue.record("the table is read")
      return
    }
    #expect(problem.message.contains(message), "\(problem)")
    #expect((2...3).contains(problem.line))
    var evaluation = try ModelEvaluation(model, inputs: [:])
    #expect(throws: problem) { try evaluation.answer("d") }
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
    let decisions = (0..<1_000).map { place in
      """
      <decision id="d\(place)" name="d\(place)"><informationRequirement>
      <requiredDecision href="#d\(place + 1)"/></informationRequirement>
      <literalExpression><text>d\(place + 1)</text></literalExpression></decision>
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

  /// Whatever stands in a file, reading it ends with a model or a problem.
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
        let place = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[place] = signs.randomElement(using: &random)!
        case 1: damaged.insert(signs.randomElement(using: &random)!, at: place)
        default: damaged.remove(at: place)
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
