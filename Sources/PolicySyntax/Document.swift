package import Diagnostics

/// One YAML file as a tree in which every value and every comment has its source location.
package struct Document: Sendable {
  package let source: SourceText
  package let root: Node
  /// All comments, in file order. The formatter must keep each of them.
  package let comments: [Comment]

  package struct Comment: Hashable, Sendable {
    package let span: Span
    /// The text without the `#` and the space after it.
    package let text: String
  }
}

/// One value of a document.
package struct Node: Sendable {
  package enum Content: Sendable {
    /// Scalars are always text, so `11/23`, `no` and `0648T` are not converted.
    case scalar(String, isQuoted: Bool)
    case sequence([Node])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    /// The key as a node, because it can have an anchor or be an alias.
    package let keyNode: Node
    package let value: Node

    package var keySpan: Span { keyNode.span }
  }

  /// How the value is written, which does not affect its meaning.
  package enum Style: Sendable {
    case plain, quoted, folded, literal
    /// The styles of collections: `flow` is in brackets or braces, `block` is indented.
    case flow, block
  }

  package let content: Content
  /// The range of the value. For an alias, the range of the anchored value.
  package let span: Span
  package let style: Style
  /// The name of the anchor, with which aliases can repeat the value.
  package let anchor: String?
  /// The name of the anchor that the value repeats, if it is an alias.
  package let alias: String?
  /// The range of the value including its anchor; for an alias, the range of the alias.
  package let wholeRange: Range<Int>

  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  package var elements: [Node]? {
    if case .sequence(let elements) = content { elements } else { nil }
  }

  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  package subscript(key: String) -> Node? { entries?.first { $0.key == key }?.value }

  /// The number of levels; 1 for a scalar.
  var height: Int {
    let members = elements ?? entries?.map(\.value) ?? []
    return 1 + (members.map(\.height).max() ?? 0)
  }

  /// A description of the kind of value, for messages.
  package var kind: String {
    switch content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// The limits of a source file, which keep memory and time bounded for any input.
package enum SourceBounds {
  package static let bytes = 1 << 20
  package static let depth = 32
  /// The number of values after aliases are expanded.
  package static let values = 50_000
}
