internal import CMark

extension PrintedDecision {
  /// Reads a written Markdown file with cmark, which knows nothing of how it was made.
  init(markdown bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var scope: [Item] = []
    var statements: [Statement] = []
    let document = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT)
    defer { cmark_node_free(document) }
    var isInCriteria = false
    var heading = ""
    for block in document.map(children) ?? [] {
      switch cmark_node_get_type(block) {
      case CMARK_NODE_HEADING:
        heading = plainWords(of: block)
        if cmark_node_get_heading_level(block) == 2 { isInCriteria = heading == "Criteria" }
      case CMARK_NODE_LIST where isInCriteria:
        let items = children(block).map(Item.init(markdown:))
        if heading == "Scope" {
          scope += items
        } else {
          statements += items.map { Statement(outcome: heading, item: $0) }
        }
      default: break
      }
    }
    self.init(scope: scope, statements: statements)
  }
}

extension PrintedDecision.Item {
  /// An item of a list: a line, then pairs of an emphasized phrase and a list.
  fileprivate init(markdown node: OpaquePointer) {
    var phrase = ""
    for (place, block) in children(node).enumerated() {
      if cmark_node_get_type(block) == CMARK_NODE_LIST {
        groups.append(
          PrintedDecision.Group(
            phrase: phrase, members: children(block).map(PrintedDecision.Item.init(markdown:))))
        phrase = ""
      } else if let first = children(block).first, children(block).count == 1,
        cmark_node_get_type(first) == CMARK_NODE_EMPH
      {
        phrase = plainWords(of: block)
      } else if place == 0 {
        readLine(block)
      }
    }
  }

  /// `**I.B.6** words (`test`)`; the label and the test may be missing.
  private mutating func readLine(_ paragraph: OpaquePointer) {
    var inlines = children(paragraph)
    if let last = inlines.last, literal(last) == ")", inlines.count >= 2,
      cmark_node_get_type(inlines[inlines.count - 2]) == CMARK_NODE_CODE
    {
      test = literal(inlines[inlines.count - 2])
      inlines.removeLast(2)
    }
    if let place = inlines.firstIndex(where: { cmark_node_get_type($0) != CMARK_NODE_HTML_INLINE }),
      cmark_node_get_type(inlines[place]) == CMARK_NODE_STRONG
    {
      label = plainWords(of: inlines[place])
      let anchor = literal(inlines[0])
      if anchor != "<a id=\"\(label)\">" { label += " without an anchor" }
      inlines.removeSubrange(...place)
    }
    var text = plainText(of: inlines)
    if !test.isEmpty, text.hasSuffix("(") { text.removeLast() }
    words = text.singleSpaced
  }
}

private func children(_ node: OpaquePointer) -> [OpaquePointer] {
  var children: [OpaquePointer] = []
  var next = cmark_node_first_child(node)
  while let child = next {
    children.append(child)
    next = cmark_node_next(child)
  }
  return children
}

private func literal(_ node: OpaquePointer) -> String {
  cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
}

private func plainWords(of node: OpaquePointer) -> String {
  plainText(of: children(node)).singleSpaced
}

/// The text of inlines, without what stands between `<sup>` and `</sup>`.
private func plainText(of inlines: [OpaquePointer]) -> String {
  var text = ""
  var isRaised = false
  for inline in inlines {
    switch cmark_node_get_type(inline) {
    case CMARK_NODE_HTML_INLINE:
      if literal(inline) == "<sup>" { isRaised = true }
      if literal(inline) == "</sup>" { isRaised = false }
    case CMARK_NODE_TEXT, CMARK_NODE_CODE: if !isRaised { text += literal(inline) }
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
    default: if !isRaised { text += plainText(of: children(inline)) }
    }
  }
  return text
}
