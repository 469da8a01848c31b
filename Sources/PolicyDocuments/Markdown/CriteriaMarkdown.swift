internal import DecisionTable
internal import DecisionWording
internal import PolicyModel

/// The criteria as nested lists, each with its label, text and test.
struct CriteriaMarkdown {
  let revision: Revision
  let prose: ProseMarkdown

  var blocks: [MarkdownBlock] { scope + statements + [otherwise] }

  private var scope: [MarkdownBlock] {
    let inferred = revision.reconstruction?.inferred[.scope].map { reason -> MarkdownBlock in
      .paragraph(
        [.strong([.text(StandardWording.inferred)]), .text(" ")] + prose.line(reason))
    }
    return [
      .heading(level: 3, [.text("Scope")]), .paragraph([.text(StandardWording.scope)]),
      .list(start: nil, [item(revision.table.scope, nil)]),
    ] + (inferred.map { [$0] } ?? [])
  }

  private var statements: [MarkdownBlock] {
    let statements = revision.table.statements
    let precedence: [MarkdownBlock] =
      statements.count > 1 ? [.paragraph([.text(StandardWording.precedence)])] : []
    return precedence
      + statements.flatMap { statement -> [MarkdownBlock] in
        [
          .heading(level: 3, [.text(statement.outcome.wording)]),
          .list(start: nil, [item(statement.criterion)]),
        ]
      }
  }

  private var otherwise: MarkdownBlock {
    .paragraph([
      .strong([.text(StandardWording.otherwise.head)]),
      .text(" \(StandardWording.otherwise.text)"),
    ])
  }

  /// - Parameter isExcluded: whether the criterion must not be met.
  private func item(_ criterion: Criterion, isExcluded: Bool = false) -> [MarkdownBlock] {
    guard let text = revision.texts.criteria[criterion.id] else {
      preconditionFailure("a criterion without text passed the checks")
    }
    var line: [MarkdownInline] = [
      .anchor(criterion.label), .strong([.text(criterion.label)]), .text(" "),
    ]
    line += prose.line(Prose(blocks: Array(text.blocks.prefix(1))))
    switch criterion.rule {
    case .test(let test): line += printed(test, isExcluded: isExcluded)
    case .reference(let reference): line += printed(reference)
    case .group: break
    }
    var blocks: [MarkdownBlock] = [.paragraph(line)]
    blocks += prose.blocks(Prose(blocks: Array(text.blocks.dropFirst())))
    blocks += conjuncts(
      criterion.requirements, .requirement, of: criterion, isExcluded: isExcluded)
    blocks += conjuncts(criterion.exceptions, .exception, of: criterion, isExcluded: !isExcluded)
    if case .group(let connective, let members) = criterion.rule {
      blocks += group(
        connective.phrase,
        members.map { item($0, isExcluded: isExcluded != (connective == .noneOf)) })
    }
    return blocks
  }

  private func conjuncts(
    _ conditions: [FactCondition], _ role: ConditionPath.Role, of criterion: Criterion,
    isExcluded: Bool
  ) -> [MarkdownBlock] {
    guard !conditions.isEmpty else { return [] }
    let items = conditions.enumerated().map { index, condition in
      let path = ConditionPath(criterion: criterion.id, role: role, index: index)
      return item(
        condition, revision.texts.conditions[path].map(prose.line), isExcluded: isExcluded)
    }
    return group(role.phrase, items)
  }

  private func group(_ phrase: String, _ members: [[MarkdownBlock]]) -> [MarkdownBlock] {
    [.paragraph([.emphasis([.text(phrase)])]), .list(start: nil, members)]
  }

  /// - Parameter text: the text of the condition, if the author words it.
  private func item(
    _ condition: FactCondition, _ text: [MarkdownInline]?, isExcluded: Bool = false
  ) -> [MarkdownBlock] {
    switch condition {
    case .test(let test):
      [
        .paragraph(
          (text ?? stated(revision.table.stated(test))) + printed(test, isExcluded: isExcluded))
      ]
    case .reference(let reference):
      [.paragraph((text ?? stated(revision.table.stated(reference))) + printed(reference))]
    case .group(let connective, let members):
      (text.map { [.paragraph($0)] } ?? [])
        + group(
          connective.phrase,
          members.map { item($0, nil, isExcluded: isExcluded != (connective == .noneOf)) })
    }
  }

  private func stated(_ stated: (subject: String, value: String)) -> [MarkdownInline] {
    [.text("\(stated.subject): "), .emphasis([.text(stated.value)])]
  }

  private func printed(_ test: UnaryTest, isExcluded: Bool) -> [MarkdownInline] {
    [.text(" "), .test([.text(revision.table.printed(test, isExcluded: isExcluded))])]
  }

  private func printed(_ reference: CriterionReference) -> [MarkdownInline] {
    let label = revision.table.criterion(reference.id)?.label ?? reference.id
    return [
      .text(" "),
      .test([.link("#\(label)", [.text(label)]), .text(DecisionTable.referenceSuffix)]),
    ]
  }
}
