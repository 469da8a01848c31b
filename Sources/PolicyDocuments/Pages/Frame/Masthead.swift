internal import MarkupText
internal import PolicyModel
internal import Values

/// The top of a page: what it is about, its main dates, and links to its neighbors.
struct Masthead {
  let eyebrow: String
  let title: String
  var facts: [(term: String, value: [Markup])] = []
  var navigation: Navigation?
  /// A warning that must not be overlooked.
  var banner: Markup?

  var markup: Markup {
    var children: [Markup] = [
      .tag(.p, ["class": "eyebrow"], [.text(eyebrow)]), .tag(.h1, [.text(title)]),
    ]
    if !facts.isEmpty { children.append(.facts(facts)) }
    if let navigation { children.append(navigation.markup) }
    if let banner { children.append(banner) }
    return .tag(.header, ["class": "masthead"], children)
  }
}

/// A list of links that assistive technology announces as navigation.
struct Navigation {
  private let label: String
  private let isContents: Bool
  private let links: [Markup]

  /// - Parameter links: list items.
  init(_ label: String, isContents: Bool = false, links: [Markup]) {
    self.label = label
    self.isContents = isContents
    self.links = links
  }

  var markup: Markup {
    .tag(
      .nav, ["class": isContents ? "nav contents" : "nav", "aria-label": label],
      [.tag(.ul, links)])
  }

  /// A list item with a link.
  static func link(_ url: String, _ text: String, isCurrentPage: Bool = false) -> Markup {
    .tag(
      .li,
      [.tag(.a, ["href": url, "aria-current": isCurrentPage ? "page" : nil], [.text(text)])])
  }
}

extension Markup {
  /// Terms and values side by side.
  static func facts(_ facts: [(term: String, value: [Markup])]) -> Markup {
    .tag(
      .dl, ["class": "facts"],
      facts.map { .tag(.div, [.tag(.dt, [.text($0.term)]), .tag(.dd, $0.value)]) })
  }

  /// A date as printed, with its ISO form at the same precision.
  static func date(_ date: PrintedDate) -> Markup {
    .tag(.time, ["datetime": date.iso], [.text(date.printed)])
  }
}
