/// CommonMark prose with citations, as a tree.
///
/// Line breaks of the source become spaces, adjacent text is joined, and there are no spaces before
/// citations.
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

extension Prose.Block {
  fileprivate var lines: [[Prose.Inline]] {
    switch self {
    case .paragraph(let inlines): [inlines]
    case .list(_, let items): items.flatMap { $0.flatMap(\.lines) }
    }
  }

  fileprivate func printing(_ text: (String) -> String) -> Prose.Block {
    switch self {
    case .paragraph(let inlines): .paragraph(inlines.printing(text))
    case .list(let start, let items):
      .list(start: start, items: items.map { $0.map { $0.printing(text) } })
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
