internal import DecisionTable
internal import DecisionWording
internal import MarkupText
internal import PolicyModel

/// The criteria as an outline, with the text of each on the left and its test on the right.
struct CriteriaHTML {
  let revision: Revision
  let prose: ProseHTML

  /// The requests that the policy applies to.
  var scope: Markup {
    var children: [Markup] = [
      .tag(.p, [.text(StandardWording.scope)]),
      .tag(.ul, ["class": "conditions"], [item(revision.table.scope, nil)]),
    ]
    if let reason = revision.reconstruction?.inferred[.scope] {
      children.append(
        .tag(
          .p, ["class": "small"],
          [.tag(.strong, [.text(StandardWording.inferred)]), " "] + prose.line(reason)))
    }
    return .tag(.div, ["class": "scope", "id": "scope"], children)
  }

  /// What the order of the statements means, if there are several.
  var precedence: [Markup] {
    revision.table.statements.count > 1
      ? [.tag(.p, ["class": "precedence"], [.text(StandardWording.precedence)])] : []
  }

  /// The statements in order of precedence.
  var statements: Markup {
    .tag(
      .ol, ["class": "statement"],
      revision.table.statements.map { statement in
        .tag(
          .li, ["id": statement.criterion.label, "data-criterion": statement.criterion.id],
          [.tag(.p, ["class": "chip"], [.text(statement.outcome.wording)])]
            + content(of: statement.criterion))
      })
  }

  private func item(_ criterion: Criterion, isExcluded: Bool) -> Markup {
    .tag(
      .li, ["id": criterion.label, "data-criterion": criterion.id],
      content(of: criterion, isExcluded: isExcluded))
  }

  /// - Parameter isExcluded: whether the criterion must not be met.
  private func content(of criterion: Criterion, isExcluded: Bool = false) -> [Markup] {
    guard let text = revision.texts.criteria[criterion.id] else {
      preconditionFailure("a criterion without text passed the checks")
    }
    var line: [Markup] = [
      .tag(.a, ["class": "label", "href": "#\(criterion.label)"], [.text(criterion.label)]),
      words(text),
    ]
    switch criterion.rule {
    case .test(let test): line.append(printed(test, isExcluded: isExcluded))
    case .reference(let reference): line.append(printed(reference))
    case .group: break
    }
    var nodes: [Markup] = [.tag(.div, ["class": "line"], line)]
    nodes += conjuncts(criterion.requirements, .requirement, of: criterion, isExcluded: isExcluded)
    nodes += conjuncts(criterion.exceptions, .exception, of: criterion, isExcluded: !isExcluded)
    if case .group(let connective, let criteria) = criterion.rule {
      nodes.append(joint(connective.phrase))
      nodes.append(
        .tag(
          .ol, ["class": "criteria"],
          criteria.map { item($0, isExcluded: isExcluded != (connective == .noneOf)) }))
    }
    return nodes
  }

  /// The text of a criterion. Several paragraphs have white space between them, so that copied text
  /// does too.
  private func words(_ text: Prose) -> Markup {
    guard text.blocks.count > 1 else { return .tag(.span, ["class": "words"], prose.line(text)) }
    return .tag(
      .div, ["class": "words"], Array(prose.blocks(text).map { [$0] }.joined(separator: [" "])))
  }

  private func conjuncts(
    _ conditions: [FactCondition], _ role: ConditionPath.Role, of criterion: Criterion,
    isExcluded: Bool
  ) -> [Markup] {
    guard !conditions.isEmpty else { return [] }
    let items = conditions.enumerated().map { index, condition in
      let path = ConditionPath(criterion: criterion.id, role: role, index: index)
      return item(
        condition, revision.texts.conditions[path].map(prose.line), isExcluded: isExcluded)
    }
    return [joint(role.phrase), .tag(.ul, ["class": "conditions"], items)]
  }

  /// - Parameter text: the text of the condition, if the author words it.
  private func item(_ condition: FactCondition, _ text: [Markup]?, isExcluded: Bool = false)
    -> Markup
  {
    switch condition {
    case .test(let test):
      return .tag(
        .li,
        [
          line(
            text ?? stated(revision.table.stated(test)), printed(test, isExcluded: isExcluded))
        ])
    case .reference(let reference):
      return .tag(
        .li, [line(text ?? stated(revision.table.stated(reference)), printed(reference))])
    case .group(let connective, let conditions):
      return .tag(
        .li,
        (text.map { [line($0, nil)] } ?? []) + [
          joint(connective.phrase),
          .tag(
            .ul, ["class": "conditions"],
            conditions.map { item($0, nil, isExcluded: isExcluded != (connective == .noneOf)) }),
        ])
    }
  }

  private func stated(_ stated: (subject: String, value: String)) -> [Markup] {
    [.text("\(stated.subject): "), .tag(.strong, [.text(stated.value)])]
  }

  private func line(_ words: [Markup], _ printed: Markup?) -> Markup {
    .tag(
      .div, ["class": "line"],
      [.tag(.span, ["class": "words"], words)] + (printed.map { [$0] } ?? []))
  }

  private func printed(_ reference: CriterionReference) -> Markup {
    let label = revision.table.criterion(reference.id)?.label ?? reference.id
    return .tag(
      .span, ["class": "test"],
      [.tag(.a, ["href": "#\(label)"], [.text(label)]), .text(DecisionTable.referenceSuffix)])
  }

  private func joint(_ phrase: String) -> Markup {
    .tag(.p, ["class": "joint"], [.text(phrase)])
  }

  private func printed(_ test: UnaryTest, isExcluded: Bool) -> Markup {
    .tag(
      .span, ["class": "test"],
      .breakable(revision.table.printed(test, isExcluded: isExcluded)))
  }
}
