internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import Values

extension [Candidate] {
  /// Gives the cases dates and values that people expect, and removes the facts that do not matter, as far as
  /// all cases together still show the same goals and each gets the same answer.
  ///
  /// A search finds a value at the end of what a fact allows, such as a weight of 0 kg, where any other value
  /// on the same side of a bound would do.
  mutating func makePlausible(_ coverages: [RevisionCoverage], _ missing: [Set<Int>]) {
    for index in indices {
      let needed = neededGoals(of: index, coverages)
      let coverage = coverages[self[index].revision]
      let answer = coverage.answer(self[index].facts, on: self[index].date)
      func accept(_ facts: [String: FactValue], _ date: CalendarDate?) -> Bool {
        guard coverage.answer(facts, on: date) == answer else { return false }
        let shown = shownGoals(by: facts, on: date, coverages, missing)
        guard zip(needed, shown).allSatisfy({ $0.isSubset(of: $1) }) else { return false }
        (self[index].facts, self[index].date, self[index].shown) = (facts, date, shown)
        return true
      }
      for date in coverage.revision.plausibleDates where self[index].date != nil {
        if accept(self[index].facts, date) { break }
      }
      let declared = coverage.revision.table.facts
      for fact in declared.reversed() where self[index].facts[fact.id] != nil {
        var facts = self[index].facts
        facts[fact.id] = nil
        _ = accept(facts, self[index].date)
      }
      for fact in declared {
        guard let value = self[index].facts[fact.id], fact.type.isExtreme(value) else { continue }
        for other in coverage.revision.table.values(near: fact) {
          var facts = self[index].facts
          facts[fact.id] = other
          if accept(facts, self[index].date) { break }
        }
      }
    }
  }

  /// The goals for which a case is in the list: those that no other case shows, and the one for which it was
  /// made and after which it is named.
  private func neededGoals(of index: Int, _ coverages: [RevisionCoverage]) -> [Set<Int>] {
    let candidate = self[index]
    return coverages.indices.map { revision in
      let counts = counts(at: revision)
      var needed = candidate.shown[revision].filter { counts[$0] == 1 }
      if revision == candidate.revision {
        let goals = coverages[revision].goals.goals
        let made = candidate.suggested.shows.compactMap { goals.firstIndex(of: $0) }
        needed.formUnion(Set(made).intersection(candidate.shown[revision]))
      }
      return needed
    }
  }
}

extension RevisionCoverage {
  /// The result and outcome of a request, or nil if it cannot be decided.
  fileprivate func answer(_ facts: [String: FactValue], on date: CalendarDate?) -> [String]? {
    (try? goals.decider.decide(facts, on: date)).map {
      [$0.result.rawValue, $0.outcome?.rawValue ?? ""]
    }
  }
}

extension Revision {
  /// Days on which a request under this revision is expected, the best one first.
  fileprivate var plausibleDates: [CalendarDate] {
    [entry.effective, approvalDate, date].compactMap { $0?.days.upperBound }
  }
}

extension FactType {
  /// Whether a value is at the end of what the fact allows.
  fileprivate func isExtreme(_ value: FactValue) -> Bool {
    guard case .quantity(let number, _) = value else { return false }
    guard case .number(let type) = self else { return number == ExactDecimal(0) }
    return number == type.minimum ?? ExactDecimal(0) || number == type.maximum
  }
}

extension DecisionTable {
  /// The values of a fact at the bounds of its tests, and those next to them.
  fileprivate func values(near fact: Fact) -> [FactValue] {
    let one = ExactDecimal(1)
    let bounds = tests.filter { $0.fact == fact.id }.flatMap(\.values).flatMap { value in
      if case .range(let range) = value {
        [range.lower, range.upper].compactMap { $0?.value }
      } else {
        [ExactDecimal]()
      }
    }
    let points =
      bounds + bounds.compactMap { $0.adding(ExactDecimal(-1)) }
      + bounds.compactMap { $0.adding(one) }
    return points.compactMap { point in
      if case .number(let type) = fact.type, !type.allows(point) { return nil }
      return fact.type.stated(point)
    }
  }
}
