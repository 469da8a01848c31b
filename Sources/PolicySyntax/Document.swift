package import Diagnostics

/// One YAML file as a tree in which every value and every comment knows its place.
package struct Document: Sendable {
  package let source: SourceText
  package let root: Node
  /// In the order of the file; what a formatter must not lose.
  package let comments: [Comment]

  package struct Comment: Hashable, Sendable {
    package let span: Span
    /// Without the `#` and the space behind it.
    package let text: String
  }
}

/// One value of a document.
package struct Node: Sendable {
  package enum Content: Sendable {
    /// Always text: `11/23`, `no` and `0648T` stay what they are.
    case scalar(String, isQuoted: Bool)
    case sequence([Node])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    /// The key as a value, which has a shape of its own.
    package let keyNode: Node
    package let value: Node

    package var keySpan: Span { keyNode.span }
  }

  /// How it is written, which says nothing of what it means.
  package enum Style: Sendable {
    case plain, quoted, folded, literal
    /// Within brackets or braces, or by indentation.
    case flow, block
  }

  package let content: Content
  /// The value; that of an alias is where its anchor is.
  package let span: Span
  package let style: Style
  /// The name under which aliases may repeat it.
  package let anchor: String?
  /// The name of the anchor, where the value is an alias.
  package let alias: String?
  /// Everything that is written for it: its anchor too, or the alias.
  package let place: Range<Int>

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

  /// How many levels the value has: 1 for a scalar.
  var height: Int {
    let members = elements ?? entries?.map(\.value) ?? []
    return 1 + (members.map(\.height).max() ?? 0)
  }

  /// What the value is, for messages.
  package var kind: String {
    switch content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// What a source file may at most be, so that no input takes unbounded memory or time.
package enum SourceBounds {
  package static let bytes = 1 << 20
  package static let depth = 32
  /// Values after aliases are expanded.
  package static let values = 50_000
}
