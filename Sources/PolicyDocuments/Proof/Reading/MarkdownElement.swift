internal import CMark

/// A block or an inline of a Markdown file, as cmark parses it.
struct MarkdownElement {
  enum Kind: Hashable {
    case heading(level: Int)
    case paragraph, list, item, emphasis, strong
    case link(url: String)
    /// A single tag, such as `<sup>`.
    case tag(String)
    case text(String)
    case lineBreak
    /// Anything else that CommonMark has.
    case other
  }

  let kind: Kind
  let children: [MarkdownElement]

  /// The whole file.
  init(file bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let document = commonmark_parse(text, text.utf8.count)
    defer { cmark_node_free(document) }
    kind = .other
    children = document.map(MarkdownElement.children) ?? []
  }

  private init(_ node: OpaquePointer) {
    func literal() -> String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }
    kind =
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
      case CMARK_NODE_PARAGRAPH: .paragraph
      case CMARK_NODE_LIST: .list
      case CMARK_NODE_ITEM: .item
      case CMARK_NODE_EMPH: .emphasis
      case CMARK_NODE_STRONG: .strong
      case CMARK_NODE_LINK:
        .link(url: cmark_node_get_url(node).map { String(cString: $0) } ?? "")
      case CMARK_NODE_HTML_INLINE: .tag(literal())
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: .text(literal())
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: .lineBreak
      default: .other
      }
    children = MarkdownElement.children(node)
  }

  private static func children(_ node: OpaquePointer) -> [MarkdownElement] {
    var children: [MarkdownElement] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      children.append(MarkdownElement(child))
      next = cmark_node_next(child)
    }
    return children
  }

  /// This element and its descendants, in document order.
  var withDescendants: [MarkdownElement] { [self] + children.flatMap(\.withDescendants) }

  /// The text without citations.
  var text: String { children.text }
}

extension Sequence<MarkdownElement> {
  /// The text of inlines, without the citations between `<sup>` and `</sup>`.
  var text: String {
    var text = ""
    var raised: String?
    for inline in self {
      if inline.kind == .tag("<sup>") {
        raised = ""
      } else if inline.kind == .tag("</sup>") {
        if let citation = raised, !citation.isCitation { text += citation }
        raised = nil
      } else if raised != nil {
        raised? += inline.plainText
      } else {
        text += inline.plainText
      }
    }
    return (text + (raised ?? "")).singleSpaced
  }
}

extension MarkdownElement {
  fileprivate var plainText: String {
    switch kind {
    case .text(let text): text
    case .lineBreak: " "
    default: children.map(\.plainText).joined()
    }
  }
}
