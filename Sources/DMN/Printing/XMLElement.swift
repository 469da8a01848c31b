/// An element of XML as a tree. Text and the values of attributes are escaped where it is printed,
/// and only there.
///
/// Names are constants of the program, so that nothing that was read can become markup. An element
/// holds elements or a text; white space is only put between elements.
struct XMLElement {
  enum Content {
    case elements([XMLElement])
    case text(String)
  }

  let name: StaticString
  let attributes: [(name: StaticString, value: String)]
  let content: Content

  /// - Parameter attributes: those without a value are left out.
  init(
    _ name: StaticString, _ attributes: [(StaticString, String?)] = [],
    _ elements: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes.compactMap { name, value in value.map { (name, $0) } }
    content = .elements(elements)
  }

  init(_ name: StaticString, _ attributes: [(StaticString, String?)] = [], text: String) {
    self.name = name
    self.attributes = attributes.compactMap { name, value in value.map { (name, $0) } }
    content = .text(text)
  }

  /// A file of XML 1.0.
  var file: [UInt8] {
    var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    print(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func print(to bytes: inout [UInt8], indent: Int) {
    bytes += "<\(name)".utf8
    for (name, value) in attributes {
      bytes += " \(name)=\"".utf8
      XMLElement.escape(value, inAttribute: true, into: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    switch content {
    case .elements(let elements) where elements.isEmpty: bytes += "/>".utf8
    case .elements(let elements) where elements.count == 1 && elements[0].isShort:
      bytes.append(UInt8(ascii: ">"))
      elements[0].print(to: &bytes, indent: indent)
      bytes += "</\(name)>".utf8
    case .elements(let elements):
      bytes.append(UInt8(ascii: ">"))
      for element in elements {
        XMLElement.beginLine(indent + 2, in: &bytes)
        element.print(to: &bytes, indent: indent + 2)
      }
      XMLElement.beginLine(indent, in: &bytes)
      bytes += "</\(name)>".utf8
    case .text(let text):
      bytes.append(UInt8(ascii: ">"))
      XMLElement.escape(text, inAttribute: false, into: &bytes)
      bytes += "</\(name)>".utf8
    }
  }

  /// A text by itself, which stands in the line of its parent: most of a model are cells.
  private var isShort: Bool {
    if case .text = content { attributes.isEmpty } else { false }
  }

  private static func beginLine(_ indent: Int, in bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indent)
  }

  private static func escape(_ text: String, inAttribute: Bool, into bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += inAttribute ? "&quot;".utf8 : "\"".utf8
      // A reader would take them for a space in an attribute, and for a line break in a text.
      case "\n" where inAttribute: bytes += "&#10;".utf8
      case "\t" where inAttribute: bytes += "&#9;".utf8
      case "\r": bytes += "&#13;".utf8
      case "\n", "\t": bytes.append(UInt8(scalar.value))
      // XML 1.0 has no way to write these (clause 2.2).
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": bytes += "\u{FFFD}".utf8
      default: bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
  }
}
