internal import DecisionTable
internal import DecisionWording
internal import PolicyChecks
internal import PolicyModel
internal import PolicyReview
internal import Values

/// One revision of a policy as Markdown: `policy.md`.
struct RevisionMarkdown {
  let revision: Revision
  let policy: Policy
  let reviews: [RevisionReview]
  let provenance: Provenance
  private let prose: ProseMarkdown

  init(_ revision: Revision, _ checked: CheckedPolicy, _ provenance: Provenance) {
    self.revision = revision
    policy = checked.policy
    reviews = checked.reviews
    self.provenance = provenance
    prose = ProseMarkdown(revision.references)
  }

  var text: String { blocks.text }

  private var blocks: [MarkdownBlock] {
    head + part("Description", .description, revision.description.map(prose.blocks)) + criteria
      + background
      + part("Coding", .coding, revision.coding.map(coding))
      + [.heading(level: 2, [.text("Revision log")]), log]
      + part("References", .references, references)
      + part("Important reminder", .reminder, revision.reminder.map(prose.blocks)) + foot
  }

  private var head: [MarkdownBlock] {
    var blocks: [MarkdownBlock] = [
      .heading(level: 1, [.text(revision.title)]),
      .paragraph([
        .text("\(policy.publisher) · Clinical policy \(policy.id) · Revision \(revision.date) · "),
        .text(revision.entry.status == .draft ? "Draft · " : ""),
        .text(revision.entry.approval.map { "Approved \($0)" } ?? "No approval date printed"),
        .text(
          revision.entry.effective.map { " · Effective \($0)" }
            ?? " · Effective as the payer determines"),
      ]),
      .quotation([
        .paragraph(
          [
            .strong([.text(StandingWords.unofficial.head)]),
            .text(" \(StandingWords.unofficial.text) "),
          ] + prose.line(policy.original))
      ]),
    ]
    if let reconstruction = revision.reconstruction {
      blocks.append(
        .quotation([
          .paragraph(
            [.strong([.text("\(StandingWords.reconstructed).")]), .text(" ")]
              + prose.line(reconstruction.basis))
        ]))
    }
    if let next = policy.successor(of: revision) {
      blocks.append(
        .paragraph([
          .strong([.text(StandingWords.superseded)]), .text(" "),
          .link("../\(next.id)/policy.md", [.text("Revision \(next.date)")]),
        ]))
    }
    let others = policy.revisions.reversed().filter { $0.id != revision.id }
    if !others.isEmpty {
      var line: [MarkdownInline] = [.text("Other revisions: ")]
      for (place, other) in others.enumerated() {
        if place > 0 { line.append(.text(", ")) }
        line.append(.link("../\(other.id)/policy.md", [.text(other.date.printed)]))
      }
      blocks.append(.paragraph(line))
    }
    return blocks
  }

  private var criteria: [MarkdownBlock] {
    var blocks: [MarkdownBlock] = [
      .heading(level: 2, [.text("Criteria")]),
      .heading(level: 3, [.text("Scope")]),
      .paragraph([.text(StandingWords.scope)]),
      .list(start: nil, [item(revision.table.scope)]),
    ]
    if let reason = revision.reconstruction?.inferred[.scope] {
      blocks.append(
        .paragraph([.strong([.text(StandingWords.inferred)]), .text(" ")] + prose.line(reason)))
    }
    if revision.table.statements.count > 1 {
      blocks.append(.paragraph([.text(StandingWords.precedence)]))
    }
    for statement in revision.table.statements {
      blocks.append(.heading(level: 3, [.text(statement.outcome.words)]))
      blocks.append(.list(start: nil, [item(statement.criterion)]))
    }
    blocks.append(
      .paragraph([
        .strong([.text(StandingWords.otherwise.head)]), .text(" \(StandingWords.otherwise.text)"),
      ]))
    return blocks
  }

  private func item(_ criterion: Criterion) -> [MarkdownBlock] {
    guard let words = revision.texts[criterion.id] else {
      preconditionFailure("a criterion without words passed the checks")
    }
    var line: [MarkdownInline] = [
      .anchor(criterion.label), .strong([.text(criterion.label)]), .text(" "),
    ]
    line += prose.line(words)
    switch criterion.rule {
    case .test(let test): line += printed(test)
    case .reference(let reference): line += printed(reference)
    case .group: break
    }
    var blocks: [MarkdownBlock] = [.paragraph(line)]
    blocks += conjuncts(criterion.requirements, ConjunctPhrase.requirements)
    blocks += conjuncts(criterion.exceptions, ConjunctPhrase.exceptions)
    if case .group(let connective, let criteria) = criterion.rule {
      blocks.append(.paragraph([.emphasis([.text(connective.phrase)])]))
      blocks.append(.list(start: nil, criteria.map { item($0) }))
    }
    return blocks
  }

  private func conjuncts(_ conditions: [FactCondition], _ phrase: String) -> [MarkdownBlock] {
    guard !conditions.isEmpty else { return [] }
    return [
      .paragraph([.emphasis([.text(phrase)])]),
      .list(start: nil, conditions.map { item($0) }),
    ]
  }

  private func item(_ condition: FactCondition) -> [MarkdownBlock] {
    switch condition {
    case .test(let test):
      let spoken = revision.table.spoken(test)
      return [
        .paragraph(
          [.text(spoken.question + " "), .emphasis([.text(spoken.answer)])] + printed(test))
      ]
    case .reference(let reference):
      let spoken = revision.table.spoken(reference)
      return [
        .paragraph(
          [.text(spoken.question + " "), .emphasis([.text(spoken.answer)])] + printed(reference))
      ]
    case .group(let connective, let conditions):
      return [
        .paragraph([.emphasis([.text(connective.phrase)])]),
        .list(start: nil, conditions.map { item($0) }),
      ]
    }
  }

  private func printed(_ test: UnaryTest) -> [MarkdownInline] {
    [.text(" "), .test([.text(revision.table.printed(test))])]
  }

  private func printed(_ reference: CriterionReference) -> [MarkdownInline] {
    let label = revision.table.criterion(reference.id)?.label ?? reference.id
    return [
      .text(" "),
      .test([.link("#\(label)", [.text(label)]), .text(DecisionTable.referenceWords)]),
    ]
  }

  private var background: [MarkdownBlock] {
    guard revision.reconstruction?.notHeld.contains(.background) != true else {
      return part("Background", .background, nil)
    }
    return revision.sections.flatMap { section -> [MarkdownBlock] in
      [.heading(level: 2, [.text(section.title)])] + prose.blocks(section.text)
    }
  }

  private func part(_ title: String, _ part: Reconstruction.Part, _ content: [MarkdownBlock]?)
    -> [MarkdownBlock]
  {
    let isUnheld = revision.reconstruction?.notHeld.contains(part) ?? false
    let unheld: [MarkdownBlock] = [
      .paragraph([
        .strong([.text(StandingWords.unheld.head)]), .text(" \(StandingWords.unheld.text)"),
      ])
    ]
    return [.heading(level: 2, [.text(title)])]
      + (isUnheld ? unheld : content ?? [.paragraph([.text("None.")])])
  }

  private func coding(_ coding: Coding) -> [MarkdownBlock] {
    let rows = coding.rows.map { row -> [[MarkdownInline]] in
      [
        [.text("\(row.code.system.rawValue) \(row.code.value)")],
        [.text(row.descriptor + (row.period.map { " (valid \($0.words))" } ?? ""))],
      ]
    }
    let notice = coding.cptCopyright.map { year -> MarkdownBlock in
      .paragraph([.text(Coding.cptNotice(year: year))])
    }
    return prose.blocks(coding.text) + [.table([[[.text("Code")], [.text("Description")]]] + rows)]
      + (notice.map { [$0] } ?? [])
  }

  private var log: MarkdownBlock {
    .list(
      start: nil,
      LogWords.rows(policy, reviews).map { row, changes in
        let head =
          row.isContinuation
          ? "\(row.revision), continued, printed without a date"
          : "\(row.revision), approved \(row.approval?.printed ?? "(not printed)")"
        return [
          .paragraph([.strong([.text(head)])]),
          .list(
            start: nil,
            changes.map { words, verdict in
              [
                .paragraph(
                  prose.line(words)
                    + (verdict.map { [.text(" "), .emphasis([.text($0)])] } ?? []))
              ]
            }),
        ]
      })
  }

  private var references: [MarkdownBlock]? {
    guard !revision.references.isEmpty else { return nil }
    return [
      .list(
        start: 1,
        revision.references.map { reference in
          [.paragraph([.anchor("ref-\(reference.key)")] + prose.inlines(reference.entry))]
        })
    ]
  }

  private var foot: [MarkdownBlock] {
    [
      .paragraph([
        .text(
          "\(policy.id), revision \(revision.date), made by \(provenance.compiler) from sources with SHA-256 "
        ),
        .code(provenance.sourceDigest), .text("."),
      ])
    ]
  }
}
