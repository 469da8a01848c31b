import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionAnalysis
@testable import DecisionTable

/// Analyses find values for every test that a source can express, including extreme ones.
@Suite struct EdgeTests {
  /// *A witness has the cells for which it was generated*, unless its fact cannot have any value.
  @Test func everyCellHasAValue() throws {
    try forAll(seeds: 0..<600) { random in
      let decider = Decider(EdgeTable(&random).table)
      for (index, variable) in decider.space.variables.enumerated() {
        guard
          decider.table.facts[variable.fact].type.point(in: .init(lower: nil, upper: nil)) != nil
        else { continue }
        for cell in 0..<variable.cellCount {
          var cells = [Int32](repeating: Facts.unknown, count: decider.space.variables.count)
          cells[index] = Int32(cell)
          let facts = try decider.facts(decider.witness(cells), on: nil)
          guard Array(facts.cells) == cells else { return false }
        }
      }
      return true
    }
  }

  @Test func everyExampleIsDecided() throws {
    try forAll(seeds: 0..<300) { random in
      let (old, new) = (EdgeTable(&random).table, EdgeTable(&random).table)
      for table in [old, new] {
        let decider = Decider(table)
        _ = TableAnalysis(table).findings
        _ = table.canonicalDecision
        _ = Interview(table)
        _ = CaseDiagram(table)
        let goals = CoverageGoals(decider)
        let suggestion = goals.suggestion(for: goals.goals.indices)
        for suggested in suggestion.cases where table.canBeStated {
          _ = try decider.decide(suggested.facts, on: suggested.date)
        }
        if let partial = PartialDecision(table), table.canBeStated {
          for cells in partial.classes() ?? [] {
            guard try decider.decide(partial.request(at: cells)) == partial.verdict(at: cells)
            else { return false }
          }
        }
      }
      let comparison = TableComparison(
        old: old,
        new: old.replacingTests { test in
          new.tests.first { $0.fact == test.fact && new.facts[0].type == old.facts[0].type } ?? test
        })
      guard let witness = comparison.different, old.canBeStated else { return true }
      return try Decider(old).decide(witness.request.facts, on: witness.request.date).result
        == witness.old.result
    }
  }
}

extension DecisionTable {
  /// Whether each fact has a value that a request can state.
  fileprivate var canBeStated: Bool {
    facts.allSatisfy { $0.type.point(in: .init(lower: nil, upper: nil)) != nil }
  }
}
