internal import MarkupText

extension Markup {
  /// An element. Attributes whose value is nil are left out.
  static func tag(
    _ tag: Tag, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(
      tag, attributes.compactMap { name, value in value.map { Attribute(name, $0) } }, children)
  }

  static func tag(_ tag: Tag, _ children: [Markup]) -> Markup { .element(tag, [], children) }
}
