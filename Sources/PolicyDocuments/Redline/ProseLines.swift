internal import PolicyModel

extension Prose {
  /// A line for each paragraph, heading, list item or row of a table, with all marks and citations, so that every change is
  /// visible in a comparison.
  var lines: [String] { blocks.flatMap { $0.lines(marker: "") } }
}

extension Prose.Block {
  fileprivate func lines(marker: String) -> [String] {
    switch self {
    case .paragraph(let inlines): return [marker + inlines.marked]
    case .heading(let depth, let inlines):
      return [marker + String(repeating: "#", count: depth + 2) + " " + inlines.marked]
    case .table(let table):
      return ([table.head] + table.rows).map { row in
        marker + row.map(\.marked).joined(separator: " | ")
      }
    case .list(let start, let items):
      return items.enumerated().flatMap { index, blocks in
        blocks.flatMap { $0.lines(marker: start.map { "\($0 + index). " } ?? "• ") }
      }
    }
  }
}

extension [Prose.Inline] {
  /// The text with its marks.
  var marked: String {
    map { inline in
      switch inline {
      case .text(let text): text
      case .code(let text): "`\(text)`"
      case .emphasis(let inner): "*\(inner.marked)*"
      case .strong(let inner): "**\(inner.marked)**"
      case .link(let url, let inner): "\(inner.marked) (\(url))"
      case .range(let fact): "{\(fact)}"
      // By key, because a new reference number is not a change of the text.
      case .citation(let keys): " [" + keys.map { "@\($0)" }.joined(separator: "; ") + "]"
      }
    }.joined()
  }
}
