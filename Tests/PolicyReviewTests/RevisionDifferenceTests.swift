import DecisionAnalysis
import DecisionTable
import PolicyModel
import PolicyReview
import TestSupport
import Testing

@Suite struct RevisionDifferenceTests {
  @Test func aRevisionDoesNotDifferFromItself() {
    forAll { random in
      let revision = RandomRevisions(&random).new
      return RevisionDifference(from: revision, to: revision).isEmpty
    }
  }

  @Test func reversedItIsTheOtherDifference() {
    forAll { random in
      let pair = RandomRevisions(&random)
      let there = RevisionDifference(from: pair.old, to: pair.new)
      let back = RevisionDifference(from: pair.new, to: pair.old)
      let reversed = there.changes.map { Change($0.subject, $0.kind.reversed) }
      return Set(reversed) == Set(back.changes)
        && there.decisions.effect.map(\.reversed) == back.decisions.effect
        && there.decisions.counts == back.decisions.counts
        && there.decisions.gained?.request.facts == back.decisions.lost?.request.facts
        && there.decisions.lost?.request.facts == back.decisions.gained?.request.facts
    }
  }

  @Test func witnessesDecideAsTheySay() throws {
    try forAll { random in
      let pair = RandomRevisions(&random)
      let difference = RevisionDifference(from: pair.old, to: pair.new)
      let (old, new) = (Decider(pair.old.table), Decider(pair.new.table))
      func holds(_ witness: TableComparison.Witness?) throws -> Bool {
        guard let witness else { return true }
        let facts = witness.request.facts
        let (one, other) = (try old.decide(facts), try new.decide(facts))
        return one.result == witness.old.result && one.outcome == witness.old.outcome
          && other.result == witness.new.result && other.outcome == witness.new.outcome
          && witness.old != witness.new
      }
      let decisions = difference.decisions
      guard try holds(decisions.gained), try holds(decisions.lost),
        try holds(decisions.different)
      else { return false }
      return try decisions.effects.values.allSatisfy { effect in
        if case .changes(let witness) = effect { try holds(witness) } else { true }
      }
    }
  }

  /// Over every request there is, one by one.
  @Test func theEffectIsThatOfEveryRequest() throws {
    try forAll(seeds: 0..<12) { random in
      let pair = RandomRevisions(&random)
      let (old, new) = (Decider(pair.old.table), Decider(pair.new.table))
      var (gained, lost, different, fewest) = (false, false, false, Int.max)
      for request in RandomRevisions.requests {
        let (one, other) = (try old.decide(request), try new.decide(request))
        if one.result == other.result, one.outcome == other.outcome { continue }
        different = true
        if other.result == .met, one.result != .met {
          gained = true
          if case .set(let terms)? = request["s"] { fewest = min(fewest, terms.count) }
        }
        if one.result == .met, other.result != .met { lost = true }
      }
      let decisions = RevisionDifference(from: pair.old, to: pair.new).decisions
      let effect: DecisionEffect =
        !different ? .none : gained && !lost ? .widens : lost && !gained ? .narrows : .mixed
      if case .set(let terms)? = decisions.gained?.request.facts["s"], terms.count != fewest {
        return false
      }
      return decisions.effect == .success(effect)
        && decisions.counts.map { ($0.different > 0) == different } == true
    }
  }

  @Test func theSolverSaysWhatTheDiagramSays() {
    forAll(seeds: 0..<40) { random in
      let pair = RandomRevisions(&random)
      let one = TableComparison(old: pair.old.table, new: pair.new.table)
      let other = TableComparison(
        old: pair.old.table, new: pair.new.table, usesDiagram: false)
      return one.effect == other.effect && one.gained == other.gained && one.lost == other.lost
        && one.different == other.different && other.counts == nil
    }
  }

  /// That nothing hangs on a criterion means: without it the table answers alike; and another
  /// masks it where, without that one, the table does not.
  @Test func nothingHangsOnWhatDecidesNothing() {
    var found = 0
    forAll(seeds: 0..<60) { random in
      let table = RandomRevisions(&random).new.table
      return TableAnalysis(table).findings.allSatisfy { finding in
        guard case .neverMatters(let id, let mask, _) = finding else { return true }
        found += 1
        let first = table.members(beside: id).first { other in
          !decidesAlike(table.without([other]), table.without([other, id]))
        }
        return decidesAlike(table, table.without([id])) && first == mask
      }
    }
    #expect(found > 20)
  }

  @Test func analysesSayTheSameByEitherWay() {
    forAll(seeds: 0..<40) { random in
      let table = RandomRevisions(&random).new.table
      return TableAnalysis(table).findings
        == TableAnalysis(table, usesDiagram: false).findings
    }
  }
}

extension DecisionEffect {
  fileprivate var reversed: DecisionEffect {
    switch self {
    case .none, .mixed: self
    case .widens: .narrows
    case .narrows: .widens
    }
  }
}

private func decidesAlike(_ one: DecisionTable, _ other: DecisionTable) -> Bool {
  TableComparison(old: one, new: other).different == nil
}

extension DecisionTable {
  /// The criteria of groups that stand neither above nor under one of them.
  fileprivate func members(beside id: String) -> [String] {
    statements.flatMap { statement in
      let all = statement.criterion.withDescendants
      let under = all.first { $0.id == id }?.withDescendants.map(\.id) ?? []
      return all.dropFirst().filter { other in
        !under.contains(other.id) && !other.withDescendants.contains { $0.id == id }
      }.map(\.id)
    }
  }

  /// With these criteria taken out of their groups.
  fileprivate func without(_ removed: Set<String>) -> DecisionTable {
    func kept(_ criterion: Criterion) -> Criterion {
      guard case .group(let connective, let members) = criterion.rule else { return criterion }
      return Criterion(
        id: criterion.id, label: criterion.label, text: criterion.text,
        requirements: criterion.requirements, exceptions: criterion.exceptions,
        rule: .group(connective, members.filter { !removed.contains($0.id) }.map(kept)))
    }
    return DecisionTable(
      facts: facts, scope: scope,
      statements: statements.map {
        Statement(outcome: $0.outcome, criterion: kept($0.criterion))
      }, bindings: bindings, periods: periods)
  }
}
