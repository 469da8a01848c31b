/// An HTML or SVG document as a tree. Text and attribute values are escaped when the tree is
/// printed, and only then, so nothing that an author writes can become markup.
package indirect enum Markup: Sendable {
  case element(Tag, [Attribute], [Markup])
  case text(String)
  case styleSheet(String)
  case script(String)
  /// JSON that a script reads by the element's id.
  case data(id: StaticString, json: String)

  /// A name, which is a constant of the program, and a value, which can be any text.
  package struct Attribute: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: StaticString, _ value: String) {
      self.name = name.description
      self.value = value
    }

    package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
  }

  /// The elements that documents use.
  package enum Tag: String, Sendable {
    case html, head, meta, title, style, body
    case header, main, footer, nav, section, article, aside, div
    case h1, h2, h3, h4, p, ul, ol, li, dl, dt, dd, details, summary, label, input
    case figure, figcaption, img, table, caption, thead, tbody, tr, th, td
    case a, span, strong, em, small, sup, code, time, abbr, wbr, ins, del
    case svg, desc, defs, g, rect, line, path, image, linearGradient, stop
    case svgText = "text"
  }
}

extension Markup: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .text(value) }

  package init(_ tag: Tag, _ attributes: [Attribute] = [], _ children: [Markup] = []) {
    self = .element(tag, attributes, children)
  }

  package init(_ tag: Tag, _ children: [Markup]) { self = .element(tag, [], children) }
}
