internal import CXML

extension PrintedDecision {
  /// Reads a written page with libxml2, which knows nothing of how it was made.
  init(html bytes: [UInt8]) {
    let page = ReadElement(html: bytes)
    let criteria = page?.descendants.first { $0["id"] == "criteria" }
    let scope = criteria?.descendants.first { $0["id"] == "scope" }
    self.scope =
      scope?.children.filter { $0.hasClass("conditions") }.flatMap(\.children).map(Item.init) ?? []
    let statements = criteria?.descendants.first { $0.hasClass("statement") }
    self.statements =
      statements?.children.map { statement in
        Statement(
          outcome: statement.children.first { $0.hasClass("chip") }?.words ?? "",
          item: Item(statement))
      } ?? []
  }
}

extension PrintedDecision.Item {
  /// An item of a list: a line, then pairs of a phrase and a list.
  fileprivate init(_ element: ReadElement) {
    var phrase = ""
    for child in element.children {
      if child.hasClass("line") {
        label = child.children.first { $0.hasClass("label") }?.words ?? ""
        words = child.children.first { $0.hasClass("words") }?.words ?? ""
        test = child.children.first { $0.hasClass("test") }?.words ?? ""
        // The anchor is the label, so that links to a criterion reach it.
        if !label.isEmpty, element["id"] != label { label += " without an anchor" }
      } else if child.hasClass("joint") {
        phrase = child.words
      } else if child.hasClass("criteria") || child.hasClass("conditions") {
        groups.append(
          PrintedDecision.Group(
            phrase: phrase, members: child.children.map(PrintedDecision.Item.init)))
        phrase = ""
      }
    }
  }
}

/// An element of a page as a reader of HTML finds it.
private struct ReadElement {
  let attributes: [String: String]
  let children: [ReadElement]
  /// The text in it, without citations.
  private let text: String

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
    var next = node.pointee.children
    while let child = next {
      switch child.pointee.type {
      case XML_ELEMENT_NODE:
        let element = ReadElement(child)
        children.append(element)
        if !element.hasClass("citation") { text += element.text }
      case XML_TEXT_NODE:
        text += child.pointee.content.map { String(cString: $0) } ?? ""
      default: break
      }
      next = child.pointee.next
    }
    self.attributes = attributes
    self.children = children
    self.text = text
  }

  subscript(name: String) -> String? { attributes[name] }

  func hasClass(_ name: String) -> Bool {
    attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false
  }

  /// This element and those under it, in document order.
  var descendants: [ReadElement] { [self] + children.flatMap(\.descendants) }
}
