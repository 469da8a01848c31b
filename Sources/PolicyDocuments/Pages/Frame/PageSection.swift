internal import MarkupText

/// A section of a page, which the table of contents lists.
struct PageSection {
  let id: String
  let title: String
  /// The title in the table of contents, if that is a shorter one.
  var shortTitle: String?
  /// Whether a script shows the section. It is hidden in browsers without scripts.
  var isScripted = false
  let content: [Markup]

  var markup: Markup {
    .tag(
      .section,
      ["id": id, "aria-labelledby": "\(id)-title", "hidden": isScripted ? "" : nil],
      [.tag(.h2, ["id": "\(id)-title"], [.text(title)])] + content)
  }

  var contentsEntry: Markup {
    .tag(
      .li, ["hidden": isScripted ? "" : nil, "class": isScripted ? "scripted" : nil],
      [.tag(.a, ["href": "#\(id)"], [.text(shortTitle ?? title)])])
  }
}
