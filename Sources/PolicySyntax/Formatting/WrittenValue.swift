internal import Diagnostics

/// A YAML value that a program writes rather than reads.
package indirect enum WrittenValue: Hashable, Sendable {
  /// Plain where YAML allows it, in quotes otherwise.
  case text(String)
  /// A list on one line, `[a, b]`, unless it is too long for that.
  case list([WrittenValue])
  /// A mapping on one line, `{a: b}`, unless it is too long for that.
  case record([Entry])
  /// A list with each element on its own line.
  case lines([WrittenValue])
  /// A mapping with each entry on its own line.
  case block([Entry])

  package struct Entry: Hashable, Sendable {
    let key: String
    let value: WrittenValue

    package init(_ key: String, _ value: WrittenValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value in the layout of `policyc fmt`, as part of a file in which it is indented.
  package func text(indent: Int) -> String {
    var ranges = RangeCounter()
    let node = node(&ranges)
    let layout = Layout(root: Layout.Item(node) { $0.style == .block })
    return LayoutPrinter(layout, indent: indent).text
  }

  fileprivate func node(_ ranges: inout RangeCounter) -> Node {
    let range = ranges.next()
    let (content, style): (Node.Content, Node.Style) =
      switch self {
      case .text(let text): (.scalar(text, isQuoted: text.isEmpty), .plain)
      case .list(let elements): (.sequence(elements.map { $0.node(&ranges) }), .flow)
      case .lines(let elements): (.sequence(elements.map { $0.node(&ranges) }), .block)
      case .record(let entries): (.mapping(entries.map { $0.node(&ranges) }), .flow)
      case .block(let entries): (.mapping(entries.map { $0.node(&ranges) }), .block)
      }
    return Node(
      content: content, span: Span(path: "", range: range), style: style, anchor: nil, alias: nil,
      wholeRange: range)
  }
}

extension WrittenValue.Entry {
  fileprivate func node(_ ranges: inout RangeCounter) -> Node.Entry {
    Node.Entry(
      key: key, keyNode: WrittenValue.text(key).node(&ranges), value: value.node(&ranges))
  }
}

/// Gives each node a unique range, because the printer identifies nodes by their ranges.
private struct RangeCounter {
  private var count = 0

  mutating func next() -> Range<Int> {
    count += 1
    return count..<count
  }
}
