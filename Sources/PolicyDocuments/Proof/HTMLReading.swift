internal import CXML

extension PrintedDecision {
  /// Reads a written page with libxml2, which knows nothing of how it was made.
  init(html bytes: [UInt8]) {
    self.init()
    guard let page = ReadElement(html: bytes) else { return }
    let elements = page.descendants
    for section in elements where section.id == "criteria" {
      for child in section.children {
        if child.hasClass("scope") {
          for list in child.children where list.hasClass("conditions") {
            scope += list.children.map { item($0) }
          }
        } else if child.hasClass("statement") {
          for statement in child.children {
            let chip = statement.children.first { $0.hasClass("chip") }
            statements.append(Statement(outcome: chip?.words ?? "", item: item(statement)))
          }
        } else if child.hasClass("precedence") {
          if child.words != StandingWords.precedence { strangers.append(child.words) }
        } else if child.name != "h2", !child.hasClass("otherwise") {
          strangers.append(child.words)
        }
      }
    }
    // No test and no label stands anywhere that was not read.
    let read = (scope + statements.map(\.item)).flatMap(\.all)
    let tests = elements.filter { $0.hasClass("test") }.map(\.words)
    let labels = elements.filter { $0.hasClass("label") }.map(\.words)
    if tests != read.map(\.test).filter({ !$0.isEmpty }) {
      strangers.append("a test outside the criteria")
    }
    if labels != read.map(\.label).filter({ !$0.isEmpty }) {
      strangers.append("a label outside the criteria")
    }
  }

  /// An item of a list: a line, then pairs of a phrase and a list.
  private mutating func item(_ element: ReadElement) -> Item {
    var item = Item()
    var phrase = ""
    if !element.ownText.singleSpaced.isEmpty { strangers.append(element.ownText.singleSpaced) }
    for (place, child) in element.children.enumerated() {
      if child.hasClass("line") {
        item.label = child.children.first { $0.hasClass("label") }?.words ?? ""
        item.words = child.children.first { $0.hasClass("words") }?.words ?? ""
        item.test = child.children.first { $0.hasClass("test") }?.words ?? ""
        let known = child.children.filter {
          $0.hasClass("label") || $0.hasClass("words") || $0.hasClass("test")
        }
        if known.count != child.children.count { strangers.append(child.words) }
        // A criterion that is referred to is reached where its label says.
        for test in child.children where test.hasClass("test") {
          for link in test.children where link.name == "a" && link.href != "#\(link.words)" {
            strangers.append("\(link.words) without its link")
          }
        }
        // The anchor is the label, so that links to a criterion reach it.
        if !item.label.isEmpty, element.id != item.label {
          strangers.append("\(item.label) without its anchor")
        }
      } else if child.hasClass("joint"), phrase.isEmpty {
        phrase = child.words
      } else if child.hasClass("criteria") || child.hasClass("conditions"), !phrase.isEmpty {
        item.groups.append(Group(phrase: phrase, members: child.children.map { self.item($0) }))
        phrase = ""
      } else if !(place == 0 && child.hasClass("chip")) {
        strangers.append(child.words)
      }
    }
    return item
  }
}

extension PrintedDecision.Item {
  /// This item and those under it, in document order.
  fileprivate var all: [PrintedDecision.Item] {
    [self] + groups.flatMap { $0.members.flatMap(\.all) }
  }
}

/// An element of a page as a reader of HTML finds it.
private struct ReadElement {
  private enum Piece {
    case text(String)
    case element(Int)
  }

  let name: String
  let id: String?
  let href: String?
  private let classes: [Substring]
  let children: [ReadElement]
  /// Text and children in their order; children by their place.
  private let pieces: [Piece]

  /// The text in it, without citations.
  var words: String {
    var text = ""
    append(to: &text)
    return text.singleSpaced
  }

  /// The text that stands in it directly.
  var ownText: String {
    pieces.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  private func append(to text: inout String) {
    for piece in pieces {
      switch piece {
      case .text(let words): text += words
      case .element(let place):
        if !children[place].hasClass("citation") { children[place].append(to: &text) }
      }
    }
  }

  init?(html bytes: [UInt8]) {
    let options = Int32(
      HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      htmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, "UTF-8",
        options)
    }
    guard let document else { return nil }
    defer { xmlFreeDoc(document) }
    guard let root = xmlDocGetRootElement(document) else { return nil }
    self.init(root)
  }

  private init(_ node: xmlNodePtr) {
    func attribute(_ name: String) -> String? {
      guard let value = xmlGetProp(node, name) else { return nil }
      defer { cxml_free(value) }
      return String(cString: value)
    }
    var children: [ReadElement] = []
    var pieces: [Piece] = []
    var next = node.pointee.children
    while let child = next {
      switch child.pointee.type {
      case XML_ELEMENT_NODE:
        pieces.append(.element(children.count))
        children.append(ReadElement(child))
      case XML_TEXT_NODE:
        pieces.append(.text(child.pointee.content.map { String(cString: $0) } ?? ""))
      default: break
      }
      next = child.pointee.next
    }
    name = String(cString: node.pointee.name)
    id = attribute("id")
    href = attribute("href")
    classes = (attribute("class") ?? "").split(separator: " ")
    self.children = children
    self.pieces = pieces
  }

  func hasClass(_ name: String) -> Bool { classes.contains { $0 == name } }

  /// This element and those under it, in document order.
  var descendants: [ReadElement] {
    var all: [ReadElement] = []
    appendDescendants(to: &all)
    return all
  }

  private func appendDescendants(to all: inout [ReadElement]) {
    all.append(self)
    for child in children { child.appendDescendants(to: &all) }
  }
}
