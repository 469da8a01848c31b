internal import MarkupText

/// A whole page.
struct HTMLPage {
  let title: String
  let description: String
  let body: [Markup]

  var text: String {
    let head: [Markup] = [
      .tag(.meta, ["charset": "utf-8"]),
      .tag(.title, [.text(title)]),
      .tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag(.meta, ["name": "description", "content": description]),
      .styleSheet(stylesheet),
    ]
    return Markup.tag(.html, ["lang": "en-US"], [.tag(.head, head), .tag(.body, body)]).htmlPage
  }
}

extension Markup {
  /// An element; attributes that are nil are left out.
  static func tag(
    _ tag: Tag, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(
      tag, attributes.compactMap { name, value in value.map { Attribute(name, $0) } }, children)
  }

  static func tag(_ tag: Tag, _ children: [Markup]) -> Markup { .element(tag, [], children) }
}
