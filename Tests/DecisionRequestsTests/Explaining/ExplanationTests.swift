import DecisionTable
import JSONText
import TestSupport
import Testing
import Values

@testable import DecisionRequests

/// A table with every type of fact and every connective, so that each is printed.
@Suite struct ExplanationTests {
  private static func test(_ fact: String, _ values: TestValue...) -> UnaryTest {
    UnaryTest(fact: fact, values: values)
  }

  private static func criterion(_ label: String, _ rule: Criterion.Rule) -> Criterion {
    Criterion(
      id: "c_\(label.lowercased().filter(\.isLetter))", label: label, text: "\(label) & more",
      rule: rule)
  }

  private static let table: DecisionTable = {
    let terms = ["a", "b", "c"].map { Term(id: $0, label: "Term \($0)") }
    let adult = TestValue.range(
      Interval(lower: .init(ExactDecimal(18), isIncluded: true), upper: nil))
    let early = TestValue.range(
      Interval(lower: nil, upper: .init(ExactDecimal(6), isIncluded: false)))
    return DecisionTable(
      facts: [
        Fact(id: "procedure", type: .code, question: "Which procedure?"),
        Fact(id: "purpose", type: .choice(["iron", "other"]), question: "Why?"),
        Fact(id: "suspected", type: .boolean, question: "Suspected?"),
        Fact(id: "conditions", type: .set(terminology: "t", terms: terms), question: "Which?"),
        Fact(
          id: "age",
          type: .number(
            NumberType(
              unit: "a", isInteger: true, minimum: ExactDecimal(0), maximum: ExactDecimal(120))),
          question: "How old?"),
        Fact(id: "onset", type: .duration(.months), question: "Since when?"),
      ], scope: .test(test("procedure", .code(try! Code("CPT:76498")))),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "main", label: "I", text: "The service, when all of this holds:",
            requirements: [
              .group(
                .anyOf,
                [
                  .test(test("purpose", .word("iron"))), .test(test("suspected", .boolean(true))),
                ])
            ], exceptions: [.test(test("onset", early))],
            rule: .group(
              .atLeast(2),
              [
                criterion("I.A", .test(test("conditions", .word("a"), .word("b")))),
                criterion("I.B", .test(test("conditions", .word("c")))),
                criterion("I.C", .test(test("age", adult))),
              ]))),
        Statement(
          outcome: .investigational,
          criterion: criterion("II", .test(test("suspected", .boolean(true))))),
      ],
      bindings: [
        CodeBinding(
          terminology: "t", code: try! Code("ICD-10-CM:E83.110"), isCategory: false, terms: ["c"],
          confidence: .high, decides: true)
      ])
  }()

  private func answers(_ lines: String, _ form: ExplanationForm?, crosswalk: Bool) throws -> String
  {
    let entry = RevisionHistory.Entry(
      id: "2023-11", printed: "11/23", status: .released, supersedes: nil, approval: nil,
      effective: nil, isReconstructed: true)
    let policy = CompiledPolicy(
      id: "X.1", history: RevisionHistory(entries: [entry]),
      tables: ["2023-11": Self.table])
    let responder = try Responder(
      policies: [policy], defaults: .init(revision: "11/23", readsCodes: crosswalk))
    var answerer = Answerer(responder, explaining: form)
    var block = AnsweredBlock()
    Array(lines.utf8).withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: 1)
    return String(decoding: block.output.bytes, as: UTF8.self)
  }

  private static let requests = """
    {"id":"nothing","facts":{}}
    {"id":"met","facts":{"procedure":"CPT:76498","purpose":"iron","conditions":["b"],"age":40,"onset":12,"suspected":false}}
    {"id":"excepted","date":"2024-03-01","facts":{"procedure":"CPT:76498","suspected":true,"conditions":{"present":["a"],"absent":["c"]},"age":{"value":40,"unit":"a"},"onset":"2024-01-01"}}
    {"id":"another","facts":{"procedure":"CPT:1"}}
    {"facts":{"procedure":"CPT:99999"}}
    """

  private static let coded =
    #"{"id":"coded","facts":{"procedure":"CPT:76498","purpose":"iron","conditions":["ICD-10-CM:E83.110"],"age":40,"onset":12}}"#

  private let golden = folder(of: #filePath) + "/Golden"

  @Test func explainsAsText() throws {
    expectGolden(
      try answers(Self.requests, .text, crosswalk: false)
        + answers(Self.coded, .text, crosswalk: true), "\(golden)/explanations.txt")
  }

  @Test(arguments: [#"\u001b[31m"#, "\u{9B}31m", #"\n  Scope:"#, "\u{202E}"])
  func showsNoControlCharactersOfRequests(_ text: String) throws {
    let request = #"{"id":"a\#(text)","facts":{"purpose":"iron","procedure":"CPT:1"}}"#
    for form in [ExplanationForm.text, .json, nil] {
      let answer = try answers(request, form, crosswalk: false)
      let written = answer.unicodeScalars.filter { $0 != "\n" }
      #expect(written.allSatisfy { $0.value >= 0x20 && ![0x9B, 0x202E].contains($0.value) })
      #expect(!answer.contains("a\n  Scope:"))
    }
    let wrong = try answers(
      #"{"id":"1","facts":{"purpose":"i\#(text)"}}"#, nil, crosswalk: false)
    #expect(wrong.contains("unknown-word") && !wrong.unicodeScalars.contains("\u{9B}"))
  }

  @Test func explainsAsJSON() throws {
    let lines =
      try answers(Self.requests, .json, crosswalk: false)
      + answers(Self.coded, .json, crosswalk: true)
    let pretty = try lines.split(separator: "\n").map { try JSON(bytes: Array($0.utf8)).pretty }
    expectGolden(pretty.joined(), "\(golden)/explanations.json.txt")
  }

  /// An explained answer is the answer with another member.
  @Test func answersAsWithoutAnExplanation() throws {
    let plain = try answers(Self.requests, nil, crosswalk: false).split(separator: "\n")
    let explained = try answers(Self.requests, .json, crosswalk: false).split(separator: "\n")
    #expect(plain.count == 5 && explained.count == 5)
    for (one, other) in zip(plain, explained) where !one.contains("\"error\"") {
      #expect(other.hasPrefix(one.dropLast() + ",\"explanation\":{"))
    }
  }
}
