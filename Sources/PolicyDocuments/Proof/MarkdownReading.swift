internal import CMark

extension PrintedDecision {
  /// Reads a written Markdown file with cmark, which knows nothing of how it was made.
  init(markdown bytes: [UInt8]) {
    self.init()
    let text = String(decoding: bytes, as: UTF8.self)
    let document = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT)
    defer { cmark_node_free(document) }
    var isInCriteria = false
    var heading = ""
    for block in document.map(children) ?? [] {
      let type = cmark_node_get_type(block)
      if type == CMARK_NODE_HEADING {
        heading = plainWords(of: block)
        if cmark_node_get_heading_level(block) == 2 { isInCriteria = heading == "Criteria" }
      } else if type == CMARK_NODE_LIST, isInCriteria {
        let items = children(block).map { item($0) }
        if heading == "Scope" {
          scope += items
        } else {
          statements += items.map { Statement(outcome: heading, item: $0) }
        }
      } else if isInCriteria, type != CMARK_NODE_PARAGRAPH || holdsTest(block) {
        strangers.append(plainWords(of: block))
      }
    }
  }

  /// An item of a list: a line, then pairs of an emphasized phrase and a list. An item that is a
  /// group of conditions has no line.
  private mutating func item(_ node: OpaquePointer) -> Item {
    var item = Item()
    var phrase = ""
    for (place, block) in children(node).enumerated() {
      if cmark_node_get_type(block) == CMARK_NODE_LIST, !phrase.isEmpty {
        item.groups.append(
          Group(phrase: phrase, members: children(block).map { self.item($0) }))
        phrase = ""
      } else if let first = children(block).first, children(block).count == 1,
        cmark_node_get_type(first) == CMARK_NODE_EMPH, phrase.isEmpty
      {
        phrase = plainWords(of: block)
      } else if place == 0, cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH {
        readLine(block, into: &item)
      } else {
        strangers.append(plainWords(of: block))
      }
    }
    return item
  }

  /// `**I.B.6** words <code>test</code>`; the label and the test may be missing.
  private mutating func readLine(_ paragraph: OpaquePointer, into item: inout Item) {
    var inlines = children(paragraph)
    if let open = inlines.firstIndex(where: { literal($0) == "<code>" }),
      let close = inlines.lastIndex(where: { literal($0) == "</code>" }), open < close
    {
      let test = inlines[(open + 1)..<close]
      item.test = plainText(of: Array(test)).singleSpaced
      for link in test where cmark_node_get_type(link) == CMARK_NODE_LINK {
        let address = cmark_node_get_url(link).map { String(cString: $0) } ?? ""
        if address != "#\(plainWords(of: link))" {
          strangers.append("\(plainWords(of: link)) without its link")
        }
      }
      inlines.removeSubrange(open...close)
    }
    if let place = inlines.firstIndex(where: { cmark_node_get_type($0) == CMARK_NODE_STRONG }),
      inlines[..<place].allSatisfy({ cmark_node_get_type($0) == CMARK_NODE_HTML_INLINE }), place > 0
    {
      item.label = plainWords(of: inlines[place])
      if literal(inlines[0]) != "<a id=\"\(item.label)\">" {
        strangers.append("\(item.label) without its anchor")
      }
      inlines.removeSubrange(...place)
    }
    item.words = plainText(of: inlines).singleSpaced
  }

  private func holdsTest(_ block: OpaquePointer) -> Bool {
    children(block).contains { literal($0) == "<code>" }
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
