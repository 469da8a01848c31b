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
}

/// Two tables compared by what they answer, exactly.
package final class TableComparison {
  /// A complete request and what both tables answer to it.
  package struct Witness: Hashable, Sendable {
    package let facts: [String: FactValue]
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
    let lists = [joint.old.tests, joint.new.tests].map { tests in
      (tests: tests, rank: (tests.count, tests.map(\.rank).joined(separator: "\n")))
    }.sorted { $0.rank < $1.rank }
    let completions = Completions(
      facts: joint.facts, tests: lists.flatMap(\.tests), usesDiagram: usesDiagram)
    let one = completions.functions(of: joint.old)
    let two = completions.functions(of: joint.new)
    func witness(_ function: Completions.Function) -> Witness? {
      completions.smallestExample(of: function).map { example in
        Witness(
          facts: example.facts, old: completions.answer(one, to: example),
          new: completions.answer(two, to: example))
      }
    }
    differ = completions.differ(one, two)
    gained = witness(completions.all([two.met, completions.not(one.met)]))
    lost = witness(completions.all([one.met, completions.not(two.met)]))
    different = gained ?? lost ?? witness(differ)
    effect =
      switch (gained, lost) {
      case (nil, nil): different == nil ? .none : .mixed
      case (_?, nil): .widens
      case (nil, _?): .narrows
      case (_?, _?): .mixed
      }
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
        facts: example.facts, old: completions.answer(old, to: example),
        new: completions.answer(hybrid, to: example)))
  }

  private func witness(_ function: Completions.Function) -> Witness? {
    completions.smallestExample(of: function).map { example in
      Witness(
        facts: example.facts, old: completions.answer(old, to: example),
        new: completions.answer(new, to: example))
    }
  }
}

extension UnaryTest {
  /// As text by which tests are put into some order, always the same.
  fileprivate var rank: String { "\(fact) " + values.map(\.text).joined(separator: " ") }
}
