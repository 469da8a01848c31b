extension Markup {
  /// A page of HTML 5.
  package var htmlPage: String { "<!DOCTYPE html>\n" + printed + "\n" }

  /// A picture by itself.
  package var svgFile: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + printed + "\n"
  }

  private var printed: String {
    var text = ""
    print(to: &text, indent: 0)
    return text
  }

  /// Where only blocks stand side by side each gets a line; elsewhere white space would show.
  private func print(to text: inout String, indent: Int) {
    switch self {
    case .text(let words): text += Markup.escaped(words)
    case .styleSheet(let sheet): text += "<style>\n\(sheet)</style>"
    case .element(let tag, let attributes, let children):
      text += "<\(tag.rawValue)"
      for attribute in attributes {
        text += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\""
      }
      text += ">"
      guard !tag.isVoid else { return }
      let standsAlone = !children.isEmpty && children.allSatisfy(\.isBlock)
      for child in children {
        if standsAlone { text += "\n" + String(repeating: " ", count: indent) }
        child.print(to: &text, indent: indent + 1)
      }
      if standsAlone { text += "\n" + String(repeating: " ", count: max(0, indent - 1)) }
      text += "</\(tag.rawValue)>"
    }
  }

  private var isBlock: Bool {
    switch self {
    case .element(let tag, _, _): tag.isBlock
    case .styleSheet: true
    case .text: false
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}

extension Markup.Tag {
  /// Elements that have no end tag in HTML.
  fileprivate var isVoid: Bool { [.meta, .img, .wbr].contains(self) }

  fileprivate var isBlock: Bool {
    switch self {
    case .th, .td, .dt, .dd: false
    case .a, .span, .strong, .em, .small, .sup, .code, .time, .abbr, .wbr, .img: false
    case .svgText, .stop, .line, .image: false
    default: true
    }
  }
}
