/// CommonMark prose with citations, as a tree.
///
/// Line breaks of the source are spaces, text is not split, and no space stands before a citation.
package struct Prose: Hashable, Sendable {
  package indirect enum Block: Hashable, Sendable {
    case paragraph([Inline])
    /// - Parameter start: the number of the first item; nil for bullets.
    case list(start: Int?, items: [[Block]])
  }

  package indirect enum Inline: Hashable, Sendable {
    case text(String)
    case emphasis([Inline])
    case strong([Inline])
    case code(String)
    case link(url: String, [Inline])
    /// `[@key]` or `[@one; @two]`.
    case citation([String])
  }

  package let blocks: [Block]

  package init(blocks: [Block]) { self.blocks = blocks }
}

extension Prose {
  /// The words alone, without marks and citations.
  package var plainText: String {
    blocks.map(\.plainText).joined(separator: " ")
  }

  /// The keys cited, in the order of their places.
  package var citedKeys: [String] { blocks.flatMap(\.citedKeys) }
}

extension Prose.Block {
  fileprivate var plainText: String {
    switch self {
    case .paragraph(let inlines): inlines.plainText
    case .list(_, let items):
      items.map { $0.map(\.plainText).joined(separator: " ") }.joined(separator: "; ")
    }
  }

  fileprivate var citedKeys: [String] {
    switch self {
    case .paragraph(let inlines): inlines.flatMap(\.citedKeys)
    case .list(_, let items): items.flatMap { $0.flatMap(\.citedKeys) }
    }
  }
}

extension [Prose.Inline] {
  /// The words alone.
  package var plainText: String {
    map { inline in
      switch inline {
      case .text(let words), .code(let words): words
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.plainText
      case .citation: ""
      }
    }.joined()
  }
}

extension Prose.Inline {
  fileprivate var citedKeys: [String] {
    switch self {
    case .text, .code: []
    case .emphasis(let inner), .strong(let inner), .link(_, let inner):
      inner.flatMap(\.citedKeys)
    case .citation(let keys): keys
    }
  }
}
