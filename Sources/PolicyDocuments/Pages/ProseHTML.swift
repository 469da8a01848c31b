internal import MarkupText
internal import PolicyModel

/// Prose as HTML, with citations numbered as in the reference list of a revision.
struct ProseHTML {
  /// The numbers of the references, by key.
  let numbers: [String: Int]

  init(_ references: [Reference]) {
    numbers = Dictionary(
      references.enumerated().map { ($1.key, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  func blocks(_ prose: Prose) -> [Markup] { prose.blocks.map(block) }

  /// Prose that is a single paragraph without the `p` element, and other prose as it is.
  func line(_ prose: Prose) -> [Markup] {
    guard prose.blocks.count == 1, case .paragraph(let inlines) = prose.blocks[0] else {
      return blocks(prose)
    }
    return self.inlines(inlines)
  }

  func inlines(_ inlines: [Prose.Inline]) -> [Markup] { inlines.map(node) }

  private func block(_ block: Prose.Block) -> Markup {
    switch block {
    case .paragraph(let inlines): .tag(.p, self.inlines(inlines))
    case .list(let start, let items):
      .tag(
        start == nil ? .ul : .ol, ["start": start.flatMap { $0 == 1 ? nil : String($0) }],
        items.map { blocks in
          if blocks.count == 1, case .paragraph(let inlines) = blocks[0] {
            return .tag(.li, self.inlines(inlines))
          }
          return .tag(.li, blocks.map { self.block($0) })
        })
    case .heading(let depth, let inlines): .tag(depth == 1 ? .h3 : .h4, self.inlines(inlines))
    case .table(let table): self.table(table)
    }
  }

  /// A table that scrolls where the page is too narrow for it.
  private func table(_ table: Prose.Table) -> Markup {
    func row(_ cells: [[Prose.Inline]], _ tag: Markup.Tag) -> Markup {
      .tag(
        .tr,
        zip(cells, table.alignments).map { cell, alignment in
          .tag(
            tag, ["class": alignment?.rawValue, "scope": tag == .th ? "col" : nil],
            inlines(cell))
        })
    }
    // Assistive technology lists regions by their names, so that several tables need several.
    let columns = table.head.map(\.plainText).filter { !$0.isEmpty }
    let label = "Table: \(columns.joined(separator: ", "))"
    return .tag(
      .div, ["class": "scrolling", "role": "region", "tabindex": "0", "aria-label": label],
      [
        .tag(
          .table,
          [
            .tag(.thead, [row(table.head, .th)]),
            .tag(.tbody, table.rows.map { row($0, .td) }),
          ])
      ])
  }

  private func node(_ inline: Prose.Inline) -> Markup {
    switch inline {
    case .text(let text): .text(text)
    case .emphasis(let inner): .tag(.em, inlines(inner))
    case .strong(let inner): .tag(.strong, inlines(inner))
    case .code(let text): .tag(.code, [.text(text)])
    case .link(let url, let inner): .tag(.a, ["href": url], inlines(inner))
    case .citation(let keys): citation(keys)
    case .range(let fact): .text("{\(fact)}")
    }
  }

  private func citation(_ keys: [String]) -> Markup {
    var links: [Markup] = []
    for key in keys {
      guard let number = numbers[key] else {
        preconditionFailure("a citation without a reference passed the checks")
      }
      if !links.isEmpty { links.append(",") }
      links.append(
        .tag(.a, ["href": "#ref-\(key)", "aria-label": "Reference \(number)"], ["\(number)"]))
    }
    return .tag(.sup, ["class": "citation"], links)
  }
}
