package import Diagnostics
package import PolicySyntax

/// An entry of the outline that editors show for a source: a key, or an element of a list under its
/// name.
package struct OutlineItem: Sendable {
  package let name: String
  package let detail: String
  /// The ranges of the whole entry and of its name.
  package let span: Span
  package let nameSpan: Span
  package let members: [OutlineItem]

  package static func items(of document: Document) -> [OutlineItem] {
    members(of: document.root, depth: 0)
  }

  private static let deepest = 24
  private static let names = [
    "id", "revision", "crosswalk", "warning", "code", "family", "literal",
  ]
  private static let details = ["text", "label", "title", "ask", "status"]

  private static func members(of node: Node, depth: Int) -> [OutlineItem] {
    guard depth < deepest, node.alias == nil else { return [] }
    if let entries = node.entries {
      return entries.compactMap { entry in
        // Below the top level, keys with text repeat the name or the detail of their element.
        guard depth == 0 || entry.value.text == nil else { return nil }
        return OutlineItem(
          name: entry.key, detail: detail(of: entry.value),
          span: Span(
            path: node.span.path,
            range: entry.keySpan.range
              .lowerBound..<max(entry.keySpan.range.upperBound, entry.value.wholeRange.upperBound)),
          nameSpan: entry.keySpan, members: members(of: entry.value, depth: depth + 1))
      }
    }
    return (node.elements ?? []).compactMap { element in
      let own = names.lazy.compactMap { element[$0] }.first { $0.text?.isEmpty == false }
      guard element.alias == nil, let own, let name = own.text else { return nil }
      return OutlineItem(
        name: name, detail: detail(of: element), span: element.span,
        nameSpan: own.alias == nil ? own.span : element.span,
        members: members(of: element, depth: depth + 1))
    }
  }

  private static func detail(of node: Node) -> String {
    let text = node.text ?? details.lazy.compactMap { node[$0]?.text }.first ?? ""
    return String(text.prefix { $0 != "\n" }.prefix(80))
  }
}
