package import DecisionTable

/// What a change of a table does to decisions: over every complete request on the facts of both.
package enum DecisionEffect: String, Sendable, CaseIterable {
  /// Each request is answered alike.
  case none
  /// What was met stays met, and something is gained.
  case widens
  /// What is met was met, and something is lost.
  case narrows
  /// Something is gained and something lost, or answers differ otherwise than in what is met.
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

/// Two tables compared by what they answer, exactly.
package final class TableComparison {
  /// A complete request and what both tables answer to it.
  package struct Witness: Hashable, Sendable {
    package let request: ExampleRequest
    package let old: CompleteAnswer
    package let new: CompleteAnswer
  }

  /// How many cases both tables tell apart together, and how many of them are answered differently.
  package struct Counts: Hashable, Sendable {
    package let cases: Int
    package let different: Int
  }

  package let joint: JointFacts
  /// A failure where comparing the two takes more search than its budget.
  package let effect: Result<DecisionEffect, Undecided>
  /// The smallest requests that are met only under the new table, only under the old one, and that
  /// differ at all.
  package let gained: Witness?
  package let lost: Witness?
  package let different: Witness?
  private let requests: CompleteRequests
  private let old: TableFunctions
  private let new: TableFunctions
  private let differ: CompleteRequests.Function

  /// - Parameter usesDiagram: false leaves everything to the solver; the answers are the same.
  package init(old: DecisionTable, new: DecisionTable, usesDiagram: Bool = true) {
    joint = JointFacts(old: old, new: new)
    // The smaller table first, so that cases are told apart alike in either direction.
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

  /// Nil where they would have to be guessed.
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

  /// What is done to decisions on some dates of service.
  package struct DatedEffect: Hashable, Sendable {
    package let dates: ServiceDates
    package let effect: DecisionEffect
  }

  /// Where periods begin and end on more days than these, the effect is only told as a whole.
  package static let mostStretches = 1_000

  /// The effect by date of service, the earliest first, with every date in one of them; empty where
  /// it is the same on all dates.
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

  /// What one change does, with the old table in which only it was made, and the new one in which
  /// only it was not.
  package enum PartialEffect: Hashable, Sendable {
    /// The smallest request whose answer this change changes.
    case changes(Witness)
    /// By itself it changes answers, such as this one, and other changes undo that.
    case undone(Witness)
    /// It changes no answer.
    case none
    /// To find out takes more search than the budget of the comparison.
    case undecided
  }

  /// - Parameters:
  ///   - with: the old table with this change alone, over the joint facts.
  ///   - without: the new table without it.
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
    // Where the change alone gives the new answer, it is what made the difference.
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
  /// As text by which tests are put into some order, always the same.
  fileprivate var rank: String { "\(fact) " + values.map(\.text).joined(separator: " ") }
}
