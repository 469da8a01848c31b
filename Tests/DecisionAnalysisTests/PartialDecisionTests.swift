import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionAnalysis
@testable import DecisionTable

/// Diagrams over partial requests give the same answers as the decider.
@Suite struct PartialDecisionTests {
  @Test func agreesWithTheDecider() throws {
    try forAll(seeds: 0..<300) { random in
      let sample = RandomTable(&random, facts: Int.random(in: 1...4, using: &random))
      let decider = Decider(sample.table)
      guard let partial = PartialDecision(sample.table) else { return false }
      var decision = decider.decision()
      for _ in 0..<60 {
        let cells = partial.variables.map { variable in
          Int.random(in: 0..<3, using: &random) == 0
            ? nil : Int.random(in: 0..<variable.cellCount, using: &random)
        }
        let known = cells.map { $0.map(Int32.init) ?? Facts.unknown }
        try KnownCells(known).with { try decider.decide($0, into: &decision) }
        guard partial.verdict(at: cells) == decider.verdict(decision) else { return false }
      }
      return true
    }
  }

  /// Each partial request matches exactly one path, with or without merging, and that path has the
  /// same end as the walk.
  @Test(arguments: [false, true])
  func pathsAreDisjointAndCoverEverything(areMerged: Bool) {
    forAll(seeds: 0..<100) { random in
      let sample = RandomTable(&random, facts: 3)
      guard let partial = PartialDecision(sample.table),
        let paths = areMerged
          ? partial.answer.mergedPaths(atMost: 100_000) : partial.answer.paths(atMost: 100_000)
      else { return false }
      for _ in 0..<20 {
        let cells = partial.variables.map { variable in
          Bool.random(using: &random) ? nil : Int.random(in: 0..<variable.cellCount, using: &random)
        }
        let taken = paths.filter { path in
          path.conditions.allSatisfy { condition in
            cells[condition.variable].map(condition.cells.contains) ?? condition.includesUnknown
          }
        }
        guard taken.count == 1, taken[0].end == partial.answer.end(at: cells) else { return false }
      }
      return true
    }
  }

  /// For an `any_of` of ten: one row per member that is met, one per member that is unknown, and one
  /// row if none is met.
  @Test func mergesThePathsOfAnyOf() throws {
    let facts = (0..<10).map { Fact(id: "f\($0)", type: .boolean, question: "?") }
    let table = DecisionTable(
      facts: facts, scope: .group(.allOf, []),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "a", label: "I", text: "a",
            rule: .group(
              .anyOf,
              facts.map {
                Criterion(
                  id: $0.id, label: $0.id, text: $0.id,
                  rule: .test(UnaryTest(fact: $0.id, values: [.boolean(true)])))
              })))
      ], bindings: [])
    let answer = try #require(PartialDecision(table)).answer
    #expect(answer.paths(atMost: 1_000)?.count == 66)
    #expect(answer.mergedPaths(atMost: 1_000)?.count == 21)
  }

  /// *A request generated from cells has the verdict of those cells*.
  @Test func decidesRequestsLikeTheirCells() throws {
    try forAll(seeds: 0..<100) { random in
      let sample = RandomTable(&random, facts: 3)
      let decider = Decider(sample.table)
      guard let partial = PartialDecision(sample.table) else { return false }
      let cells = partial.variables.map { variable in
        Bool.random(using: &random) ? nil : Int.random(in: 0..<variable.cellCount, using: &random)
      }
      return try decider.decide(partial.request(at: cells)) == partial.verdict(at: cells)
    }
  }

  /// A diagram must remember the first members of 40 pairs until it asks the second ones.
  @Test func isNilIfTheDiagramIsTooLarge() {
    let facts = (0..<80).map { Fact(id: "f\($0)", type: .boolean, question: "?") }
    func test(_ number: Int) -> FactCondition {
      .test(UnaryTest(fact: "f\(number)", values: [.boolean(true)]))
    }
    let pairs = FactCondition.group(
      .anyOf, (0..<40).map { .group(.allOf, [test($0), test($0 + 40)]) })
    let table = DecisionTable(
      facts: facts, scope: .group(.anyOf, (0..<80).map(test)),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "a", label: "I", text: "a", requirements: [pairs],
            rule: .test(UnaryTest(fact: "f0", values: [.boolean(true)]))))
      ], bindings: [])
    #expect(PartialDecision(table) == nil)
  }

  /// A category opens its terms by every code below it, and a bound code by its ancestors as well.
  @Test func namesTheCodesThatOpenATerm() throws {
    let table = DecisionTable(
      facts: [], scope: .group(.allOf, []), statements: [],
      bindings: [
        CodeBinding(
          terminology: "conditions", code: try Code("ICD-10-CM:D57.1"), isCategory: false,
          terms: ["sickle_cell"], confidence: .high, decides: true),
        CodeBinding(
          terminology: "conditions", code: try Code("ICD-10-CM:D57"), isCategory: true,
          terms: ["sickle_cell"], confidence: .low, decides: true),
      ])
    let opening = table.openingCodes(of: "sickle_cell", in: "conditions").map { opening in
      switch opening {
      case .exactly(let code): code.description
      case .below(let code): "below \(code)"
      }
    }
    #expect(
      opening == [
        "ICD-10-CM:D", "ICD-10-CM:D5", "ICD-10-CM:D57", "ICD-10-CM:D57.1", "below ICD-10-CM:D57",
      ])
    #expect(table.openingCodes(of: "sickle_cell", in: "other").isEmpty)
  }
}
