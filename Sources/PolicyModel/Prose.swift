/// CommonMark prose with citations, as a tree.
///
/// Line breaks of the source become spaces, adjacent text is joined, and there are no spaces before
/// citations.
package struct Prose: Hashable, Sendable {
  package indirect enum Block: Hashable, Sendable {
    case paragraph([Inline])
    /// - Parameter start: the number of the first item; nil for bullets.
    case list(start: Int?, items: [[Block]])
    /// A heading below that of the section: 1 for a part of the section, 2 for a part of that.
    case heading(depth: Int, [Inline])
    case table(Table)
  }

  /// Rows of as many cells as there are columns.
  package struct Table: Hashable, Sendable {
    package enum Alignment: String, Sendable {
      case left
      case center
      case right
    }

    /// The alignment of each column; nil where the author does not choose one.
    package let alignments: [Alignment?]
    package let head: [[Inline]]
    package let rows: [[[Inline]]]

    package init(alignments: [Alignment?], head: [[Inline]], rows: [[[Inline]]]) {
      self.alignments = alignments
      self.head = head
      self.rows = rows
    }

    /// Every cell, row by row, that of the head first.
    package var cells: [[Inline]] { head + rows.flatMap(\.self) }

    /// The same table with other cells.
    package func map(_ transform: ([Inline]) -> [Inline]) -> Table {
      Table(
        alignments: alignments, head: head.map(transform), rows: rows.map { $0.map(transform) })
    }
  }

  package indirect enum Inline: Hashable, Sendable {
    case text(String)
    case emphasis([Inline])
    case strong([Inline])
    case code(String)
    case link(url: String, [Inline])
    /// `[@key]` or `[@one; @two]`.
    case citation([String])
    /// `{age}`: the range that the criterion tests of the fact. Resolved prose contains text instead.
    case range(fact: String)
  }

  package let blocks: [Block]

  package init(blocks: [Block]) { self.blocks = blocks }
}

extension Prose {
  /// The text without markup and citations.
  package var plainText: String {
    blocks.map(\.plainText).joined(separator: " ")
  }

  /// The keys of all citations, in text order.
  package var citedKeys: [String] { blocks.flatMap(\.citedKeys) }
}

extension Prose {
  /// The facts whose ranges the prose prints, in text order.
  package var rangeFacts: [String] { blocks.flatMap { $0.lines.flatMap(\.rangeFacts) } }

  /// The same prose with text instead of each range.
  ///
  /// - Parameter text: the text for the range of a fact.
  package func printing(_ text: (String) -> String) -> Prose {
    Prose(blocks: blocks.map { $0.printing(text) })
  }
}

extension Prose {
  /// Whether the first thing that the prose prints is a range.
  package var beginsWithRange: Bool {
    guard case .paragraph(let inlines)? = blocks.first, case .range? = inlines.first else {
      return false
    }
    return true
  }

  /// The prose with a capital at its beginning.
  package var capitalized: Prose {
    guard case .paragraph(var inlines)? = blocks.first, case .text(let text)? = inlines.first else {
      return self
    }
    inlines[0] = .text(text.prefix(1).uppercased() + text.dropFirst())
    return Prose(blocks: [.paragraph(inlines)] + blocks.dropFirst())
  }
}

extension Prose.Block {
  fileprivate var lines: [[Prose.Inline]] {
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): [inlines]
    case .list(_, let items): items.flatMap { $0.flatMap(\.lines) }
    case .table(let table): table.cells
    }
  }

  fileprivate func printing(_ text: (String) -> String) -> Prose.Block {
    switch self {
    case .paragraph(let inlines): .paragraph(inlines.printing(text))
    case .list(let start, let items):
      .list(start: start, items: items.map { $0.map { $0.printing(text) } })
    case .heading(let depth, let inlines): .heading(depth: depth, inlines.printing(text))
    case .table(let table): .table(table.map { $0.printing(text) })
    }
  }
}

extension [Prose.Inline] {
  fileprivate var rangeFacts: [String] {
    flatMap { inline -> [String] in
      switch inline {
      case .range(let fact): [fact]
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.rangeFacts
      case .text, .code, .citation: []
      }
    }
  }

  /// Joins the text for a range with the text around it.
  fileprivate func printing(_ text: (String) -> String) -> [Prose.Inline] {
    var result: [Prose.Inline] = []
    for inline in self {
      var printed = inline
      switch inline {
      case .range(let fact): printed = .text(text(fact))
      case .emphasis(let inner): printed = .emphasis(inner.printing(text))
      case .strong(let inner): printed = .strong(inner.printing(text))
      case .link(let url, let inner): printed = .link(url: url, inner.printing(text))
      case .text, .code, .citation: break
      }
      if case .text(let more) = printed, case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + more)
      } else {
        result.append(printed)
      }
    }
    return result
  }
}

extension Prose.Block {
  fileprivate var plainText: String {
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.plainText
    case .list(_, let items):
      items.map { $0.map(\.plainText).joined(separator: " ") }.joined(separator: "; ")
    case .table(let table):
      ([table.head] + table.rows).map { $0.map(\.plainText).joined(separator: ", ") }
        .joined(separator: "; ")
    }
  }

  fileprivate var citedKeys: [String] {
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.flatMap(\.citedKeys)
    case .list(_, let items): items.flatMap { $0.flatMap(\.citedKeys) }
    case .table(let table): table.cells.flatMap { $0.flatMap(\.citedKeys) }
    }
  }
}

extension [Prose.Inline] {
  /// The text without markup and citations.
  package var plainText: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.plainText
      case .citation: ""
      case .range(let fact): "{\(fact)}"
      }
    }.joined()
  }
}

extension Prose.Inline {
  fileprivate var citedKeys: [String] {
    switch self {
    case .text, .code, .range: []
    case .emphasis(let inner), .strong(let inner), .link(_, let inner):
      inner.flatMap(\.citedKeys)
    case .citation(let keys): keys
    }
  }
}
