package import DecisionTable
internal import Values

/// Decides a table by trying every completion. A slow reference implementation that does not use the
/// decider.
package struct BruteForce {
  package let random: RandomTable
  private var table: DecisionTable { random.table }

  package init(_ random: RandomTable) { self.random = random }

  package func verdict(_ known: [String: FactValue]) -> Verdict {
    let ends = random.completions(of: known).map { (completion: $0, end: end($0)) }
    let answers = Set(ends.map { answer($0.end) })
    guard answers.count == 1, let answer = answers.first else {
      let needs = table.facts.map(\.id).filter { fact in
        let rest = Dictionary(grouping: ends) { entry in
          entry.completion.filter { $0.key != fact }
        }
        return rest.values.contains { group in Set(group.map { self.answer($0.end) }).count > 1 }
      }
      return Verdict(result: .needsInformation, needs: needs)
    }
    let deciding = Set(ends.compactMap(\.end.statement)).sorted()
    let statement = deciding.count == 1 ? table.statements[deciding[0]].criterion.id : nil
    switch answer {
    case nil: return Verdict(result: .outOfScope)
    case .some(nil): return Verdict(result: .notMet)
    case .some(.some(let outcome)) where !outcome.favors:
      return Verdict(result: .notMet, outcome: outcome, statement: statement)
    case .some(.some(let outcome)):
      let completions = ends.map(\.completion)
      let criteria = deciding.flatMap {
        reasons(table.statements[$0].criterion, in: completions)
      }
      return Verdict(result: .met, outcome: outcome, statement: statement, criteria: criteria)
    }
  }

  /// The leaves under a criterion that are true in every completion; since version 2, as far as
  /// everything above them is.
  private func reasons(_ criterion: Criterion, in completions: [[String: FactValue]])
    -> [Criterion]
  {
    let isCertain = completions.allSatisfy { holds(criterion, $0) }
    switch criterion.rule {
    case .test, .reference: return isCertain ? [criterion] : []
    case .group(.noneOf, _): return []
    case .group(_, let members):
      guard isCertain || table.version == .one else { return [] }
      return members.flatMap { reasons($0, in: completions) }
    }
  }

  package struct End: Hashable {
    package let isInScope: Bool
    package let statement: Int?
  }

  package func end(_ facts: [String: FactValue]) -> End {
    guard holds(table.scope, facts) else { return End(isInScope: false, statement: nil) }
    return End(
      isInScope: true, statement: table.statements.firstIndex { holds($0.criterion, facts) })
  }

  /// The outcome; the outer nil means out of scope, the inner nil that no statement holds.
  private func answer(_ end: End) -> Outcome?? {
    guard end.isInScope else { return .none }
    return .some(end.statement.map { table.statements[$0].outcome })
  }

  package func holds(_ test: UnaryTest, _ facts: [String: FactValue]) -> Bool {
    test.values.contains { value in
      switch (facts[test.fact], value) {
      case (.boolean(let one)?, .boolean(let other)): one == other
      case (.choice(let one)?, .word(let other)): one == other
      case (.code(let one)?, .code(let other)): one == other
      case (.set(let members)?, .word(let term)): members.contains(.term(term))
      case (.quantity(let number, let unit)?, .range(let interval)):
        // The duration is declared in years, but its line is in months.
        interval.contains(
          test.fact == "t" && unit != "mo" ? number.multiplied(by: ExactDecimal(12))! : number)
      case (.date(let date)?, .range(let interval)):
        test.fact == "d"
          ? interval.contains(ExactDecimal(date.dayNumber)) : contains(interval, since: date)
      default: false
      }
    }
  }

  /// Whether the calendar months from a day to the date of service are in an interval.
  private func contains(_ interval: Interval, since date: CalendarDate) -> Bool {
    if let lower = interval.lower {
      let anniversary = date.adding(months: lower.value.integer!)!
      guard
        lower.isIncluded
          ? RandomTable.service >= anniversary : RandomTable.service > anniversary
      else { return false }
    }
    if let upper = interval.upper {
      let anniversary = date.adding(months: upper.value.integer!)!
      guard
        upper.isIncluded
          ? RandomTable.service <= anniversary : RandomTable.service < anniversary
      else { return false }
    }
    return true
  }

  private func holds(_ condition: FactCondition, _ facts: [String: FactValue]) -> Bool {
    switch condition {
    case .test(let test): holds(test, facts)
    case .group(let connective, let members):
      joined(connective, members.count { holds($0, facts) }, of: members.count)
    case .reference(let reference): holds(reference, facts)
    }
  }

  /// Looks the criterion up by its id instead of using the condition stored in the reference.
  private func holds(_ reference: CriterionReference, _ facts: [String: FactValue]) -> Bool {
    table.criterion(reference.id).map { holds($0, facts) } ?? false
  }

  package func holds(_ criterion: Criterion, _ facts: [String: FactValue]) -> Bool {
    guard criterion.requirements.allSatisfy({ holds($0, facts) }),
      !criterion.exceptions.contains(where: { holds($0, facts) })
    else { return false }
    switch criterion.rule {
    case .test(let test): return holds(test, facts)
    case .group(let connective, let members):
      return joined(connective, members.count { holds($0, facts) }, of: members.count)
    case .reference(let reference): return holds(reference, facts)
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
}
