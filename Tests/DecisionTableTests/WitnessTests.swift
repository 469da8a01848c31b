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
}
