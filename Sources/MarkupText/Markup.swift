/// A document of HTML or SVG as a tree. Text and attribute values are escaped where it is printed,
/// and only there, so that nothing written by an author can become markup.
package indirect enum Markup: Hashable, Sendable {
  case element(Tag, [Attribute], [Markup])
  case text(String)
  /// The one text that is not escaped: a style sheet that is a constant of a program.
  case styleSheet(String)

  /// A name and a value; the names are constants, the value may be anything.
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

  /// The elements that are used.
  package enum Tag: String, Sendable {
    case html, head, meta, title, style, body
    case header, main, footer, nav, section, article, aside, div
    case h1, h2, h3, p, ul, ol, li, dl, dt, dd, details, summary
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
