import DecisionTable
import JSONText
import TestSupport
import Testing

/// Verdict and needs, by enumerating every completion.
@Suite struct ExactnessTests {
  /// *decide(facts) is what all completions say*, on random tables and random facts.
  @Test func decidesAsAllCompletionsDo() throws {
    try forAll(seeds: 0..<400) { random in
      let table = try RandomTable.table(&random)
      let known = RandomTable.facts(&random)
      let verdict = try table.decide(known)
      return try verdict == bruteForce(table, known)
    }
  }

  /// *reading what is printed gives the same table*.
  @Test func readsWhatItPrints() throws {
    try forAll(seeds: 0..<100) { random in
      let table = try RandomTable.table(&random)
      let file: String = """
        {"format": "policyc decision table", "version": 1, "policy": "X", "revision": "2024-01",
          "printed": "1/24", "title": "X", "table": \(table.json.compact)}
        """
      let again = try CompiledTable(json: Array(file.utf8)).table
      return try again.json == table.json
        && again.canonicalDecision() == table.canonicalDecision()
    }
  }

  private func bruteForce(_ table: DecisionTable, _ known: [String: FactValue]) throws -> Verdict {
    var ends: [(completion: [String: FactValue], end: End)] = []
    for completion in RandomTable.completions(of: known) {
      ends.append((completion, end(table, completion)))
    }
    let answers = Set(ends.map { answer($0.end, table) })
    guard answers.count == 1, let answer = answers.first else {
      let needs = table.facts.map(\.id).filter { fact in
        let rest = Dictionary(grouping: ends) { "\($0.completion.without(fact))" }
        return rest.values.contains { group in
          Set(group.map { self.answer($0.end, table) }).count > 1
        }
      }
      return Verdict(result: .needsInformation, outcome: nil, criteria: [], needs: needs)
    }
    switch answer {
    case nil: return Verdict(result: .outOfScope, outcome: nil, criteria: [], needs: [])
    case .some(nil): return Verdict(result: .notMet, outcome: nil, criteria: [], needs: [])
    case .some(.some(let outcome)) where !outcome.favors:
      return Verdict(result: .notMet, outcome: outcome, criteria: [], needs: [])
    case .some(.some(let outcome)):
      let deciding = Set(ends.compactMap(\.end.statement)).sorted()
      let criteria = deciding.flatMap { place in
        leaves(table.statements[place].criterion).filter { leaf in
          ends.allSatisfy { holds(leaf, $0.completion) }
        }.map(\.label)
      }
      return Verdict(result: .met, outcome: outcome, criteria: criteria, needs: [])
    }
  }

  private struct End: Hashable {
    let isInScope: Bool
    let statement: Int?
  }

  private func end(_ table: DecisionTable, _ facts: [String: FactValue]) -> End {
    guard holds(table.scope, facts) else { return End(isInScope: false, statement: nil) }
    return End(
      isInScope: true,
      statement: table.statements.firstIndex { holds($0.criterion, facts) })
  }

  /// Nil is out of scope, a nil in it silence.
  private func answer(_ end: End, _ table: DecisionTable) -> Outcome?? {
    guard end.isInScope else { return .none }
    return .some(end.statement.map { table.statements[$0].outcome })
  }

  private func holds(_ test: UnaryTest, _ facts: [String: FactValue]) -> Bool {
    test.values.contains { value in
      switch (facts[test.fact], value) {
      case (.boolean(let one)?, .boolean(let other)): one == other
      case (.choice(let one)?, .word(let other)): one == other
      case (.set(let members)?, .word(let term)): members.contains(.term(term))
      default: false
      }
    }
  }

  private func holds(_ condition: Condition, _ facts: [String: FactValue]) -> Bool {
    switch condition {
    case .test(let test): holds(test, facts)
    case .group(let connective, let members):
      joined(connective, members.count { holds($0, facts) }, of: members.count)
    }
  }

  private func holds(_ criterion: Criterion, _ facts: [String: FactValue]) -> Bool {
    guard criterion.requirements.allSatisfy({ holds($0, facts) }),
      !criterion.exceptions.contains(where: { holds($0, facts) })
    else { return false }
    switch criterion.rule {
    case .test(let test): return holds(test, facts)
    case .group(let connective, let members):
      return joined(connective, members.count { holds($0, facts) }, of: members.count)
    }
  }

  private func joined(_ connective: Connective, _ count: Int, of all: Int) -> Bool {
    switch connective {
    case .allOf: count == all
    case .anyOf: count > 0
    case .noneOf: count == 0
    case .atLeast(let least): count >= least
    }
  }

  private func leaves(_ criterion: Criterion) -> [Criterion] {
    switch criterion.rule {
    case .test: [criterion]
    case .group(.noneOf, _): []
    case .group(_, let members): members.flatMap { leaves($0) }
    }
  }
}

extension [String: FactValue] {
  fileprivate func without(_ fact: String) -> [String] {
    filter { $0.key != fact }.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
