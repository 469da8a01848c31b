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
    ], completeSystems: [CompleteCodeSystem(terminology: "t", system: .icd10cm)])

  private func result(_ conditions: FactValue) throws -> Verdict.Result {
    try Decider(table).decide(["procedure": .code(try Code("CPT:76498")), "conditions": conditions])
      .result
  }

  @Test func aCompleteListSaysThatTheRestIsAbsent() throws {
    #expect(try result(.set([])) == .notMet)
    #expect(try result(.set([.term("c")])) == .notMet)
    #expect(try result(.set([.term("b")])) == .met)
  }

  /// A caller that ignores the error must not get an answer to half of what was stated.
  @Test func aRefusedValueLeavesTheFactUnknown() throws {
    let decider = Decider(table)
    var facts = decider.facts()
    var decision = decider.decision()
    try facts.set("procedure", to: .code(try Code("CPT:76498")))
    for refused: FactValue in [
      .set([.term("b"), .term("nowhere")]), .boolean(true),
      .partialSet(present: [.term("a")], absent: [.term("a"), .term("b")]),
    ] {
      try facts.set("conditions", to: .set([.term("b")]))
      #expect(throws: FactError.self) { try facts.set("conditions", to: refused) }
      try decider.decide(facts, into: &decision)
      #expect(decision.result == .needsInformation)
      #expect(decider.verdict(decision).needs == ["conditions"])
    }
  }

  @Test func aNewDecisionIsNotAnAnswer() {
    let decider = Decider(table)
    #expect(decider.decision().result == .needsInformation)
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
    // A term that is stated stays present, in whichever order.
    #expect(try result(.set([.code(try Code(code)), .term("a")])) == .met)
    #expect(try result(.set([.term("a"), .code(try Code(code))])) == .met)
    // A code of another system opens what is not stated, once or twice.
    let other = SetMember.code(try Code("LOINC:14646-4"))
    #expect(try result(.set([.term("a"), other, other])) == .met)
    #expect(try result(.set([other, .code(try Code(code)), other])) == .needsInformation)
  }

  /// What a request states of a term applies, whatever codes it states as well.
  @Test func aStatedAbsenceOverridesABoundCode() throws {
    let code = SetMember.code(try Code("ICD-10-CM:D46"))
    #expect(
      try result(.partialSet(present: [code], absent: [.term("a"), .term("b")])) == .notMet)
    #expect(try result(.partialSet(present: [code], absent: [.term("b")])) == .needsInformation)
  }

  /// A code of a system that the bindings cover completely is none of the terms.
  @Test func aCodeThatACompleteSystemDoesNotBindIsSomethingElse() throws {
    #expect(try result(.set([.code(try Code("ICD-10-CM:J45.3"))])) == .notMet)
  }

  @Test(arguments: ["CPT:99213", "LOINC:2276-4", "ICD-10-PCS:0FT44ZZ"])
  func aCodeOfAnotherSystemCanBeAnyTerm(_ code: String) throws {
    let code = SetMember.code(try Code(code))
    #expect(try result(.set([code])) == .needsInformation)
    #expect(try result(.set([.term("b"), code])) == .met)
    #expect(try result(.set([code, .term("b")])) == .met)
    #expect(try result(.partialSet(present: [code], absent: [.term("a"), .term("b")])) == .notMet)
  }

  /// Without a complete system, a code above a bound one can mean something that no binding has.
  @Test func aCodeAboveABoundOneCanBeAnyTerm() throws {
    let binding = CodeBinding(
      terminology: "t", code: try Code("ICD-10-CM:D46.1"), isCategory: false, terms: ["a"],
      confidence: .high, decides: true)
    let testsOnlyB = Statement(
      outcome: .medicallyNecessary,
      criterion: Criterion(
        id: "i", label: "I", text: "I",
        rule: .test(UnaryTest(fact: "conditions", values: [.word("b")]))))
    let partial = DecisionTable(
      facts: table.facts, scope: .group(.allOf, []), statements: [testsOnlyB], bindings: [binding])
    func result(_ code: String) throws -> Verdict.Result {
      try Decider(partial).decide(["conditions": .set([.term("c"), .code(try Code(code))])]).result
    }
    #expect(try result("ICD-10-CM:D46") == .needsInformation)
    #expect(try result("ICD-10-CM:D46.1") == .notMet)
    #expect(try result("ICD-10-CM:J45") == .needsInformation)
  }

  /// Version 1 says that a code which is not bound is something else.
  @Test func version1TakesEveryOtherCodeAsSomethingElse() throws {
    let old = DecisionTable(
      facts: table.facts, scope: table.scope, statements: table.statements,
      bindings: table.bindings, version: .one)
    let verdict = try Decider(old).decide([
      "procedure": .code(try Code("CPT:76498")), "conditions": .set([.code(try Code("CPT:99213"))]),
    ])
    #expect(verdict.result == .notMet)
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
