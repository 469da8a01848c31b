import DecisionTableTestSupport
import TestSupport
import Testing

@testable import DecisionTable

@Suite struct WitnessTests {
  /// *A witness falls into the cells for which it was made*.
  @Test func aWitnessIsInItsCells() throws {
    try forAll(seeds: 0..<300) { random in
      let decider = Decider(RandomTable(&random, facts: 4).table)
      let cells = decider.space.variables.map { variable in
        Int32.random(in: -1..<Int32(variable.cellCount), using: &random)
      }
      var facts = decider.facts()
      facts.clear(date: RandomTable.service)
      for (id, value) in decider.witness(cells) { try facts.set(id, to: value, in: decider) }
      return Array(facts.cells) == cells
    }
  }

  /// Of examples with as few members the first in declared order, whatever tests name first.
  @Test(arguments: [true, false]) func anExampleIsTheFirstInDeclaredOrder(_ usesDiagram: Bool) {
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
    let completions = Completions(
      facts: table.facts, tables: [table], usesDiagram: usesDiagram)
    let any = completions.condition(table.scope)
    #expect(
      completions.smallestExample(of: any)?.request.facts
        == ["u": .set([.term("a")]), "v": .set([])])
    let two = completions.condition(.group(.atLeast(2), tests.map { .test($0) }))
    let notFirst = completions.all([two, completions.not(completions.condition(.test(tests[5])))])
    #expect(
      completions.smallestExample(of: notFirst)?.request.facts
        == ["u": .set([.term("b"), .term("c")]), "v": .set([])])
  }
}
