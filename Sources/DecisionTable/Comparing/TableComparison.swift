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
  package let effect: DecisionEffect
  /// The smallest requests that are met only under the new table, only under the old one, and that
  /// differ at all.
  package let gained: Witness?
  package let lost: Witness?
  package let different: Witness?
  private let completions: Completions
  private let old: TableFunctions
  private let new: TableFunctions
  private let differ: Completions.Function

  /// - Parameter usesDiagram: false leaves everything to the solver; the answers are the same.
  package init(old: DecisionTable, new: DecisionTable, usesDiagram: Bool = true) {
    joint = JointFacts(old: old, new: new)
    // The smaller table first, so that cases are told apart alike in either direction.
    let tables = [joint.old, joint.new].map { table in
      let tests = table.tests
      return (table: table, rank: (tests.count, tests.map(\.rank).joined(separator: "\n")))
    }.sorted { $0.rank < $1.rank }
    let completions = Completions(
      facts: joint.facts, tables: tables.map(\.table), usesDiagram: usesDiagram)
    let one = completions.functions(of: joint.old)
    let two = completions.functions(of: joint.new)
    func witness(_ function: Completions.Function) -> Witness? {
      completions.smallestExample(of: function).map { example in
        Witness(
          request: example.request, old: completions.answer(one, to: example),
          new: completions.answer(two, to: example))
      }
    }
    differ = completions.differ(one, two)
    gained = witness(completions.all([two.met, completions.not(one.met)]))
    lost = witness(completions.all([one.met, completions.not(two.met)]))
    different = gained ?? lost ?? witness(differ)
    effect = DecisionEffect(
      gains: gained != nil, loses: lost != nil, differs: different != nil)
    self.completions = completions
    self.old = one
    self.new = two
  }

  /// Nil where they would have to be guessed.
  package var counts: Counts? {
    var functions: [Completions.Function] = []
    var areDifferent: [Bool] = []
    for (mine, when) in old.answers {
      for (theirs, also) in new.answers {
        functions.append(completions.all([when, also]))
        areDifferent.append(mine != theirs)
      }
    }
    guard let counts = completions.caseCounts(functions) else { return nil }
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
    guard effect != .none, completions.validity.stretches.count <= TableComparison.mostStretches
    else { return [] }
    let gains = completions.all([new.met, completions.not(old.met)])
    let loses = completions.all([old.met, completions.not(new.met)])
    var effects: [DatedEffect] = []
    for (dates, isStated) in zip(completions.validity.stretches, completions.isStated) {
      let effect = DecisionEffect(
        gains: completions.isPossible(completions.all([gains, isStated])),
        loses: completions.isPossible(completions.all([loses, isStated])),
        differs: completions.isPossible(completions.all([differ, isStated])))
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
  }

  /// - Parameters:
  ///   - with: the old table with this change alone, over the joint facts.
  ///   - without: the new table without it.
  package func effect(with: DecisionTable, without: DecisionTable) -> PartialEffect {
    let hybrid = completions.functions(of: with)
    let alone = completions.differ(old, hybrid)
    // Where the change alone gives the new answer, it is what made the difference.
    let decisive = completions.all([
      alone, differ, completions.not(completions.differ(hybrid, new)),
    ])
    if let witness = witness(decisive) { return .changes(witness) }
    let reverted = completions.functions(of: without)
    let last = completions.all([completions.differ(reverted, new), differ])
    if let witness = witness(last) { return .changes(witness) }
    guard let example = completions.smallestExample(of: alone) else { return .none }
    return .undone(
      Witness(
        request: example.request, old: completions.answer(old, to: example),
        new: completions.answer(hybrid, to: example)))
  }

  private func witness(_ function: Completions.Function) -> Witness? {
    completions.smallestExample(of: function).map { example in
      Witness(
        request: example.request, old: completions.answer(old, to: example),
        new: completions.answer(new, to: example))
    }
  }
}

extension UnaryTest {
  /// As text by which tests are put into some order, always the same.
  fileprivate var rank: String { "\(fact) " + values.map(\.text).joined(separator: " ") }
}
