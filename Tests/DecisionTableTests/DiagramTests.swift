import Testing
import Values

@testable import DecisionTable

@Suite struct DiagramTests {
  /// Any of `count` conjunctions, each of two terms of its own.
  private func pairs(_ count: Int) -> DecisionTable {
    let terms = (0..<2 * count).map { "t\($0)" }
    let members = (0..<count).map { index in
      FactCondition.group(
        .allOf,
        [2 * index, 2 * index + 1].map { .test(UnaryTest(fact: "s", values: [.word("t\($0)")])) })
    }
    return DecisionTable(
      facts: [
        Fact(
          id: "s", type: .set(terminology: "terms", terms: terms.map { Term(id: $0, label: $0) }),
          question: "S?")
      ],
      scope: .test(UnaryTest(fact: "s", values: [.word("t0")])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I", requirements: [.group(.anyOf, members)],
            rule: .test(UnaryTest(fact: "s", values: [.word("t1")]))))
      ], bindings: [])
  }

  @Test func isLinearWhereCriteriaAreLocal() throws {
    let small = try #require(Decider(pairs(10)).diagram).diagram.count
    let large = try #require(Decider(pairs(20)).diagram).diagram.count
    #expect(large < 3 * small)
  }

  /// `x or not x` is true, whatever x is.
  @Test func knowsTautologies() throws {
    let table = DecisionTable(
      facts: [
        Fact(id: "x", type: .boolean, question: "X?"),
        Fact(id: "y", type: .boolean, question: "Y?"),
      ],
      scope: .group(
        .anyOf,
        [
          .test(UnaryTest(fact: "x", values: [.boolean(true)])),
          .group(.noneOf, [.test(UnaryTest(fact: "x", values: [.boolean(true)]))]),
        ]),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            rule: .test(UnaryTest(fact: "x", values: [.boolean(true), .boolean(false)]))))
      ], bindings: [])
    let verdict = try Decider(table).decide([:])
    #expect(verdict.result == .met && verdict.outcome == .medicallyNecessary)
    #expect(verdict.statement == "i" && verdict.criteria == ["I"] && verdict.criterionIDs == ["i"])
  }

  /// A leaf with conjuncts of its own is met only with them.
  @Test func aLeafIsMetWithItsConjuncts() throws {
    func leaf(_ label: String, _ requirements: [FactCondition]) -> Criterion {
      Criterion(
        id: label.lowercased(), label: label, text: label, requirements: requirements,
        rule: .test(UnaryTest(fact: "x", values: [.boolean(true)])))
    }
    let table = DecisionTable(
      facts: [
        Fact(id: "x", type: .boolean, question: "X?"),
        Fact(id: "y", type: .boolean, question: "Y?"),
      ],
      scope: .test(UnaryTest(fact: "x", values: [.boolean(true)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            rule: .group(
              .anyOf,
              [
                leaf("I.A", [.test(UnaryTest(fact: "y", values: [.boolean(true)]))]),
                leaf("I.B", []),
              ])))
      ], bindings: [])
    #expect(
      try Decider(table).decide(["x": .boolean(true), "y": .boolean(false)]).criteria == ["I.B"])
    #expect(
      try Decider(table).decide(["x": .boolean(true), "y": .boolean(true)]).criteria == [
        "I.A", "I.B",
      ])
    #expect(try Decider(table).decide(["x": .boolean(true)]).criteria == ["I.B"])
  }

  /// Values that no test tells apart are one, so a long list of codes is one cell.
  @Test func manyCodesAreOneCell() throws {
    let codes = try (10_000..<40_000).map { TestValue.code(try Code("CPT:\($0)")) }
    let table = DecisionTable(
      facts: [Fact(id: "p", type: .code, question: "P?")],
      scope: .test(UnaryTest(fact: "p", values: codes)),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            rule: .test(UnaryTest(fact: "p", values: Array(codes.prefix(2))))))
      ], bindings: [])
    let decider = Decider(table)
    #expect(decider.space.variables[0].cellCount == 3)
    #expect(try Decider(table).decide(["p": .code(try Code("CPT:10001"))]).result == .met)
    #expect(try Decider(table).decide(["p": .code(try Code("CPT:10002"))]).result == .notMet)
    #expect(try Decider(table).decide(["p": .code(try Code("CPT:99999"))]).result == .outOfScope)
  }
}
