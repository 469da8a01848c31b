import DecisionRequests
import DecisionTable
import JSONText
import TestSupport
import Testing
import Values

/// What requests may state of a fact without stating its value, and what they may not.
@Suite struct PartlyKnownValueTests {
  private static let table: DecisionTable = {
    func test(_ fact: String, _ value: TestValue) -> FactCondition {
      .test(UnaryTest(fact: fact, values: [value]))
    }
    func atLeast(_ value: Int) -> TestValue {
      .range(Interval(lower: .init(ExactDecimal(value), isIncluded: true), upper: nil))
    }
    func number(_ unit: String?, _ isInteger: Bool, _ range: ClosedRange<Int>) -> FactType {
      .number(
        NumberType(
          unit: unit, isInteger: isInteger, minimum: ExactDecimal(range.lowerBound),
          maximum: ExactDecimal(range.upperBound)))
    }
    let conditions = [
      test("age", atLeast(8)), test("weight", atLeast(60)), test("smoking", .word("former")),
      test("code", .code(try! Code("CPT:10001"))), test("code", .code(try! Code("CPT:10002"))),
      test("since", atLeast(45_000)), test("onset", atLeast(12)),
    ]
    return DecisionTable(
      facts: [
        Fact(id: "age", type: number("a", true, 0...120), question: "?"),
        Fact(id: "weight", type: number("kg", false, 0...300), question: "?"),
        Fact(id: "unread", type: number(nil, true, 0...9), question: "?"),
        Fact(id: "smoking", type: .choice(["current", "former", "never"]), question: "?"),
        Fact(id: "color", type: .choice(["red", "blue"]), question: "?"),
        Fact(id: "code", type: .code, question: "?"),
        Fact(id: "since", type: .date, question: "?"),
        Fact(id: "onset", type: .duration(.years), question: "?"),
        Fact(id: "flag", type: .boolean, question: "?"),
      ], scope: .test(UnaryTest(fact: "flag", values: [.boolean(true)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            rule: .group(
              .anyOf,
              conditions.enumerated().map { index, condition in
                guard case .test(let test) = condition else { preconditionFailure("no test") }
                return Criterion(
                  id: "c\(index)", label: "I.\(index)", text: "I", rule: .test(test))
              })))
      ],
      bindings: [],
      periods: [
        CodePeriod(code: try! Code("CPT:10002"), from: CalendarDate("2021-01-01"), until: nil)
      ])
  }()

  private func answer(_ facts: String, on date: String?) throws -> JSON {
    let entry = RevisionHistory.Entry(
      id: "2024-01", printed: "1/24", status: .released, supersedes: nil, approval: nil,
      effective: nil, isReconstructed: false)
    let policy = CompiledPolicy(
      id: "X.1", history: RevisionHistory(entries: [entry]), tables: ["2024-01": Self.table])
    let responder = try Responder(
      policies: [policy],
      defaults: .init(revision: "1/24", date: date.flatMap { CalendarDate($0) }))
    var answerer = Answerer(responder)
    var block = AnsweredBlock()
    Array(#"{"facts":{"flag":true,\#(facts)}}"#.utf8).withUnsafeBufferPointer {
      block.answer($0, by: &answerer)
    }
    block.number(from: 1)
    return try JSON(bytes: Array(block.output.bytes))
  }

  /// `met` if every value that is left meets a criterion, and the fact is needed if only some do.
  @Test(arguments: [
    (#""age":{"at_least":8,"under":12}"#, "met"), (#""age":{"over":7}"#, "met"),
    (#""age":{"at_least":7.5}"#, "met"), (#""age":{"at_least":7}"#, "age"),
    (#""age":{"over":90,"unit":"mo"}"#, "met"), (#""age":{"value":96,"unit":"mo"}"#, "met"),
    (#""weight":{"at_least":150,"unit":"[lb_av]"}"#, "met"),
    (#""weight":{"value":150,"unit":"[lb_av]"}"#, "met"),
    (#""weight":{"at_least":132,"unit":"[lb_av]"}"#, "weight"),
    (#""smoking":{"one_of":["former"]}"#, "met"),
    (#""smoking":{"not":["current","never"]}"#, "met"),
    (#""smoking":{"not":["current"]}"#, "smoking"),
    (#""code":{"one_of":["CPT:10001","CPT:10002"]}"#, "met"),
    (#""code":{"not":["CPT:10001"]}"#, "code"), (#""code":{"one_of":["CPT:10002"]}"#, "met"),
    (#""since":"2024-03""#, "met"), (#""since":"2023""#, "since"),
    (#""since":{"from":"2023-03-17"}"#, "met"), (#""since":{"after":"2023-03-15"}"#, "since"),
    (#""onset":"2022""#, "met"), (#""onset":"2023-06""#, "onset"),
    (#""onset":{"until":"2023-06-15"}"#, "met"), (#""onset":{"before":"2023-06-17"}"#, "onset"),
    (#""onset":{"from":"2024-06-15"}"#, "all"), (#""onset":{"at_least":12,"unit":"mo"}"#, "met"),
  ])
  func isExactOverWhatIsLeft(_ facts: String, _ expected: String) throws {
    let answer = try answer(facts, on: "2024-06-15")
    let needs = (answer["needs"]?.array ?? []).compactMap(\.string)
    let name = String(facts.split(separator: "\"")[0])
    switch expected {
    case "met": #expect(answer["result"]?.string == "met", "\(answer.compact)")
    case "all": #expect(!needs.contains(name), "\(answer.compact)")
    default:
      #expect(answer["result"]?.string == "needs-information")
      #expect(needs.contains(expected), "\(answer.compact)")
    }
  }

  @Test(arguments: [
    (#""age":{"at_least":9,"under":9}"#, "no-value-left"),
    (#""age":{"over":8,"under":9}"#, "no-value-left"), (#""age":{"over":120}"#, "no-value-left"),
    (#""unread":{"over":8,"under":9}"#, "no-value-left"),
    (#""unread":{"at_least":10}"#, "no-value-left"),
    (#""smoking":{"one_of":[]}"#, "no-value-left"), (#""code":{"one_of":[]}"#, "no-value-left"),
    (#""color":{"not":["red","blue"]}"#, "no-value-left"),
    (#""since":{"from":"2024-02-02","until":"2024-02-01"}"#, "no-value-left"),
    (#""since":{"after":"2199-12-31"}"#, "no-value-left"),
    (#""onset":{"from":"2024-06-16"}"#, "no-value-left"), (#""onset":"2025-01""#, "no-value-left"),
    (#""onset":{"under":0}"#, "no-value-left"),
    (#""age":{"at_least":1,"over":1}"#, "wrong-type"), (#""age":{"unit":"a"}"#, "wrong-type"),
    (#""age":{"at_least":"1"}"#, "wrong-type"), (#""age":{"from":"2024-01-01"}"#, "wrong-type"),
    (#""age":{"at_least":1,"x":1}"#, "wrong-type"), (#""age":{"one_of":[1]}"#, "wrong-type"),
    (#""age":{"at_least":1,"unit":"kg"}"#, "wrong-unit"),
    (#""weight":{"value":1,"unit":"kg/m2"}"#, "wrong-unit"),
    (#""age":{"value":5,"unit":"mo"}"#, "wrong-unit"),
    (#""age":{"value":6,"unit":"mo"}"#, "out-of-range"),
    (#""unread":{"value":6,"unit":"mo"}"#, "wrong-unit"),
    (#""weight":{"value":700,"unit":"[lb_av]"}"#, "out-of-range"),
    (#""smoking":{"one_of":["formr"]}"#, "unknown-word"),
    (#""smoking":{"one_of":"former"}"#, "wrong-type"),
    (#""smoking":{"one_of":["former"],"not":["never"]}"#, "wrong-type"),
    (#""smoking":{"one_of":[1]}"#, "wrong-type"), (#""smoking":{}"#, "wrong-type"),
    (#""code":{"not":["10001"]}"#, "bad-code"),
    (#""since":{"from":"2024-02-30"}"#, "bad-date"), (#""since":"2024-13""#, "bad-date"),
    (#""since":{"from":"2024-01-01","after":"2024-01-01"}"#, "wrong-type"),
    (#""since":{"until":1}"#, "wrong-type"), (#""since":{"at_least":1}"#, "wrong-type"),
  ])
  func refusesWhatLeavesNothing(_ facts: String, _ code: String) throws {
    let answer = try answer(facts, on: "2024-06-15")
    #expect(answer["error"]?["code"]?.string == code, "\(answer.compact)")
  }

  /// Days and limited codes need the date of service in every form.
  @Test(arguments: [
    #""onset":"2023-05""#, #""onset":{"from":"2023-05-01"}"#, #""code":{"one_of":["CPT:10002"]}"#,
  ])
  func needsTheDateOfService(_ facts: String) throws {
    #expect(try answer(facts, on: nil)["error"]?["code"]?.string == "missing-date")
  }

  /// A code that is not valid on the date of service counts as a different code, so excluding others
  /// does not leave it.
  @Test func aCodeOutsideItsPeriodIsNotLeft() throws {
    func result(_ date: String) throws -> [String] {
      let facts = #""age":1,"weight":1,"smoking":"never","since":"2000","onset":0"#
      let answer = try answer(facts + #","code":{"not":["CPT:10001"]}"#, on: date)
      return (answer["needs"]?.array ?? []).compactMap(\.string)
    }
    #expect(try result("2020-12-31") == [])
    #expect(try result("2021-01-01") == ["code"])
  }
}
