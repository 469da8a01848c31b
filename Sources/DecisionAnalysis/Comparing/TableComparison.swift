package import DecisionTable

/// The effect of a change to a table on decisions, over all complete requests on the facts of both.
package enum DecisionEffect: String, Sendable, CaseIterable {
  /// Every request has the same answer.
  case none
  /// Every request that was met is still met, and others are met now.
  case widens
  /// Every request that is met was met before, and others are no longer met.
  case narrows
  /// Some requests are newly met and others no longer, or answers differ although the same requests
  /// are met.
  case mixed

  fileprivate init(gains: Bool, loses: Bool, differs: Bool) {
    self =
      switch (gains, loses) {
      case (false, false): differs ? .mixed : .none
      case (true, false): .widens
      case (false, true): .narrows
      case (true, true): .mixed
      }
  }
}

/// An exact comparison of the answers of two tables.
package final class TableComparison {
  /// A complete request with the answers of both tables.
  package struct Witness: Hashable, Sendable {
    package let request: ExampleRequest
    package let old: CompleteAnswer
    package let new: CompleteAnswer
  }

  /// The number of cases that the two tables together distinguish, and the number with different
  /// answers.
  package struct Counts: Hashable, Sendable {
    package let cases: Int
    package let different: Int
  }

  package let joint: JointFacts
  /// A failure if the comparison takes more search than its budget.
  package let effect: Result<DecisionEffect, Undecided>
  /// The smallest request that is met under the new table only.
  package let gained: Witness?
  /// The smallest request that is met under the old table only.
  package let lost: Witness?
  /// A request with different answers.
  package let different: Witness?
  private let requests: CompleteRequests
  private let old: TableFunctions
  private let new: TableFunctions
  private let differ: CompleteRequests.Function

  /// - Parameter usesDiagram: whether to try a diagram before the solver. The answers are the same.
  package init(old: DecisionTable, new: DecisionTable, usesDiagram: Bool = true) {
    joint = JointFacts(old: old, new: new)
    // The smaller table comes first, so that both directions distinguish the same cases.
    let tables = [joint.old, joint.new].map { table in
      let tests = table.tests
      return (table: table, rank: (tests.count, tests.map(\.rank).joined(separator: "\n")))
    }.sorted { $0.rank < $1.rank }
    let requests = CompleteRequests(
      facts: joint.facts, tables: tables.map(\.table), dated: old.periods + new.periods,
      usesDiagram: usesDiagram)
    let one = requests.functions(of: joint.old)
    let two = requests.functions(of: joint.new)
    differ = requests.differ(one, two)
    self.requests = requests
    self.old = one
    self.new = two
    var gained: Witness?
    var lost: Witness?
    var different: Witness?
    do throws(Undecided) {
      gained = try requests.witness(of: requests.all([two.met, requests.not(one.met)]), one, two)
      lost = try requests.witness(of: requests.all([one.met, requests.not(two.met)]), one, two)
      different = gained ?? lost
      if different == nil { different = try requests.witness(of: differ, one, two) }
      effect = .success(
        DecisionEffect(gains: gained != nil, loses: lost != nil, differs: different != nil))
    } catch {
      different = gained ?? lost
      effect = .failure(error)
    }
    (self.gained, self.lost, self.different) = (gained, lost, different)
  }

  /// Nil if the cases cannot be counted exactly, because no diagram fits or a count overflows.
  package var counts: Counts? {
    var functions: [CompleteRequests.Function] = []
    var areDifferent: [Bool] = []
    for (mine, when) in old.answers {
      for (theirs, also) in new.answers {
        functions.append(requests.all([when, also]))
        areDifferent.append(mine != theirs)
      }
    }
    guard let counts = requests.caseCounts(functions) else { return nil }
    var different = 0
    for (count, isDifferent) in zip(counts, areDifferent) where isDifferent { different += count }
    return Counts(cases: counts.reduce(0, +), different: different)
  }

  /// The effect on decisions for a range of dates of service.
  package struct DatedEffect: Hashable, Sendable {
    package let dates: ServiceDates
    package let effect: DecisionEffect
  }

  /// If the dates split into more stretches than this, the effect is not broken down by date.
  package static let mostStretches = 1_000

  /// The effect by date of service, the earliest first, covering every date; empty if the effect is
  /// the same on all dates, or if it cannot be determined.
  package var datedEffects: [DatedEffect] {
    guard effect != .success(.none),
      requests.validity.stretches.count <= TableComparison.mostStretches
    else { return [] }
    let gains = requests.all([new.met, requests.not(old.met)])
    let loses = requests.all([old.met, requests.not(new.met)])
    var effects: [DatedEffect] = []
    for (dates, isStated) in zip(requests.validity.stretches, requests.isStated) {
      let effect: DecisionEffect
      do throws(Undecided) {
        effect = DecisionEffect(
          gains: try requests.isPossible(requests.all([gains, isStated])),
          loses: try requests.isPossible(requests.all([loses, isStated])),
          differs: try requests.isPossible(requests.all([differ, isStated])))
      } catch {
        return []
      }
      if let last = effects.last, last.effect == effect {
        effects[effects.count - 1] = DatedEffect(
          dates: last.dates.joined(with: dates), effect: effect)
      } else {
        effects.append(DatedEffect(dates: dates, effect: effect))
      }
    }
    return effects.count > 1 ? effects : []
  }

  /// The effect of one of several changes, found from the old table with only this change, and from
  /// the new table without it.
  package enum PartialEffect: Hashable, Sendable {
    /// The smallest request whose answer this change changes.
    case changes(Witness)
    /// On its own the change affects answers, for example to this request, but other changes undo it.
    case undone(Witness)
    /// The change does not affect any answer.
    case none
    /// The effect takes more search than the budget of the comparison.
    case undecided
  }

  /// - Parameters:
  ///   - with: the old table with only this change, over the joint facts.
  ///   - without: the new table without this change, over the joint facts.
  package func effect(with: DecisionTable, without: DecisionTable) -> PartialEffect {
    do throws(Undecided) {
      return try decidedEffect(with: with, without: without)
    } catch {
      return .undecided
    }
  }

  private func decidedEffect(with: DecisionTable, without: DecisionTable) throws(Undecided)
    -> PartialEffect
  {
    let hybrid = requests.functions(of: with)
    let alone = requests.differ(old, hybrid)
    // If the change alone gives the new answer, then it caused the difference.
    let decisive = requests.all([
      alone, differ, requests.not(requests.differ(hybrid, new)),
    ])
    if let witness = try requests.witness(of: decisive, old, new) { return .changes(witness) }
    let reverted = requests.functions(of: without)
    let last = requests.all([requests.differ(reverted, new), differ])
    if let witness = try requests.witness(of: last, old, new) { return .changes(witness) }
    return try requests.witness(of: alone, old, hybrid).map { .undone($0) } ?? .none
  }
}

extension CompleteRequests {
  /// The smallest request that makes a function true, with the answers of two tables.
  fileprivate func witness(of function: Function, _ old: TableFunctions, _ new: TableFunctions)
    throws(Undecided) -> TableComparison.Witness?
  {
    try smallestExample(of: function).map { example in
      TableComparison.Witness(
        request: example.request, old: answer(old, to: example), new: answer(new, to: example))
    }
  }
}

extension UnaryTest {
  /// Text by which tests can be sorted, so that their order is deterministic.
  fileprivate var rank: String { "\(fact) " + values.map(\.text).joined(separator: " ") }
}
