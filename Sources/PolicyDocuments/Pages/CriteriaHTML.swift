internal import DecisionTable
internal import DecisionWording
internal import MarkupText
internal import PolicyModel

/// The criteria as an outline: the words on the left, what is tested on the right.
struct CriteriaHTML {
  let revision: Revision
  let prose: ProseHTML

  /// What the policy is about.
  var scope: Markup {
    var children: [Markup] = [
      .tag(.p, [.text(StandingWords.scope)]),
      .tag(.ul, ["class": "conditions"], [item(revision.table.scope)]),
    ]
    if let reason = revision.reconstruction?.inferred[.scope] {
      children.append(
        .tag(
          .p, ["class": "small"],
          [.tag(.strong, [.text(StandingWords.inferred)]), " "] + prose.line(reason)))
    }
    return .tag(.div, ["class": "scope", "id": "scope"], children)
  }

  /// What the order of several statements means.
  var precedence: [Markup] {
    revision.table.statements.count > 1
      ? [.tag(.p, ["class": "precedence"], [.text(StandingWords.precedence)])] : []
  }

  /// The statements in order of precedence.
  var statements: Markup {
    .tag(
      .ol, ["class": "statement"],
      revision.table.statements.map { statement in
        .tag(
          .li, ["id": statement.criterion.label, "data-criterion": statement.criterion.id],
          [.tag(.p, ["class": "chip"], [.text(statement.outcome.words)])]
            + content(of: statement.criterion))
      })
  }

  private func item(_ criterion: Criterion) -> Markup {
    .tag(
      .li, ["id": criterion.label, "data-criterion": criterion.id], content(of: criterion))
  }

  private func content(of criterion: Criterion) -> [Markup] {
    guard let text = revision.texts[criterion.id] else {
      preconditionFailure("a criterion without words passed the checks")
    }
    var line: [Markup] = [
      .tag(.a, ["class": "label", "href": "#\(criterion.label)"], [.text(criterion.label)]),
      .tag(.span, ["class": "words"], prose.line(text)),
    ]
    switch criterion.rule {
    case .test(let test): line.append(printed(test))
    case .reference(let reference): line.append(printed(reference))
    case .group: break
    }
    var nodes: [Markup] = [.tag(.div, ["class": "line"], line)]
    nodes += conjuncts(criterion.requirements, ConjunctPhrase.requirements)
    nodes += conjuncts(criterion.exceptions, ConjunctPhrase.exceptions)
    if case .group(let connective, let criteria) = criterion.rule {
      nodes.append(joint(connective.phrase))
      nodes.append(.tag(.ol, ["class": "criteria"], criteria.map { item($0) }))
    }
    return nodes
  }

  private func conjuncts(_ conditions: [FactCondition], _ phrase: String) -> [Markup] {
    guard !conditions.isEmpty else { return [] }
    return [joint(phrase), .tag(.ul, ["class": "conditions"], conditions.map { item($0) })]
  }

  private func item(_ condition: FactCondition) -> Markup {
    switch condition {
    case .test(let test):
      return line(revision.table.spoken(test), printed(test))
    case .reference(let reference):
      return line(revision.table.spoken(reference), printed(reference))
    case .group(let connective, let conditions):
      return .tag(
        .li,
        [
          joint(connective.phrase),
          .tag(.ul, ["class": "conditions"], conditions.map { item($0) }),
        ])
    }
  }

  private func line(_ spoken: (question: String, answer: String), _ printed: Markup) -> Markup {
    .tag(
      .li,
      [
        .tag(
          .div, ["class": "line"],
          [
            .tag(
              .span, ["class": "words"],
              [.text(spoken.question + " "), .tag(.strong, [.text(spoken.answer)])]),
            printed,
          ])
      ])
  }

  private func printed(_ reference: CriterionReference) -> Markup {
    let label = revision.table.criterion(reference.id)?.label ?? reference.id
    return .tag(
      .span, ["class": "test"],
      [.tag(.a, ["href": "#\(label)"], [.text(label)]), .text(DecisionTable.referenceWords)])
  }

  private func joint(_ phrase: String) -> Markup {
    .tag(.p, ["class": "joint"], [.text(phrase)])
  }

  private func printed(_ test: UnaryTest) -> Markup {
    // Long names may break behind an underscore, which copying them does not show.
    let pieces = revision.table.printed(test).split(
      separator: "_", omittingEmptySubsequences: false)
    var nodes: [Markup] = [.text(String(pieces[0]))]
    for piece in pieces.dropFirst() { nodes += [.text("_"), .tag(.wbr), .text(String(piece))] }
    return .tag(.span, ["class": "test"], nodes)
  }
}
