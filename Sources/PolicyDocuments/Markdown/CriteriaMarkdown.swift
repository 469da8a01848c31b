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
      .list(start: nil, [item(revision.table.scope)]),
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

  private func item(_ criterion: Criterion) -> [MarkdownBlock] {
    guard let text = revision.texts[criterion.id] else {
      preconditionFailure("a criterion without text passed the checks")
    }
    var line: [MarkdownInline] = [
      .anchor(criterion.label), .strong([.text(criterion.label)]), .text(" "),
    ]
    line += prose.line(text)
    switch criterion.rule {
    case .test(let test): line += printed(test)
    case .reference(let reference): line += printed(reference)
    case .group: break
    }
    var blocks: [MarkdownBlock] = [.paragraph(line)]
    blocks += conjuncts(criterion.requirements, ConjunctPhrase.requirements)
    blocks += conjuncts(criterion.exceptions, ConjunctPhrase.exceptions)
    if case .group(let connective, let members) = criterion.rule {
      blocks += group(connective.phrase, members.map { item($0) })
    }
    return blocks
  }

  private func conjuncts(_ conditions: [FactCondition], _ phrase: String) -> [MarkdownBlock] {
    conditions.isEmpty ? [] : group(phrase, conditions.map { item($0) })
  }

  private func group(_ phrase: String, _ members: [[MarkdownBlock]]) -> [MarkdownBlock] {
    [.paragraph([.emphasis([.text(phrase)])]), .list(start: nil, members)]
  }

  private func item(_ condition: FactCondition) -> [MarkdownBlock] {
    switch condition {
    case .test(let test): line(revision.table.spoken(test), printed(test))
    case .reference(let reference): line(revision.table.spoken(reference), printed(reference))
    case .group(let connective, let members):
      group(connective.phrase, members.map { item($0) })
    }
  }

  private func line(
    _ spoken: (question: String, answer: String), _ printed: [MarkdownInline]
  ) -> [MarkdownBlock] {
    [.paragraph([.text(spoken.question + " "), .emphasis([.text(spoken.answer)])] + printed)]
  }

  private func printed(_ test: UnaryTest) -> [MarkdownInline] {
    [.text(" "), .test([.text(revision.table.printed(test))])]
  }

  private func printed(_ reference: CriterionReference) -> [MarkdownInline] {
    let label = revision.table.criterion(reference.id)?.label ?? reference.id
    return [
      .text(" "),
      .test([.link("#\(label)", [.text(label)]), .text(DecisionTable.referenceSuffix)]),
    ]
  }
}
