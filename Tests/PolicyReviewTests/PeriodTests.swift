import DecisionAnalysis
import DecisionTable
import PolicyModel
import PolicyReview
import TestSupport
import Testing
import Values

@Suite struct PeriodTests {
  /// Each revision decides the request that is shown, on the date that is shown with it.
  @Test func everyWitnessIsDecided() throws {
    try forAll(seeds: 0..<400) { random in
      let pair = RandomPeriods(&random)
      let comparison = TableComparison(old: pair.old.table, new: pair.new.table)
      for witness in [comparison.gained, comparison.lost, comparison.different].compactMap(\.self) {
        let request = witness.request
        let old = try Decider(pair.old.table).decide(request.facts, on: request.date)
        let new = try Decider(pair.new.table).decide(request.facts, on: request.date)
        guard old.result == witness.old.result, new.result == witness.new.result else {
          return false
        }
      }
      return true
    }
  }

  /// Over every request on every date, one by one.
  @Test func theEffectIsThatOfEveryRequestOnEveryDate() throws {
    try forAll(seeds: 0..<200) { random in
      let pair = RandomPeriods(&random)
      let (old, new) = (Decider(pair.old.table), Decider(pair.new.table))
      let comparison = TableComparison(old: pair.old.table, new: pair.new.table)
      let wholeEffect = try comparison.effect.get()
      var effects: [DecisionEffect] = []
      for date in RandomPeriods.dates {
        effects.append(
          try DecisionEffect.ofAll(RandomPeriods.requests) { request in
            (try old.answer(to: request, on: date), try new.answer(to: request, on: date))
          })
      }
      let found = RandomPeriods.dates.map { date in
        comparison.datedEffects.first { $0.dates.contains(date) }?.effect ?? wholeEffect
      }
      let whole = try DecisionEffect.ofAll(
        RandomPeriods.requests.flatMap { request in
          RandomPeriods.dates.map { (request, $0) }
        }
      ) { request, date in
        (try old.answer(to: request, on: date), try new.answer(to: request, on: date))
      }
      return effects == found && wholeEffect == whole
    }
  }

  @Test func witnessesDecideAsTheySayOnTheirDate() throws {
    try forAll(seeds: 0..<200) { random in
      let pair = RandomPeriods(&random)
      let (old, new) = (Decider(pair.old.table), Decider(pair.new.table))
      let decisions = RevisionDifference(from: pair.old, to: pair.new).decisions
      func holds(_ witness: TableComparison.Witness?) throws -> Bool {
        guard let witness else { return true }
        let (facts, date) = (witness.request.facts, witness.request.date)
        return try old.answer(to: facts, on: date) == Answer(witness.old)
          && new.answer(to: facts, on: date) == Answer(witness.new) && witness.old != witness.new
      }
      guard try holds(decisions.gained), try holds(decisions.lost), try holds(decisions.different)
      else { return false }
      return try decisions.effects.values.allSatisfy { effect in
        if case .changes(let witness) = effect { try holds(witness) } else { true }
      }
    }
  }

  /// Where a period is all that changed, it is what is shown to change decisions.
  @Test func aPeriodAloneIsWhatChangesDecisions() {
    forAll(seeds: 0..<200) { random in
      let pair = RandomPeriods(&random)
      let difference = RevisionDifference(from: pair.old, to: pair.new)
      guard difference.changes.count == 1, case .code = difference.changes[0].subject else {
        return true
      }
      guard case .changes? = difference.decisions.effects[difference.changes[0]] else {
        return difference.decisions.effect == .success(.none)
      }
      return difference.decisions.effect != .success(.none)
    }
  }

  @Test func reversedItIsTheOtherDifference() {
    forAll { random in
      let pair = RandomPeriods(&random)
      let there = TableComparison(old: pair.old.table, new: pair.new.table)
      let back = TableComparison(old: pair.new.table, new: pair.old.table)
      return there.gained?.request == back.lost?.request
        && there.lost?.request == back.gained?.request && there.counts == back.counts
        && there.datedEffects.map(\.dates) == back.datedEffects.map(\.dates)
    }
  }

  @Test func theSolverSaysWhatTheDiagramSays() {
    forAll { random in
      let pair = RandomPeriods(&random)
      let one = TableComparison(old: pair.old.table, new: pair.new.table)
      let other = TableComparison(
        old: pair.old.table, new: pair.new.table, usesDiagram: false)
      return one.gained == other.gained && one.lost == other.lost
        && one.different == other.different && one.datedEffects == other.datedEffects
        && TableAnalysis(pair.new.table).findings
          == TableAnalysis(pair.new.table, usesDiagram: false).findings
    }
  }

  /// A finding is of requests that can be stated on some date, and so is its example.
  @Test func examplesOfAnalysesHoldOnTheirDate() throws {
    try forAll(seeds: 0..<200) { random in
      let table = RandomPeriods(&random).new.table
      let decider = Decider(table)
      return try TableAnalysis(table).findings.allSatisfy { finding in
        switch finding {
        case .neverMet, .idleFact: return true
        case .undecided: return false
        case .alwaysMet(_, let example), .neverMatters(_, _, let example),
          .overlap(_, _, let example):
          let codes = example.facts.values.compactMap { value in
            if case .code(let code) = value { code } else { nil }
          }
          let periods = table.periods.filter { codes.contains($0.code) }
          guard try decider.answer(to: example.facts, on: example.date).result != .outOfScope
          else { return false }
          return periods.allSatisfy { period in example.date.map(period.contains) ?? false }
        }
      }
    }
  }

  @Test func suggestedCasesStateADateOnWhichTheirCodesAreValid() {
    forAll { random in
      let table = RandomPeriods(&random).new.table
      let goals = CoverageGoals(Decider(table))
      return goals.suggestion(for: goals.goals.indices).cases.allSatisfy { suggested in
        table.periods.filter { suggested.facts.values.contains(.code($0.code)) }
          .allSatisfy { suggested.date.map($0.contains) ?? false }
      }
    }
  }

  /// What is said to change the answer does so on the date of the request.
  @Test func nearMissesHoldOnTheDateOfTheRequest() throws {
    try forAll { random in
      let decider = Decider(RandomPeriods(&random).new.table)
      let explainer = Explainer(decider)
      let date = RandomPeriods.dates.randomElement(using: &random)!
      let request = RandomPeriods.requests.randomElement(using: &random)!
      return try explainer.explanation(of: request, on: date).nearMisses.allSatisfy { miss in
        guard case .value(let value) = miss.change else { return false }
        let changed = request.merging([miss.fact: value]) { $1 }
        return try decider.answer(to: changed, on: date) == Answer(miss.verdict)
      }
    }
  }
}

/// What a revision answers to a complete request.
private struct Answer: Equatable {
  let result: Verdict.Result
  let outcome: Outcome?

  init(_ verdict: Verdict) {
    result = verdict.result
    outcome = verdict.outcome
  }

  init(_ answer: CompleteAnswer) {
    result = answer.result
    outcome = answer.outcome
  }
}

extension Decider {
  fileprivate func answer(to values: [String: FactValue], on date: CalendarDate?) throws -> Answer {
    var facts = facts()
    facts.clear(date: date)
    for (id, value) in values { try facts.set(id, to: value) }
    var decision = decision()
    try decide(facts, into: &decision)
    return Answer(verdict(decision))
  }
}

extension ServiceDates {
  fileprivate func contains(_ date: CalendarDate) -> Bool {
    (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
  }
}

extension DecisionEffect {
  fileprivate static func ofAll<Request>(
    _ requests: [Request], _ answers: (Request) throws -> (Answer, Answer)
  ) rethrows -> DecisionEffect {
    var (gains, loses, differs) = (false, false, false)
    for request in requests {
      let (old, new) = try answers(request)
      differs = differs || old != new
      gains = gains || old.result != .met && new.result == .met
      loses = loses || old.result == .met && new.result != .met
    }
    if gains { return loses ? .mixed : .widens }
    return loses ? .narrows : differs ? .mixed : .none
  }
}
