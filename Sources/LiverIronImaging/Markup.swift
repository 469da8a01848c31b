/// A document of HTML or SVG as a tree: text and attribute values are escaped when it is printed, and only then.
package indirect enum Markup: Sendable, ExpressibleByStringInterpolation {
  case element(Tag, [Attribute], [Markup])
  case text(String)
  /// A style sheet, fixed in the source of this program.
  case styleSheet(StaticString)

  package init(stringLiteral value: String) { self = .text(value) }

  package init(_ tag: Tag, _ attributes: [Attribute] = [], _ children: [Markup] = []) {
    self = .element(tag, attributes, children)
  }

  package init(_ tag: Tag, _ children: [Markup]) { self = .element(tag, [], children) }
}

/// The elements that are used.
package enum Tag: String, Sendable {
  case html, head, meta, title, style, body, header, main, footer, section, article
  case h1, h2, p, strong, small, span, div, a, ul, li, dl, dt, dd, time, abbr
  case figure, figcaption, img, table, caption, thead, tbody, tr, th, td, details, summary
  case svg, desc, defs, g, rect, line, image, linearGradient, stop
  case svgText = "text"
  case sup

  /// Elements that have no end tag in HTML.
  var isVoid: Bool { [.meta, .img].contains(self) }
}

/// A name and a value; the names are fixed, the value may be anything.
package struct Attribute: Sendable {
  let name: StaticString
  let value: String

  package init(_ name: StaticString, _ value: String) {
    self.name = name
    self.value = value
  }

  static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
  static func id(_ value: String) -> Attribute { Attribute("id", value) }
}

extension Markup {
  /// A page of HTML 5.
  package var htmlPage: String { "<!DOCTYPE html>\n" + printed + "\n" }

  /// A picture by itself.
  package var svgFile: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + printed + "\n"
  }

  private var printed: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): output += text.escaped
    case .styleSheet(let sheet): output += "<style>\(sheet)</style>"
    case .element(let tag, let attributes, let children):
      output += "<\(tag.rawValue)"
      for attribute in attributes {
        output += " \(attribute.name)=\"\(attribute.value.escaped)\""
      }
      if children.isEmpty, tag.isVoid {
        output += ">"
        return
      }
      output += ">"
      for child in children { child.write(to: &output) }
      output += "</\(tag.rawValue)>"
      if tag.endsLine { output += "\n" }
    }
  }
}

extension Tag {
  /// Only for people who read the source.
  fileprivate var endsLine: Bool {
    switch self {
    case .head, .header, .section, .footer, .figure, .table, .tr, .p, .h1, .h2, .svg: true
    default: false
    }
  }
}

extension String {
  fileprivate var escaped: String {
    guard utf8.contains(where: { [38, 60, 62, 34, 39].contains($0) }) else { return self }
    var output = ""
    for character in unicodeScalars {
      switch character {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      default: output.unicodeScalars.append(character)
      }
    }
    return output
  }
}
