internal import CXML

extension PrintedDecision {
  /// Reads a written page with libxml2, which knows nothing of how it was made.
  init(html bytes: [UInt8]) {
    self.init()
    guard let page = ReadElement(html: bytes) else { return }
    let sections = page.descendants.filter { $0["id"] == "criteria" }
    for section in sections {
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
        } else if child.name != "h2", !child.hasClass("otherwise") {
          strangers.append(child.words)
        }
      }
    }
    // No test and no label stands anywhere that was not read.
    let read = (scope + statements.map(\.item)).flatMap(\.all)
    let tests = page.descendants.filter { $0.hasClass("test") }.map(\.words)
    let labels = page.descendants.filter { $0.hasClass("label") }.map(\.words)
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
        // The anchor is the label, so that links to a criterion reach it.
        if !item.label.isEmpty, element["id"] != item.label {
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
  let name: String
  let attributes: [String: String]
  let children: [ReadElement]
  /// The text in it, without citations.
  private let text: String
  /// The text that stands in it directly.
  let ownText: String

  var words: String { text.singleSpaced }

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
    var attributes: [String: String] = [:]
    var attribute = node.pointee.properties
    while let current = attribute {
      if let value = xmlGetProp(node, current.pointee.name) {
        attributes[String(cString: current.pointee.name)] = String(cString: value)
        cxml_free(value)
      }
      attribute = current.pointee.next
    }
    var children: [ReadElement] = []
    var text = ""
    var ownText = ""
    var next = node.pointee.children
    while let child = next {
      switch child.pointee.type {
      case XML_ELEMENT_NODE:
        let element = ReadElement(child)
        children.append(element)
        if !element.hasClass("citation") { text += element.text }
      case XML_TEXT_NODE:
        let words = child.pointee.content.map { String(cString: $0) } ?? ""
        text += words
        ownText += words
      default: break
      }
      next = child.pointee.next
    }
    name = String(cString: node.pointee.name)
    self.attributes = attributes
    self.children = children
    self.text = text
    self.ownText = ownText
  }

  subscript(name: String) -> String? { attributes[name] }

  func hasClass(_ name: String) -> Bool {
    attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false
  }

  /// This element and those under it, in document order.
  var descendants: [ReadElement] { [self] + children.flatMap(\.descendants) }
}
