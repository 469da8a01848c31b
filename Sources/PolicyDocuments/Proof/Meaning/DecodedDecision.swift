internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import Values

/// What a printed decision means, in the terms of a decision table, so that the two can be compared.
struct DecodedDecision: Equatable {
  let scope: [FactCondition]
  let statements: [Statement]
  /// The text of each condition, in document order. A table does not contain it.
  let conditionTexts: [String]
}

extension DecodedDecision {
  init(_ printed: PrintedDecision, facts: [Fact]) throws(UndecodableText) {
    if let text = printed.unexpected.first { throw UndecodableText(text: text) }
    var decoder = DecisionDecoder(facts: facts)
    let scope = try decoder.conditions(printed.scope)
    var statements: [Statement] = []
    for statement in printed.statements {
      guard let outcome = Outcome.allCases.first(where: { $0.wording == statement.outcome }) else {
        throw UndecodableText(text: statement.outcome)
      }
      statements.append(
        Statement(outcome: outcome, criterion: try decoder.criterion(statement.item)))
    }
    var references = PrintedReferences(statements)
    self.scope = try references.resolved(scope)
    var resolved: [Statement] = []
    for statement in statements {
      resolved.append(
        Statement(
          outcome: statement.outcome, criterion: try references.resolved(statement.criterion)))
    }
    self.statements = resolved
    conditionTexts = decoder.conditionTexts
  }

  /// What a document of a revision has to mean: its table, without the ids, which documents do not
  /// print.
  init(of revision: Revision) {
    let table = revision.table
    func label(_ id: String) -> String { table.criterion(id)?.label ?? id }
    scope = [table.scope.naming(label)]
    statements = table.statements.map {
      Statement(outcome: $0.outcome, criterion: $0.criterion.withoutIDs(label))
    }
    conditionTexts =
      table.scope.texts(in: table)
      + table.statements.flatMap { $0.criterion.conditionTexts(in: revision) }
  }
}

extension FactCondition {
  /// The condition with references by label, as documents print them, rather than by id.
  fileprivate func naming(_ label: (String) -> String) -> FactCondition {
    switch self {
    case .test: self
    case .group(let connective, let conditions):
      .group(connective, conditions.map { $0.naming(label) })
    case .reference(let reference): .reference(reference.naming(label))
    }
  }

  /// The texts that documents print for its tests and references.
  ///
  /// - Parameter own: the text of the condition, if the author words it.
  fileprivate func texts(in table: DecisionTable, own: Prose? = nil) -> [String] {
    let text = own.map { [$0.plainText.singleSpaced] }
    func stated(_ stated: (subject: String, value: String)) -> [String] {
      ["\(stated.subject): \(stated.value)".singleSpaced]
    }
    switch self {
    case .test(let test): return text ?? stated(table.stated(test))
    case .reference(let reference): return text ?? stated(table.stated(reference))
    case .group(_, let conditions):
      return (text ?? []) + conditions.flatMap { $0.texts(in: table) }
    }
  }
}

extension CriterionReference {
  fileprivate func naming(_ label: (String) -> String) -> CriterionReference {
    CriterionReference(id: label(id), condition: condition.naming(label))
  }
}

extension Criterion {
  fileprivate func withoutIDs(_ label: (String) -> String) -> Criterion {
    let bare: Rule =
      switch rule {
      case .test: rule
      case .group(let connective, let members):
        .group(connective, members.map { $0.withoutIDs(label) })
      case .reference(let reference): .reference(reference.naming(label))
      }
    return Criterion(
      id: "", label: self.label, text: text.singleSpaced,
      requirements: requirements.map { $0.naming(label) },
      exceptions: exceptions.map { $0.naming(label) }, rule: bare)
  }

  /// The texts of the conditions of this criterion and of its descendants, in document order.
  fileprivate func conditionTexts(in revision: Revision) -> [String] {
    func texts(_ conditions: [FactCondition], _ role: ConditionPath.Role) -> [String] {
      conditions.enumerated().flatMap { index, condition in
        let path = ConditionPath(criterion: id, role: role, index: index)
        return condition.texts(in: revision.table, own: revision.texts.conditions[path])
      }
    }
    let own = texts(requirements, .requirement) + texts(exceptions, .exception)
    guard case .group(_, let members) = rule else { return own }
    return own + members.flatMap { $0.conditionTexts(in: revision) }
  }
}
