/// An XML element as a tree. Text and attribute values are escaped when the tree is printed, and
/// only then.
///
/// Names are constants of the program, so input can never be interpreted as markup. An element
/// contains either elements or text, and the printer adds white space only between elements.
package struct XMLElement {
  private enum Content {
    case elements([XMLElement])
    case text(String)
  }

  private let name: StaticString
  /// Attributes whose value is nil are left out.
  private let attributes: [(StaticString, String?)]
  private let content: Content

  package init(
    _ name: StaticString, _ attributes: [(StaticString, String?)] = [],
    _ elements: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    content = .elements(elements)
  }

  package init(
    _ name: StaticString, _ attributes: [(StaticString, String?)] = [], text: String
  ) {
    self.name = name
    self.attributes = attributes
    content = .text(text)
  }

  /// The element as an XML 1.0 file.
  package var file: [UInt8] {
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

  /// Whether the element is printed on its parent's line. Most elements of a decision model are
  /// such cells.
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
      // Runs of bytes that need no escaping are appended in one piece.
      var copied = 0
      for offset in text.indices {
        guard let (replacement, count) = replacement(at: offset, of: text, inAttribute) else {
          continue
        }
        bytes.append(contentsOf: text[copied..<offset])
        bytes.append(replacement)
        copied = offset + count
      }
      bytes.append(contentsOf: text[copied...])
    }
  }

  /// The text that replaces a character that cannot be printed literally, and the number of bytes
  /// of that character.
  private static func replacement(
    at offset: Int, of text: UnsafeBufferPointer<UInt8>, _ inAttribute: Bool
  ) -> (StaticString, Int)? {
    switch text[offset] {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\"") where inAttribute: ("&quot;", 1)
    // A parser turns these into a space in an attribute, and into a line break in text.
    case UInt8(ascii: "\n"): inAttribute ? ("&#10;", 1) : nil
    case UInt8(ascii: "\t"): inAttribute ? ("&#9;", 1) : nil
    case UInt8(ascii: "\r"): ("&#13;", 1)
    // XML 1.0 cannot represent these characters (clause 2.2), nor U+FFFE and U+FFFF.
    case 0..<0x20: ("\u{FFFD}", 1)
    case 0xEF where text[offset + 1] == 0xBF && text[offset + 2] >= 0xBE: ("\u{FFFD}", 3)
    default: nil
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
