internal import DecisionTable

extension DecisionTable {
  /// This table with a single change, after which the changed part is as in the other table.
  ///
  /// It is nil if the change is part of another one: a criterion that was added together with its
  /// group, for example.
  func making(_ change: Change, as other: DecisionTable) -> DecisionTable? {
    switch change.subject {
    case .scope: return with(scope: other.scope, statements)
    case .criterion(let id):
      let there = Outline(other)
      switch change.kind {
      case .added:
        // It is nil for a criterion whose group is new too.
        return inserting(id, as: there)
      case .removed:
        guard let entry = Outline(self)[id], entry.parent.map({ there[$0] != nil }) ?? true
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
        completeSystems: completeSystems,
        periods: periods.filter { $0.code != code } + period)
    default: return nil
    }
  }

  private func with(scope: FactCondition, _ statements: [Statement]) -> DecisionTable {
    // References to a changed criterion change with it.
    let resolved = ReferencedCriteria(statements)
    return DecisionTable(
      facts: facts, scope: resolved.condition(scope),
      statements: statements.map {
        Statement(outcome: $0.outcome, criterion: resolved.criterion($0.criterion))
      }, bindings: bindings, completeSystems: completeSystems, periods: periods)
  }

  private func removing(_ id: String) -> DecisionTable {
    with(
      scope: scope,
      statements.filter { $0.criterion.id != id }.map {
        Statement(outcome: $0.outcome, criterion: $0.criterion.removing(id))
      })
  }

  /// - Parameter source: the table from which the criterion is taken; by default the other one.
  private func inserting(_ id: String, as there: Outline, from source: DecisionTable? = nil)
    -> DecisionTable?
  {
    let inserted = source.flatMap { Outline($0)[id] } ?? there[id]
    guard let inserted, let target = there[id] else { return nil }
    // Its predecessors in the other table, the nearest first.
    let predecessors = (there.members[target.parent] ?? []).prefix(target.index).reversed()
    guard let parent = target.parent else {
      guard let outcome = inserted.outcome ?? target.outcome else { return nil }
      var list = statements
      let predecessor = predecessors.lazy.compactMap { id in
        list.firstIndex { $0.criterion.id == id }
      }.first
      list.insert(
        Statement(outcome: outcome, criterion: inserted.criterion),
        at: predecessor.map { $0 + 1 } ?? 0)
      return with(scope: scope, list)
    }
    guard let group = Outline(self)[parent], case .group = group.criterion.rule else {
      return nil
    }
    return with(
      scope: scope,
      statements.map {
        Statement(
          outcome: $0.outcome,
          criterion: $0.criterion.inserting(
            inserted.criterion, under: parent, after: Array(predecessors)))
      })
  }

  private func redefining(_ id: String, as there: Outline) -> DecisionTable? {
    guard let entry = there[id] else { return nil }
    return with(
      scope: scope,
      statements.map { statement in
        Statement(
          outcome: statement.criterion.id == id
            ? entry.outcome ?? statement.outcome : statement.outcome,
          criterion: statement.criterion.redefining(id, as: entry.criterion))
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

  fileprivate func inserting(
    _ criterion: Criterion, under parent: String, after predecessors: [String]
  )
    -> Criterion
  {
    guard case .group(_, let members) = rule else { return self }
    guard id == parent else {
      return with(
        members: members.map { $0.inserting(criterion, under: parent, after: predecessors) })
    }
    var list = members
    let predecessor = predecessors.lazy.compactMap { id in list.firstIndex { $0.id == id } }.first
    list.insert(criterion, at: predecessor.map { $0 + 1 } ?? 0)
    return with(members: list)
  }

  /// The criterion with the requirements, exceptions and rule of another version. A group that stays
  /// a group keeps its members.
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
