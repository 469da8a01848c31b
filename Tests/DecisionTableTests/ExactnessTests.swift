import DecisionTableTestSupport
import JSONText
import TestSupport
import Testing

@testable import DecisionTable

/// Verdict, criteria and needs are what all completions say, on every rung of the ladder.
@Suite struct ExactnessTests {
  @Test(arguments: [
    Set(Decider.Rung.allCases), [.walk, .restriction], [.threeValued, .residual],
    [.threeValued, .satisfiability], [.residual], [.satisfiability],
  ])
  func decidesAsAllCompletionsDo(_ rungs: Set<Decider.Rung>) throws {
    let seeds: Range<UInt64> = rungs == [.satisfiability] ? 0..<100 : 0..<400
    try forAll(seeds: seeds) { random in
      let version = TableVersion.allCases.randomElement(using: &random)!
      let sample = RandomTable(&random, version: version)
      let decider = Decider(sample.table, rungs: rungs)
      var decision = decider.decision()
      for _ in 0..<3 {
        let known = sample.facts(&random)
        var facts = decider.facts()
        facts.clear(date: RandomTable.service)
        for (id, value) in known { try facts.set(id, to: value) }
        try decider.decide(facts, into: &decision)
        guard decider.verdict(decision) == BruteForce(sample).verdict(known) else { return false }
      }
      return true
    }
  }

  /// As above, where facts are known by a range, a range of days, or a choice among values.
  @Test(arguments: [
    Set(Decider.Rung.allCases), [.walk, .restriction], [.threeValued, .residual],
    [.threeValued, .satisfiability], [.residual], [.satisfiability],
  ])
  func decidesPartlyKnownFactsAsAllCompletionsDo(_ rungs: Set<Decider.Rung>) throws {
    let seeds: Range<UInt64> = rungs == [.satisfiability] ? 0..<100 : 0..<400
    try forAll(seeds: seeds) { random in
      let sample = RandomTable(&random)
      let decider = Decider(sample.table, rungs: rungs)
      var decision = decider.decision()
      for _ in 0..<3 {
        let known = sample.partlyKnownFacts(&random)
        var facts = decider.facts()
        facts.clear(date: RandomTable.service)
        for (id, value) in known { try facts.set(id, to: value) }
        try decider.decide(facts, into: &decision)
        guard decider.verdict(decision) == BruteForce(sample).verdict(known) else { return false }
      }
      return true
    }
  }

  /// A table of very many rules is decided by its index as the solver decides it.
  @Test(arguments: [true, false])
  func indexesDecideAsTheSolverDoes(_ hasCode: Bool) throws {
    try forAll(seeds: 0..<6) { random in
      let table = RuleTable(rules: 200, facts: 9, hasCode: hasCode, &random).table
      let decider = Decider(table, rungs: [.threeValued, .satisfiability])
      let solver = Decider(table, rungs: [.satisfiability])
      guard !decider.circuit.indexes.isEmpty else { return false }
      var one = decider.decision()
      var other = solver.decision()
      for _ in 0..<10 {
        var facts = decider.facts()
        for (id, value) in RuleTable.facts(9, hasCode: hasCode, &random) {
          try facts.set(id, to: RuleTable.blurred(value, &random))
        }
        try decider.decide(facts, into: &one)
        try solver.decide(facts.view, into: &other)
        guard decider.verdict(one) == solver.verdict(other) else { return false }
      }
      return true
    }
  }

  /// Where no diagram fits, what is left of it or the solver gives the same.
  @Test func largeTablesDecideAsTheSolverDoes() throws {
    try forAll(seeds: 0..<4) { random in
      let table = RuleTable.shared(criteria: 300, facts: 150, &random)
      let decider = Decider(table)
      let solver = Decider(table, rungs: [.satisfiability])
      guard !decider.hasDiagram else { return false }
      var one = decider.decision()
      var other = solver.decision()
      for unknown in [0, 5, 20, 75] {
        var facts = decider.facts()
        for fact in 0..<150 where fact >= unknown || Bool.random(using: &random) {
          try facts.set("f\(fact)", to: .boolean(.random(using: &random)))
        }
        try decider.decide(facts, into: &one)
        try solver.decide(facts.view, into: &other)
        guard decider.verdict(one) == solver.verdict(other) else { return false }
      }
      return true
    }
  }

  /// *Reading what is printed gives the same table*, in every version.
  @Test(arguments: TableVersion.allCases) func readsWhatItPrints(_ version: TableVersion) throws {
    try forAll(seeds: 0..<100) { random in
      let table = RandomTable(&random).table
      let file: String = """
        {"format": "policyc decision table", "version": \(version.rawValue), "policy": "X", "revision": "2024-01",
          "printed": "1/24", "title": "X", "reconstructed": false, "table": \(table.json.compact)}
        """
      let again = try CompiledTable(json: Array(file.utf8)).table
      return again.json == table.json && again.tests == table.tests && again.version == version
    }
  }
}
