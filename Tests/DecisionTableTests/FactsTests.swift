import DecisionTable
import Testing
import Values

@Suite struct FactsTests {
  private static let terms = ["a", "b", "c"].map { Term(id: $0, label: $0) }

  private let table = DecisionTable(
    facts: [
      Fact(id: "procedure", type: .code, question: "Which?"),
      Fact(id: "conditions", type: .set(terminology: "t", terms: Self.terms), question: "?"),
      Fact(id: "past", type: .set(terminology: "u", terms: Self.terms), question: "?"),
    ],
    scope: .test(UnaryTest(fact: "procedure", values: [.code(try! Code("CPT:76498"))])),
    statements: [
      Statement(
        outcome: .medicallyNecessary,
        criterion: Criterion(
          id: "i", label: "I", text: "I",
          rule: .group(
            .anyOf,
            [
              Criterion(
                id: "a", label: "I.A", text: "A",
                rule: .test(UnaryTest(fact: "conditions", values: [.word("a")]))),
              Criterion(
                id: "b", label: "I.B", text: "B",
                rule: .test(UnaryTest(fact: "conditions", values: [.word("b")]))),
            ])))
    ],
    bindings: [
      CodeBinding(
        terminology: "t", code: try! Code("ICD-10-CM:D46"), isCategory: true, terms: ["a"],
        confidence: .high,
        decides: true)
    ])

  private func result(_ conditions: FactValue) throws -> Verdict.Result {
    try Decider(table).decide(["procedure": .code(try Code("CPT:76498")), "conditions": conditions])
      .result
  }

  @Test func aCompleteListSaysThatTheRestIsAbsent() throws {
    #expect(try result(.set([])) == .notMet)
    #expect(try result(.set([.term("c")])) == .notMet)
    #expect(try result(.set([.term("b")])) == .met)
  }

  @Test func aPartialSetLeavesTheRestOpen() throws {
    #expect(try result(.partialSet(present: [], absent: [.term("a")])) == .needsInformation)
    #expect(try result(.partialSet(present: [], absent: [.term("a"), .term("b")])) == .notMet)
    #expect(try result(.partialSet(present: [.term("a")], absent: [])) == .met)
  }

  @Test(arguments: ["ICD-10-CM:D46", "ICD-10-CM:D46.1", "ICD-10-CM:D461"])
  func aBoundCodeLeavesItsTermsOpen(_ code: String) throws {
    #expect(try result(.set([.code(try Code(code))])) == .needsInformation)
    #expect(try result(.set([.code(try Code(code)), .term("b")])) == .met)
  }

  /// What a request states of a term itself holds, whatever code stands beside it.
  @Test func aStatedAbsenceHoldsBesideABoundCode() throws {
    let code = SetMember.code(try Code("ICD-10-CM:D46"))
    #expect(
      try result(.partialSet(present: [code], absent: [.term("a"), .term("b")])) == .notMet)
    #expect(try result(.partialSet(present: [code], absent: [.term("b")])) == .needsInformation)
  }

  @Test func aCodeThatBearsOnNothingIsSomethingElse() throws {
    #expect(try result(.set([.code(try Code("ICD-10-CM:J45.3"))])) == .notMet)
  }

  @Test func refusesWhatTheTableDoesNotKnow() {
    #expect(throws: FactError.unknownFact("x", known: ["procedure", "conditions", "past"])) {
      try Decider(table).decide(["x": .boolean(true)])
    }
    #expect(throws: FactError.unknownWord(fact: "conditions", word: "z", known: ["a", "b", "c"])) {
      try Decider(table).decide(["conditions": .set([.term("z")])])
    }
    #expect(throws: FactError.contradiction(fact: "conditions", term: "a")) {
      try Decider(table).decide(
        ["conditions": .partialSet(present: [.term("a")], absent: [.term("a")])])
    }
    #expect(throws: FactError.self) { try Decider(table).decide(["procedure": .boolean(true)]) }
  }
}
