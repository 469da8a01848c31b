package import DecisionAnalysis
package import DecisionTable

/// What changes of a revision do to decisions, with a smallest request for each.
package struct DecisionDifference: Sendable {
  /// A failure where comparing the two takes more search than its budget.
  package let effect: Result<DecisionEffect, Undecided>
  /// Nil where a count would have to be guessed.
  package let counts: TableComparison.Counts?
  /// By date of service; empty where no date makes a difference.
  package let datedEffects: [TableComparison.DatedEffect]
  package let gained: TableComparison.Witness?
  package let lost: TableComparison.Witness?
  package let different: TableComparison.Witness?
  /// The facts over which requests are compared.
  package let facts: [Fact]
  /// By change, of those that bear on decisions by themselves.
  package let effects: [Change: TableComparison.PartialEffect]

  init(_ old: DecisionTable, _ new: DecisionTable, _ changes: [Change]) {
    let comparison = TableComparison(old: old, new: new)
    effect = comparison.effect
    counts = comparison.counts
    datedEffects = comparison.datedEffects
    gained = comparison.gained
    lost = comparison.lost
    different = comparison.different
    facts = comparison.joint.facts
    let (one, other) = (comparison.joint.old, comparison.joint.new)
    var effects: [Change: TableComparison.PartialEffect] = [:]
    for change in changes where change.bearsOnDecisions {
      guard let with = one.making(change, as: other),
        let without = other.making(Change(change.subject, change.kind.reversed), as: one)
      else { continue }
      effects[change] = comparison.effect(with: with, without: without)
    }
    self.effects = effects
  }
}

extension DecisionTable {
  /// This table with one change alone, made as the other table has it; nil where the change is part
  /// of another one, such as that of the group around it.
  fileprivate func making(_ change: Change, as other: DecisionTable) -> DecisionTable? {
    switch change.subject {
    case .scope: return with(scope: other.scope, statements)
    case .criterion(let id):
      let there = Outline(other)
      switch change.kind {
      case .added:
        // What is new with the group around it is shown there.
        return inserting(id, as: there)
      case .removed:
        let here = Outline(self)
        guard let place = here.places[id], place.parent.map({ there.places[$0] != nil }) ?? true
        else { return nil }
        return removing(id)
      case .moved: return removing(id).inserting(id, as: there, from: self)
      case .updated: return redefining(id, as: there)
      case .relabelled, .reworded: return nil
      }
    case .code(let code):
      let period = other.periods.filter { $0.code == code }
      guard period.first != self.period(of: code) else { return nil }
      return DecisionTable(
        facts: facts, scope: scope, statements: statements, bindings: bindings,
        periods: periods.filter { $0.code != code } + period)
    default: return nil
    }
  }

  private func with(scope: FactCondition, _ statements: [Statement]) -> DecisionTable {
    // What refers to a criterion that changed changes with it.
    let resolved = ReferencedCriteria(statements)
    return DecisionTable(
      facts: facts, scope: resolved.condition(scope),
      statements: statements.map {
        Statement(outcome: $0.outcome, criterion: resolved.criterion($0.criterion))
      }, bindings: bindings, periods: periods)
  }

  private func removing(_ id: String) -> DecisionTable {
    with(
      scope: scope,
      statements.filter { $0.criterion.id != id }.map {
        Statement(outcome: $0.outcome, criterion: $0.criterion.removing(id))
      })
  }

  /// - Parameter source: the table whose form of the criterion is taken; the other's, if nil.
  private func inserting(_ id: String, as there: Outline, from source: DecisionTable? = nil)
    -> DecisionTable?
  {
    let form = source.flatMap { Outline($0).places[id] } ?? there.places[id]
    guard let form, let place = there.places[id] else { return nil }
    /// What stands before it there, the nearest first.
    let before = (there.members[place.parent] ?? []).prefix(place.number).reversed()
    guard let parent = place.parent else {
      guard let outcome = form.outcome ?? place.outcome else { return nil }
      var list = statements
      let at = before.lazy.compactMap { id in list.firstIndex { $0.criterion.id == id } }.first
      list.insert(
        Statement(outcome: outcome, criterion: form.criterion), at: at.map { $0 + 1 } ?? 0)
      return with(scope: scope, list)
    }
    guard let group = Outline(self).places[parent], case .group = group.criterion.rule else {
      return nil
    }
    return with(
      scope: scope,
      statements.map {
        Statement(
          outcome: $0.outcome,
          criterion: $0.criterion.inserting(form.criterion, under: parent, behind: Array(before)))
      })
  }

  private func redefining(_ id: String, as there: Outline) -> DecisionTable? {
    guard let place = there.places[id] else { return nil }
    return with(
      scope: scope,
      statements.map { statement in
        Statement(
          outcome: statement.criterion.id == id
            ? place.outcome ?? statement.outcome : statement.outcome,
          criterion: statement.criterion.redefining(id, as: place.criterion))
      })
  }
}

extension Criterion {
  private func with(members: [Criterion]) -> Criterion {
    guard case .group(let connective, _) = rule else { return self }
    return Criterion(
      id: id, label: label, text: text, requirements: requirements, exceptions: exceptions,
      rule: .group(connective, members))
  }

  fileprivate func removing(_ id: String) -> Criterion {
    guard case .group(_, let members) = rule else { return self }
    return with(members: members.filter { $0.id != id }.map { $0.removing(id) })
  }

  fileprivate func inserting(_ criterion: Criterion, under parent: String, behind: [String])
    -> Criterion
  {
    guard case .group(_, let members) = rule else { return self }
    guard id == parent else {
      return with(
        members: members.map { $0.inserting(criterion, under: parent, behind: behind) })
    }
    var list = members
    let at = behind.lazy.compactMap { id in list.firstIndex { $0.id == id } }.first
    list.insert(criterion, at: at.map { $0 + 1 } ?? 0)
    return with(members: list)
  }

  /// With the conjuncts and the rule of another form; the members of a group that both are stay.
  fileprivate func redefining(_ id: String, as other: Criterion) -> Criterion {
    guard self.id == id else {
      guard case .group(_, let members) = rule else { return self }
      return with(members: members.map { $0.redefining(id, as: other) })
    }
    let rule: Rule =
      if case .group(_, let mine) = rule, case .group(let connective, _) = other.rule {
        .group(connective, mine)
      } else {
        other.rule
      }
    return Criterion(
      id: id, label: label, text: text, requirements: other.requirements,
      exceptions: other.exceptions, rule: rule)
  }
}
