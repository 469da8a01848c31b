internal import DecisionTable
internal import PolicyChecks
internal import PolicyModel
internal import PolicyReview
internal import Values

/// `policy.md`: one revision of a policy.
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
    head + part("Description", .description, revision.description.map(prose.blocks))
      + [.heading(level: 2, [.text("Criteria")])]
      + CriteriaMarkdown(revision: revision, prose: prose).blocks + background
      + part("Coding", .coding, revision.coding.map(coding))
      + [.heading(level: 2, [.text("Revision log")]), log]
      + part("References", .references, references)
      + part("Important reminder", .reminder, revision.reminder.map(prose.blocks)) + approvals
      + [foot]
  }

  // MARK: Head and foot

  private var head: [MarkdownBlock] {
    [
      .heading(level: 1, [.text(revision.title)]), .paragraph([.text(identity)]),
      note(policy.statusNotice.head, prose.line(policy.statusNotice.text)),
    ] + reconstruction + successor + otherRevisions
  }

  /// Which revision of which policy this is, with its dates.
  private var identity: String {
    let entry = revision.entry
    var parts = [
      revision.publication.publisher, "Clinical policy \(policy.id)", "Revision \(revision.date)",
    ]
    if entry.status == .draft { parts.append("Draft") }
    parts.append(approval)
    parts.append(
      entry.effective.map { "Effective \($0)" }
        ?? "Effective date \(policy.standing.missingEffectiveDate.lowercased())")
    if revision.isErratum, let corrected = policy.revision(correctedBy: revision) {
      parts.append("Erratum to revision \(corrected.date)")
    }
    if let lastDay = entry.lastDay { parts.append("Retired, last day \(lastDay.spelledOut)") }
    return parts.joined(separator: " · ")
  }

  private var approval: String {
    let date = revision.entry.approval.map { ["Approved \($0)"] } ?? []
    let parts = date + revision.approvers.map { "Approved by \($0)" }
    if !parts.isEmpty { return parts.joined(separator: "; ") }
    return revision.entry.status == .draft ? "Not yet approved" : "Approval date not stated"
  }

  private func note(_ head: String, _ content: [MarkdownInline]) -> MarkdownBlock {
    .quotation([.paragraph([.strong([.text(head)]), .text(" ")] + content)])
  }

  private var reconstruction: [MarkdownBlock] {
    guard let reconstruction = revision.reconstruction else { return [] }
    return [note("\(StandardWording.reconstructed).", prose.line(reconstruction.basis))]
  }

  private var successor: [MarkdownBlock] {
    guard let next = policy.successor(of: revision) else { return [] }
    return [
      .paragraph([
        .strong([.text(StandardWording.superseded)]), .text(" "),
        .link("../\(next.id)/policy.md", [.text("Revision \(next.date)")]),
      ])
    ]
  }

  private var otherRevisions: [MarkdownBlock] {
    let others = policy.revisions.reversed().filter { $0.id != revision.id }
    guard !others.isEmpty else { return [] }
    let links = others.enumerated().flatMap { index, other -> [MarkdownInline] in
      let link: MarkdownInline = .link(
        "../\(other.id)/policy.md", [.text(other.date.printed + other.draftMark)])
      return index == 0 ? [link] : [.text(", "), link]
    }
    return [.paragraph([.text("Other revisions: ")] + links)]
  }

  /// What each office approved.
  private var approvals: [MarkdownBlock] {
    revision.approvalSentences.map { sentence in
      .paragraph([.text(sentence.beginning), .code(sentence.digest), .text(".")])
    }
  }

  private var foot: MarkdownBlock {
    .paragraph([
      .text(
        StandardWording.built(
          "\(policy.id), revision \(revision.date)", by: provenance.compiler)),
      .code(provenance.sourceDigest), .text("."),
    ])
  }

  // MARK: Parts

  private func part(_ title: String, _ part: Reconstruction.Part, _ content: [MarkdownBlock]?)
    -> [MarkdownBlock]
  {
    let isAvailable = !(revision.reconstruction?.notHeld.contains(part) ?? false)
    let notAvailable: [MarkdownBlock] = [
      .paragraph([
        .strong([.text(StandardWording.notAvailable.head)]),
        .text(" \(StandardWording.notAvailable.text)"),
      ])
    ]
    guard let shown = isAvailable ? content : notAvailable else { return [] }
    return [.heading(level: 2, [.text(title)])] + shown
  }

  private var background: [MarkdownBlock] {
    guard revision.reconstruction?.notHeld.contains(.background) != true else {
      return part("Background", .background, nil)
    }
    return revision.sections.flatMap { section -> [MarkdownBlock] in
      [.heading(level: 2, [.text(section.title)])] + prose.blocks(section.text)
    }
  }

  private func coding(_ coding: Coding) -> [MarkdownBlock] {
    let rows = coding.rows.map { row -> [[MarkdownInline]] in
      [
        [.text("\(row.code.system.rawValue) \(row.code.value)")],
        [.text(row.descriptor + (row.period.map { " (valid \($0.text))" } ?? ""))],
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
      LogEntry.all(policy, reviews, on: revision).map { entry in
        let row = entry.row
        let status =
          row.isContinuation
          ? "printed without a date"
          : row.approval.map { "approved \($0)" } ?? policy.missingApproval(of: row)
        return [
          .paragraph([.strong([.text("\(entry.heading), \(status)")])]),
          .list(start: nil, entry.statements.map { [.paragraph($0.inlines(prose))] }),
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
}

extension LogEntry.Statement {
  func inlines(_ prose: ProseMarkdown) -> [MarkdownInline] {
    prose.line(text) + (verdict.map { [.text(" "), .emphasis([.text($0)])] } ?? [])
  }
}
