internal import DecisionAnalysis
internal import DecisionTable
package import PolicyModel
internal import PolicyReview
internal import Values

extension Redline {
  /// The redline for a pull request or a request for comments.
  package func markdown(_ provenance: Provenance) -> String {
    (heading + decisions + changes + logBlocks + [foot(provenance)]).text
  }

  private var heading: [MarkdownBlock] {
    [
      .heading(
        level: 1,
        [.text("\(difference.new.title) (\(policy.id)): \(old) to \(new)")]),
      .quotation([
        .paragraph(
          [.strong([.text(policy.statusNotice.head)]), .text(" ")]
            + ProseMarkdown([]).line(policy.statusNotice.text))
      ]),
      .paragraph([.strong([.text(summary)])]),
    ] + missingParts.map { .paragraph([.text($0)]) }
  }

  private var decisions: [MarkdownBlock] {
    var blocks: [MarkdownBlock] = [
      .heading(level: 2, [.text("Decisions")]),
      .paragraph([.text(effect.joined(separator: " "))]),
    ]
    let rows = witnesses.map { entry, label, witness -> [[MarkdownInline]] in
      let name: MarkdownInline =
        entry.map { .link("#\($0.anchor)", [.text(label)]) } ?? .text(label)
      let date = witness.request.date.map { [MarkdownInline.text(" on \($0)")] } ?? []
      return [
        [name], [.text("\(words(witness)) "), .code(facts(witness))] + date,
        [.text(witness.old.text)],
        [.text(witness.new.text)],
      ]
    }
    if !rows.isEmpty {
      let head = ["Change", "Smallest request", old, new].map { [MarkdownInline.text($0)] }
      blocks.append(.table([head] + rows))
    }
    return blocks
  }

  private var changes: [MarkdownBlock] {
    let heading: MarkdownBlock = .heading(level: 2, [.text("Changes")])
    guard !entries.isEmpty else {
      return [
        heading,
        .paragraph([.text("The revisions do not differ in anything that both of them have.")]),
      ]
    }
    return [heading]
      + entries.flatMap { entry -> [MarkdownBlock] in
        [
          .heading(
            level: 3, [.anchor(entry.anchor), .text("\(entry.name): \(entry.kinds)")])
        ] + entry.text.pieces.compactMap(block)
      }
  }

  private func block(_ piece: TextDifference.Piece) -> MarkdownBlock? {
    switch piece {
    case .same: nil
    case .removed(let line): .paragraph([.deleted([.text(line)])])
    case .added(let line): .paragraph([.inserted([.text(line)])])
    case .changed(let difference):
      .paragraph(
        difference.runs.enumerated().flatMap { index, run -> [MarkdownInline] in
          let content: MarkdownInline =
            switch run.kind {
            case .same: .text(run.text)
            case .removed: .deleted([.text(run.text)])
            case .added: .inserted([.text(run.text)])
            }
          return index == 0 ? [content] : [.text(" "), content]
        })
    }
  }

  private var logBlocks: [MarkdownBlock] {
    let prose = ProseMarkdown(difference.new.references)
    return [.heading(level: 2, [.text("Revision log")])]
      + log.flatMap { entry -> [MarkdownBlock] in
        [
          .paragraph([.strong([.text(entry.heading)])]),
          .list(start: nil, entry.statements.map { [.paragraph($0.inlines(prose))] }),
        ]
      }
  }

  private func foot(_ provenance: Provenance) -> MarkdownBlock {
    .paragraph([
      .text(StandardWording.built(policy.id, by: provenance.compiler)),
      .code(provenance.sourceDigest), .text("."),
    ])
  }
}
