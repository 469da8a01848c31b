internal import PolicyModel

/// Prose as Markdown, with citations numbered as in the reference list of a revision.
struct ProseMarkdown {
  let numbers: [String: Int]

  init(_ references: [Reference]) { numbers = ProseHTML(references).numbers }

  func blocks(_ prose: Prose) -> [MarkdownBlock] { prose.blocks.map(block) }

  /// The paragraphs of prose, as the content of one block.
  func line(_ prose: Prose) -> [MarkdownInline] {
    prose.blocks.flatMap { block -> [MarkdownInline] in
      if case .paragraph(let inlines) = block { self.inlines(inlines) } else { [] }
    }
  }

  func inlines(_ inlines: [Prose.Inline]) -> [MarkdownInline] { inlines.map(node) }

  private func block(_ block: Prose.Block) -> MarkdownBlock {
    switch block {
    case .paragraph(let inlines): .paragraph(self.inlines(inlines))
    case .list(let start, let items):
      .list(start: start, items.map { $0.map { self.block($0) } })
    case .heading(let depth, let inlines): .heading(level: depth + 2, self.inlines(inlines))
    case .table(let table):
      .table(
        ([table.head] + table.rows).map { row in row.map { self.inlines($0) } },
        alignments: table.alignments)
    }
  }

  private func number(of key: String) -> Int {
    guard let number = numbers[key] else {
      preconditionFailure("a citation without a reference passed the checks")
    }
    return number
  }

  private func node(_ inline: Prose.Inline) -> MarkdownInline {
    switch inline {
    case .text(let text): .text(text)
    case .emphasis(let inner): .emphasis(inlines(inner))
    case .strong(let inner): .strong(inlines(inner))
    case .code(let text): .code(text)
    case .link(let url, let inner): .link(url, inlines(inner))
    case .range(let fact): .text("{\(fact)}")
    case .citation(let keys):
      .superscript(
        keys.enumerated().flatMap { index, key -> [MarkdownInline] in
          let link = MarkdownInline.link("#ref-\(key)", [.text(String(number(of: key)))])
          return index == 0 ? [link] : [.text(","), link]
        })
    }
  }
}
