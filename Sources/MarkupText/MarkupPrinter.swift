extension Markup {
  /// A page of HTML 5.
  package var htmlPage: String { "<!DOCTYPE html>\n" + printed + "\n" }

  /// A picture by itself.
  package var svgFile: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + printed + "\n"
  }

  /// A part of a page, which is XML too where it holds no element without an end tag.
  package var fragment: String { printed }

  private var printed: String {
    var bytes: [UInt8] = []
    print(to: &bytes, indent: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where only blocks stand side by side each gets a line; elsewhere white space would show.
  private func print(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .text(let words): Markup.escape(words, into: &bytes)
    case .styleSheet(let sheet): bytes += "<style>\n\(sheet)</style>".utf8
    case .script(let script): bytes += "<script>\n\(script)</script>".utf8
    case .data(let id, let json):
      // No `<` of an author can end the element; within JSON it stands in strings alone.
      let escaped = json.replacing("<", with: "\\u003c")
      bytes += "<script type=\"application/json\" id=\"\(id)\">\(escaped)</script>".utf8
    case .element(let tag, let attributes, let children):
      bytes.append(UInt8(ascii: "<"))
      bytes += tag.rawValue.utf8
      for attribute in attributes {
        bytes.append(UInt8(ascii: " "))
        bytes += attribute.name.utf8
        bytes += "=\"".utf8
        Markup.escape(attribute.value, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
      }
      bytes.append(UInt8(ascii: ">"))
      guard !tag.isVoid else { return }
      let standsAlone = !children.isEmpty && children.allSatisfy(\.isBlock)
      for child in children {
        if standsAlone { Markup.beginLine(indent, in: &bytes) }
        child.print(to: &bytes, indent: indent + 1)
      }
      if standsAlone { Markup.beginLine(max(0, indent - 1), in: &bytes) }
      bytes += "</".utf8
      bytes += tag.rawValue.utf8
      bytes.append(UInt8(ascii: ">"))
    }
  }

  private static func beginLine(_ indent: Int, in bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indent)
  }

  private var isBlock: Bool {
    switch self {
    case .element(let tag, _, _): tag.isBlock
    case .styleSheet, .script, .data: true
    case .text: false
    }
  }

  private static func escape(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
  }
}

extension Markup.Tag {
  /// Elements that have no end tag in HTML.
  fileprivate var isVoid: Bool { [.meta, .img, .wbr, .input].contains(self) }

  fileprivate var isBlock: Bool {
    switch self {
    case .th, .td, .dt, .dd: false
    case .a, .span, .strong, .em, .small, .sup, .code, .time, .abbr, .wbr, .img, .ins, .del: false
    case .label, .input: false
    case .svgText, .stop, .line, .image: false
    default: true
    }
  }
}
