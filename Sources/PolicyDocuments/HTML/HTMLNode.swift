/// A piece of an HTML page. Text and attributes are escaped where they are printed, so that
/// nothing written in a policy can become markup.
indirect enum HTMLNode: Hashable, Sendable {
  case element(String, [Attribute], [HTMLNode])
  case text(String)

  struct Attribute: Hashable, Sendable {
    let name: String
    let value: String
  }
}

extension HTMLNode: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .text(value) }
}

extension HTMLNode {
  /// An element; attributes that are nil are left out.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [HTMLNode] = []
  ) -> HTMLNode {
    .element(
      name,
      attributes.compactMap { name, value in value.map { Attribute(name: name, value: $0) } },
      children)
  }

  static func tag(_ name: String, _ children: [HTMLNode]) -> HTMLNode { tag(name, [:], children) }
}

/// A whole page.
struct HTMLPage {
  let title: String
  let description: String
  let body: [HTMLNode]

  var text: String {
    let head: [HTMLNode] = [
      .tag("meta", ["charset": "utf-8"]),
      .tag("title", [.text(title)]),
      .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag("meta", ["name": "description", "content": description]),
    ]
    var text = "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n"
    for node in head {
      node.print(to: &text, indent: 0)
      text += "\n"
    }
    // The one text that is not escaped: a constant of this program.
    text += "<style>\n\(stylesheet)</style>\n</head>\n<body>\n"
    for node in body { node.print(to: &text, indent: 0) }
    return text + "\n</body>\n</html>\n"
  }
}

extension HTMLNode {
  private static let voidElements: Set<String> = ["meta", "wbr"]

  /// Elements that stand on lines of their own; within others, white space would show.
  private static let blocks: Set<String> = [
    "header", "main", "footer", "nav", "section", "aside", "div", "figure", "figcaption", "ol",
    "ul", "li", "dl", "dt", "dd", "p", "h1", "h2", "h3", "h4", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "svg", "g", "rect", "path", "desc", "title", "meta",
  ]

  fileprivate func print(to text: inout String, indent: Int) {
    switch self {
    case .text(let words): text += HTMLNode.escaped(words)
    case .element(let name, let attributes, let children):
      text += "<\(name)"
      for attribute in attributes {
        text += " \(attribute.name)=\"\(HTMLNode.escaped(attribute.value))\""
      }
      text += ">"
      guard !HTMLNode.voidElements.contains(name) else { return }
      let standsAlone = !children.isEmpty && children.allSatisfy(\.isBlock)
      for child in children {
        if standsAlone { text += "\n" + String(repeating: " ", count: indent + 1) }
        child.print(to: &text, indent: indent + 1)
      }
      if standsAlone { text += "\n" + String(repeating: " ", count: indent) }
      text += "</\(name)>"
    }
  }

  private var isBlock: Bool {
    if case .element(let name, _, _) = self { HTMLNode.blocks.contains(name) } else { false }
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
