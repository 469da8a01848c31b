import Testing
import Values

@testable import DecisionTable

@Suite struct DiagramTests {
  /// Any of `count` conjunctions, each of two terms of its own.
  private func pairs(_ count: Int, scattered: Bool) throws -> DecisionTable {
    let terms = (0..<2 * count).map { "t\($0)" }
    let members = (0..<count).map { place in
      let partner = scattered ? place + count : 2 * place + 1
      let first = scattered ? place : 2 * place
      return Condition.group(
        .allOf,
        [first, partner].map { .test(UnaryTest(fact: "s", values: [.word("t\($0)")])) })
    }
    return try DecisionTable(
      facts: [Fact(id: "s", type: .set(terminology: "terms", terms: terms), question: "S?")],
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
    let small = try pairs(10, scattered: false).diagram.nodes.count
    let large = try pairs(20, scattered: false).diagram.nodes.count
    #expect(large < 3 * small)
  }

  @Test func refusesWhatIsTooLarge() {
    let terms = (0..<5_000).map { "t\($0)" }
    #expect(throws: DiagramTooLarge.self) {
      try DecisionTable(
        facts: [Fact(id: "s", type: .set(terminology: "terms", terms: terms), question: "S?")],
        scope: .test(UnaryTest(fact: "s", values: terms.map { .word($0) })), statements: [],
        bindings: [])
    }
  }

  /// `x or not x` is true, whatever x is.
  @Test func knowsTautologies() throws {
    let table = try DecisionTable(
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
    let verdict = table.decide(try Facts([:], for: table))
    #expect(
      verdict == Verdict(result: .met, outcome: .medicallyNecessary, criteria: ["I"], needs: []))
  }
}
