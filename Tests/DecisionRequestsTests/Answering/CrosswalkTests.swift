import DecisionRequests
import DecisionTable
import Testing
import Values

/// What codes establish under `--crosswalk`, and never without it.
@Suite struct CrosswalkTests {
  private static let terms = ["major", "intermedia", "hepatitis", "iron"]

  /// I.A tests both kinds of thalassemia together, I.B hepatitis, and I.C iron.
  private static let table = DecisionTable(
    facts: [
      Fact(
        id: "conditions",
        type: .set(terminology: "t", terms: terms.map { Term(id: $0, label: $0) }), question: "?")
    ], scope: .group(.noneOf, [.test(UnaryTest(fact: "conditions", values: [.word("iron")]))]),
    statements: [
      Statement(
        outcome: .medicallyNecessary,
        criterion: Criterion(
          id: "i", label: "I", text: "I",
          rule: .group(
            .anyOf,
            [
              criterion("I.A", ["major", "intermedia"]), criterion("I.B", ["hepatitis"]),
            ])))
    ],
    bindings: [
      binding("D56.1", ["major", "intermedia"], .high, true),
      binding("B18.1", ["hepatitis"], .high, true), binding("B19.1", ["hepatitis"], .medium, true),
      binding("Z94.81", ["hepatitis"], .high, false), binding("K70", ["iron"], .high, true),
    ])

  private static func criterion(_ label: String, _ terms: [String]) -> Criterion {
    Criterion(
      id: label.lowercased(), label: label, text: label,
      rule: .test(UnaryTest(fact: "conditions", values: terms.map { .word($0) })))
  }

  private static func binding(
    _ code: String, _ terms: [String], _ confidence: CodeBinding.Confidence, _ decides: Bool
  ) -> CodeBinding {
    CodeBinding(
      terminology: "t", code: try! Code("ICD-10-CM:\(code)"), isCategory: code.count == 3,
      terms: terms, confidence: confidence, decides: decides)
  }

  private func answer(_ conditions: String, crosswalk: Bool) throws -> String {
    let entry = RevisionHistory.Entry(
      id: "2024-06", printed: "6/24", status: .released, supersedes: nil, approval: nil,
      effective: nil, isReconstructed: false)
    let responder = try Responder(
      policies: [
        CompiledPolicy(
          id: "X.1", history: RevisionHistory(entries: [entry]),
          tables: ["2024-06": CrosswalkTests.table])
      ], defaults: .init(revision: "6/24", readsCodes: crosswalk))
    var answerer = Answerer(responder)
    var block = AnsweredBlock()
    let line = "{\"facts\":{\"conditions\":\(conditions)}}"
    Array(line.utf8).withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: 1)
    return String(decoding: block.output.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (#"{"present":["ICD-10-CM:B18.1"],"absent":["iron"]}"#, "B18.1", ["hepatitis"]),
    (#"{"present":["ICD-10-CM:D561"],"absent":["iron"]}"#, "D56.1", ["major", "intermedia"]),
  ])
  func aCodeThatDecidesCountsAndIsNamed(_ conditions: String, _ code: String, _ terms: [String])
    throws
  {
    let answer = try answer(conditions, crosswalk: true)
    #expect(answer.contains(#""result":"met""#), "\(answer)")
    let via = terms.map { #"{"fact":"conditions","term":"\#($0)","code":"ICD-10-CM:\#(code)"}"# }
    #expect(answer.contains(#""via":[\#(via.joined(separator: ","))]"#), "\(answer)")
    let without = try self.answer(conditions, crosswalk: false)
    #expect(without.contains("needs-information") && !without.contains("via"))
  }

  /// Codes of medium confidence, that do not decide, above the bound code, or not bound.
  @Test(arguments: ["B19.1", "Z94.81", "B18", "J45.3"])
  func otherCodesLeaveTermsOpen(_ code: String) throws {
    let answer = try answer(
      #"{"present":["ICD-10-CM:\#(code)"],"absent":["iron"]}"#, crosswalk: true)
    #expect(answer.contains("needs-information") && !answer.contains("via"))
  }

  @Test func aListIsOnlyWhatIsPresent() throws {
    #expect(try answer("[]", crosswalk: true).contains("needs-information"))
    #expect(try answer("[]", crosswalk: false).contains("not-met"))
  }

  @Test func aCategoryIncludesTheCodesBelowIt() throws {
    let answer = try answer(#"["ICD-10-CM:K70.30"]"#, crosswalk: true)
    #expect(answer.contains("out-of-scope") && answer.contains(#""code":"ICD-10-CM:K70.30""#))
  }

  @Test func aStatedAbsenceThatACodeContradictsIsAnError() throws {
    let answer = try answer(
      #"{"present":["ICD-10-CM:B18.1"],"absent":["hepatitis"]}"#, crosswalk: true)
    #expect(answer.contains(#""code":"contradiction""#), "\(answer)")
  }
}
