/// An element of XML. Text and the values of attributes are escaped when it is printed, and only
/// then.
///
/// Names are constants of the program, so input can never become markup. An element contains either
/// elements or text; white space is only added between elements.
struct XMLElement {
  enum Content {
    case elements([XMLElement])
    case text(String)
  }

  let name: StaticString
  /// Attributes without a value are not printed.
  let attributes: [(StaticString, String?)]
  let content: Content

  init(
    _ name: StaticString, _ attributes: [(StaticString, String?)] = [],
    _ elements: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    content = .elements(elements)
  }

  init(_ name: StaticString, _ attributes: [(StaticString, String?)] = [], text: String) {
    self.name = name
    self.attributes = attributes
    content = .text(text)
  }

  /// The bytes of an XML 1.0 file with this root element.
  var file: [UInt8] {
    var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    print(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func print(to bytes: inout [UInt8], indent: Int) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(name)
    for (name, value) in attributes {
      guard let value else { continue }
      bytes.append(UInt8(ascii: " "))
      bytes.append(name)
      bytes.append("=\"")
      XMLElement.escape(value, inAttribute: true, into: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    switch content {
    case .elements(let elements) where elements.isEmpty:
      bytes.append("/>")
      return
    case .elements(let elements) where elements.count == 1 && elements[0].isShort:
      bytes.append(UInt8(ascii: ">"))
      elements[0].print(to: &bytes, indent: indent)
    case .elements(let elements):
      bytes.append(UInt8(ascii: ">"))
      for element in elements {
        XMLElement.beginLine(indent + 2, in: &bytes)
        element.print(to: &bytes, indent: indent + 2)
      }
      XMLElement.beginLine(indent, in: &bytes)
    case .text(let text):
      bytes.append(UInt8(ascii: ">"))
      XMLElement.escape(text, inAttribute: false, into: &bytes)
    }
    bytes.append("</")
    bytes.append(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Whether it is only a text, which is printed on the line of its parent: most elements of a model
  /// are cells.
  private var isShort: Bool {
    if case .text = content { attributes.isEmpty } else { false }
  }

  private static func beginLine(_ indent: Int, in bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indent)
  }

  private static func escape(_ text: String, inAttribute: Bool, into bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { text in
      // Runs of bytes that need no escape are copied together.
      var copied = 0
      for index in text.indices {
        guard let (replacement, count) = replacement(at: index, of: text, inAttribute) else {
          continue
        }
        bytes.append(contentsOf: text[copied..<index])
        bytes.append(replacement)
        copied = index + count
      }
      bytes.append(contentsOf: text[copied...])
    }
  }

  /// The replacement for a character that has to be escaped, and how many bytes it replaces.
  private static func replacement(
    at index: Int, of text: UnsafeBufferPointer<UInt8>, _ inAttribute: Bool
  ) -> (StaticString, Int)? {
    switch text[index] {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\"") where inAttribute: ("&quot;", 1)
    // A reader would normalise these: to a space in an attribute, to a line feed in a text.
    case UInt8(ascii: "\n"): inAttribute ? ("&#10;", 1) : nil
    case UInt8(ascii: "\t"): inAttribute ? ("&#9;", 1) : nil
    case UInt8(ascii: "\r"): ("&#13;", 1)
    // XML 1.0 has no way to write these (clause 2.2), nor U+FFFE and U+FFFF.
    case 0..<0x20: ("\u{FFFD}", 1)
    case 0xEF where text[index + 1] == 0xBF && text[index + 2] >= 0xBE: ("\u{FFFD}", 3)
    default: nil
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
