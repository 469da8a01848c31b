extension Markup {
  /// An HTML page.
  package var htmlPage: String { "<!DOCTYPE html>\n" + printed + "\n" }

  /// An SVG file.
  package var svgFile: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + printed + "\n"
  }

  /// Part of a page. It is also well-formed XML, unless it contains an element without an end tag.
  package var fragment: String { printed }

  private var printed: String {
    var bytes: [UInt8] = []
    print(to: &bytes, indent: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// If all children are blocks, each is printed on its own line. Elsewhere, additional white space
  /// would be visible.
  private func print(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .text(let text): Markup.escape(text, into: &bytes)
    case .styleSheet(let sheet):
      bytes += "<style>\n\(Markup.withoutEndTags(sheet))</style>".utf8
    case .script(let script):
      bytes += "<script>\n\(Markup.withoutEndTags(script))</script>".utf8
    case .data(let id, let json):
      // In JSON, `<` occurs only within strings, where the escape means the same.
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
      let containsBlocks = !children.isEmpty && children.allSatisfy(\.isBlock)
      for child in children {
        if containsBlocks { Markup.beginLine(indent, in: &bytes) }
        child.print(to: &bytes, indent: indent + 1)
      }
      if containsBlocks { Markup.beginLine(max(0, indent - 1), in: &bytes) }
      bytes += "</".utf8
      bytes += tag.rawValue.utf8
      bytes.append(UInt8(ascii: ">"))
    }
  }

  /// The style sheet or script, changed so that it cannot end its element. `</` and `<!--` occur
  /// only in strings and comments of CSS and JavaScript, where a backslash does not change the
  /// meaning.
  private static func withoutEndTags(_ code: String) -> String {
    code.replacing("</", with: "<\\/").replacing("<!--", with: "<\\!--")
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
  /// Whether the element does not have an end tag in HTML.
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
