internal import CXML

/// An element of an XML file from another tool, read with libxml2.
///
/// No external resource is fetched, and entities are not expanded. Files with a document type,
/// files over 16 MiB, and elements nested deeper than 64 are refused.
struct ReadElement {
  let name: String
  let namespace: String
  /// Attributes without a namespace, and those of the XML Schema instance namespace, with the
  /// prefix `xsi:`.
  let attributes: [String: String]
  let children: [ReadElement]
  /// The text directly inside the element, without that of its children.
  let text: String
  /// Counted from 1.
  let line: Int

  static let mostBytes = 16 << 20
  static let mostDepth = 64

  init(file bytes: [UInt8]) throws(ModelProblem) {
    guard bytes.count <= ReadElement.mostBytes else {
      throw ModelProblem(
        "the file has \(bytes.count) bytes, more than 16 MiB", line: 1,
        help: "split the model into files")
    }
    guard let context = xmlNewParserCtxt() else {
      throw ModelProblem("there is not enough memory to read the file", line: 1, help: "try again")
    }
    defer { xmlFreeParserCtxt(context) }
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_NOCDATA.rawValue | XML_PARSE_BIG_LINES.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      xmlCtxtReadMemory(
        context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil,
        nil, options)
    }
    guard let document else {
      let error = xmlCtxtGetLastError(context)
      let message = error.flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
      let reason = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      throw ModelProblem(
        "this is not XML: \(reason.isEmpty ? "it cannot be read" : reason)",
        line: max(1, error.map { Int($0.pointee.line) } ?? 1),
        help: "export the model again, as a file of DMN 1.1 to 1.5")
    }
    defer { xmlFreeDoc(document) }
    guard document.pointee.intSubset == nil, document.pointee.extSubset == nil else {
      throw ModelProblem(
        "the file has a document type, which could name other files", line: 1,
        help: "remove `<!DOCTYPE …>`, which DMN does not use")
    }
    guard let root = xmlDocGetRootElement(document) else {
      throw ModelProblem(
        "the file does not contain an element", line: 1, help: "export the model again")
    }
    try self.init(root, depth: 1)
  }

  private init(_ node: xmlNodePtr, depth: Int) throws(ModelProblem) {
    line = max(1, Int(xmlGetLineNo(node)))
    guard depth <= ReadElement.mostDepth else {
      throw ModelProblem(
        "elements are nested deeper than \(ReadElement.mostDepth)", line: line,
        help: "split the logic into several decisions")
    }
    name = String(cString: node.pointee.name)
    namespace = node.pointee.ns.flatMap { $0.pointee.href }.map { String(cString: $0) } ?? ""
    var attributes: [String: String] = [:]
    var property = node.pointee.properties
    while let attribute = property {
      let namespace = attribute.pointee.ns.flatMap { $0.pointee.href }.map { String(cString: $0) }
      let isInstanceAttribute = namespace == "http://www.w3.org/2001/XMLSchema-instance"
      if namespace == nil || isInstanceAttribute,
        let value = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1)
      {
        let name = String(cString: attribute.pointee.name)
        attributes[isInstanceAttribute ? "xsi:\(name)" : name] = String(cString: value)
        cxml_free(value)
      }
      property = attribute.pointee.next
    }
    var children: [ReadElement] = []
    var text = ""
    var next = node.pointee.children
    while let child = next {
      switch child.pointee.type {
      case XML_ELEMENT_NODE: children.append(try ReadElement(child, depth: depth + 1))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        text += child.pointee.content.map { String(cString: $0) } ?? ""
      default: break
      }
      next = child.pointee.next
    }
    self.attributes = attributes
    self.children = children
    self.text = text
  }

  /// The first child of that name in the namespace of this element.
  func child(_ name: String) -> ReadElement? {
    children.first { $0.name == name && $0.namespace == namespace }
  }

  func children(_ name: String) -> [ReadElement] {
    children.filter { $0.name == name && $0.namespace == namespace }
  }

  /// The values of every attribute `name` in this element and its descendants.
  var names: [String] {
    (attributes["name"].map { [$0] } ?? []) + children.flatMap(\.names)
  }
}
