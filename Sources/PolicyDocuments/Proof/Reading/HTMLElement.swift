internal import CXML

/// An element of a page, as libxml2 parses it.
struct HTMLElement {
  private enum Node {
    case text(String)
    /// The index of a child element.
    case element(Int)
  }

  let name: String
  let attributes: [String: String]
  let children: [HTMLElement]
  private let classes: [Substring]
  private let nodes: [Node]

  /// The root element of a page; nil if there is none.
  init?(page bytes: [UInt8]) {
    let options =
      Int32(
        HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue)
      // Without this option, libxml2 drops the rest of a page after 256 nested elements.
      | Int32(XML_PARSE_HUGE.rawValue)
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
    var property = node.pointee.properties
    while let attribute = property {
      let name = String(cString: attribute.pointee.name)
      if let value = xmlGetProp(node, name) {
        attributes[name] = String(cString: value)
        cxml_free(value)
      }
      property = attribute.pointee.next
    }
    var children: [HTMLElement] = []
    var nodes: [Node] = []
    var next = node.pointee.children
    // libxml2 knows no `<wbr>`, so everything after one becomes its content.
    var afterBreaks: [xmlNodePtr?] = []
    while true {
      guard let child = next else {
        guard let last = afterBreaks.popLast() else { break }
        next = last
        continue
      }
      switch child.pointee.type {
      case XML_ELEMENT_NODE where String(cString: child.pointee.name) == "wbr":
        afterBreaks.append(child.pointee.next)
        next = child.pointee.children
        continue
      case XML_ELEMENT_NODE:
        nodes.append(.element(children.count))
        children.append(HTMLElement(child))
      case XML_TEXT_NODE:
        nodes.append(.text(child.pointee.content.map { String(cString: $0) } ?? ""))
      default: break
      }
      next = child.pointee.next
    }
    name = String(cString: node.pointee.name)
    classes = (attributes["class"] ?? "").split(separator: " ")
    self.attributes = attributes
    self.children = children
    self.nodes = nodes
  }

  var id: String? { attributes["id"] }

  func hasClass(_ name: String) -> Bool { classes.contains { $0 == name } }

  /// This element and its descendants, in document order.
  var withDescendants: [HTMLElement] {
    var all: [HTMLElement] = []
    appendDescendants(to: &all)
    return all
  }

  private func appendDescendants(to all: inout [HTMLElement]) {
    all.append(self)
    for child in children { child.appendDescendants(to: &all) }
  }

  /// The text in this element and its descendants, without citations.
  var text: String {
    var text = ""
    appendText(to: &text)
    return text.singleSpaced
  }

  private func appendText(to text: inout String) {
    for node in nodes {
      switch node {
      case .text(let piece): text += piece
      case .element(let index):
        var inner = ""
        children[index].appendText(to: &inner)
        if !(children[index].hasClass("citation") && inner.isCitation) { text += inner }
      }
    }
  }

  /// The text in this element itself, without its descendants.
  var ownText: String {
    nodes.map { if case .text(let text) = $0 { text } else { "" } }.joined().singleSpaced
  }
}
