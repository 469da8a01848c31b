internal import DecisionAnalysis
internal import DecisionTable
package import PolicyModel
internal import PolicyReview
internal import Values

extension Redline {
  /// For a pull request, or a letter that is asked for comments.
  package func markdown(_ provenance: Provenance) -> String {
    var blocks: [MarkdownBlock] = [
      .heading(level: 1, [.text("\(policy.id): \(old) to \(new)")]),
      .quotation([
        .paragraph([
          .strong([.text(StandingWords.unofficial.head)]),
          .text(" \(StandingWords.unofficial.text)"),
        ])
      ]),
      .paragraph([.strong([.text(summary)])]),
    ]
    blocks += unheld.map { .paragraph([.text($0)]) }
    blocks.append(.heading(level: 2, [.text("Decisions")]))
    blocks.append(
      .paragraph([
        .text("Effect: \(effectName)."),
        .text(counts.map { " \($0)" } ?? ""), .text(datedEffects.map { " \($0)" } ?? ""),
        .text(" This is proven over every complete request."),
      ]))
    var rows: [[[MarkdownInline]]] = []
    for entry in entries {
      guard case .changes(let witness) = entry.effect else { continue }
      rows.append(row([.link("#\(entry.anchor)", [.text(entry.name)])], witness))
    }
    if rows.isEmpty { rows = wholeWitnesses.map { row([.text($0.label)], $0.witness) } }
    if !rows.isEmpty {
      let head = ["Change", "Smallest request", old, new].map { [MarkdownInline.text($0)] }
      blocks.append(.table([head] + rows))
    }
    blocks.append(.heading(level: 2, [.text("Changes")]))
    if entries.isEmpty {
      blocks.append(.paragraph([.text("Nothing that both revisions hold differs.")]))
    }
    for entry in entries {
      blocks.append(
        .heading(
          level: 3, [.anchor(entry.anchor), .text("\(entry.name): \(entry.kinds)")]))
      blocks += entry.text.pieces.compactMap(block)
    }
    blocks.append(.heading(level: 2, [.text("Revision log")]))
    for (place, row) in self.rows {
      blocks.append(
        .paragraph([
          .strong([.text("\(row.revision)\(row.isContinuation ? ", continued" : "")")])
        ]))
      var items = row.changes.enumerated().map { number, change -> [MarkdownBlock] in
        let verdict = proof?.verdict(row: place, change: number)
        return [
          .paragraph(
            [.text(change.text.plainText)]
              + (verdict.map { [.text(" "), .emphasis([.text($0.words)])] } ?? []))
        ]
      }
      if let effect = row.effect {
        let verdict = proof?.effect.flatMap { $0.row == place ? $0.verdict : nil }
        items.append([
          .paragraph(
            [.text("Effect on decisions: \(effect.rawValue).")]
              + (verdict.map { [.text(" "), .emphasis([.text($0.words)])] } ?? []))
        ])
      }
      blocks.append(.list(start: nil, items))
    }
    blocks.append(
      .paragraph([
        .text("\(policy.id), made by \(provenance.compiler) from sources with SHA-256 "),
        .code(provenance.sourceDigest), .text("."),
      ]))
    return blocks.text
  }

  private func row(_ name: [MarkdownInline], _ witness: TableComparison.Witness)
    -> [[MarkdownInline]]
  {
    let date = witness.request.date.map { [MarkdownInline.text(" on \($0)")] } ?? []
    return [
      name, [.code(facts(witness))] + date, [.text(witness.old.words)], [.text(witness.new.words)],
    ]
  }

  private func block(_ piece: TextDifference.Piece) -> MarkdownBlock? {
    switch piece {
    case .same: nil
    case .removed(let line): .paragraph([.deleted([.text(line)])])
    case .added(let line): .paragraph([.inserted([.text(line)])])
    case .changed(let difference):
      .paragraph(
        difference.runs.enumerated().flatMap { place, run -> [MarkdownInline] in
          let words: MarkdownInline =
            switch run.kind {
            case .same: .text(run.text)
            case .removed: .deleted([.text(run.text)])
            case .added: .inserted([.text(run.text)])
            }
          return place == 0 ? [words] : [.text(" "), words]
        })
    }
  }
}
