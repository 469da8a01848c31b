import DecisionTableTestSupport
import TestSupport
import Testing

@testable import DecisionAnalysis
@testable import DecisionTable

@Suite struct WitnessTests {
  /// *A witness has the cells for which it was generated*.
  @Test func aWitnessHasItsCells() throws {
    try forAll(seeds: 0..<300) { random in
      let decider = Decider(RandomTable(&random, facts: 4).table)
      let cells = decider.space.variables.map { variable in
        Int32.random(in: -1..<Int32(variable.cellCount), using: &random)
      }
      var facts = decider.facts()
      facts.clear(date: RandomTable.service)
      for (id, value) in decider.witness(cells) { try facts.set(id, to: value) }
      return Array(facts.cells) == cells
    }
  }

  /// Among the examples with the fewest members, the first one in declaration order is chosen, whatever
  /// the order of the tests.
  @Test(arguments: [true, false]) func anExampleIsTheFirstInDeclaredOrder(_ usesDiagram: Bool)
    throws
  {
    func set(_ id: String) -> Fact {
      let terms = ["a", "b", "c"].map { Term(id: $0, label: $0) }
      return Fact(id: id, type: .set(terminology: "t", terms: terms), question: "?")
    }
    let tests = [("v", "c"), ("v", "b"), ("u", "b"), ("u", "c"), ("v", "a"), ("u", "a")].map {
      UnaryTest(fact: $0, values: [.word($1)])
    }
    let table = DecisionTable(
      facts: [set("u"), set("v")], scope: .group(.anyOf, tests.map { .test($0) }),
      statements: [], bindings: [])
    let requests = CompleteRequests(
      facts: table.facts, tables: [table], usesDiagram: usesDiagram)
    let any = requests.condition(table.scope)
    #expect(
      try requests.smallestExample(of: any)?.request.facts
        == ["u": .set([.term("a")]), "v": .set([])])
    let two = requests.condition(.group(.atLeast(2), tests.map { .test($0) }))
    let notFirst = requests.all([two, requests.not(requests.condition(.test(tests[5])))])
    #expect(
      try requests.smallestExample(of: notFirst)?.request.facts
        == ["u": .set([.term("b"), .term("c")]), "v": .set([])])
  }
}
