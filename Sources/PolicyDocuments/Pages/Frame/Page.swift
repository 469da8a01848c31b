internal import MarkupText

/// An HTML page in the frame that all pages share: a skip link, a notice on the status of the page,
/// a masthead, the table of contents, the content and a footer.
struct Page {
  /// The target of the skip link, and its text.
  typealias SkipLink = (id: String, text: String)

  let title: String
  let description: String
  let notice: PageNotice
  let masthead: Masthead
  private let skipLink: SkipLink
  private let contents: [Markup]
  private let main: [Markup]
  /// The paragraphs of the footer.
  private let footer: [[Markup]]

  /// A page with sections, each of which the table of contents lists.
  init(
    title: String, description: String, notice: PageNotice, masthead: Masthead,
    skipLink: SkipLink, sections: [PageSection], footer: [[Markup]]
  ) {
    self.title = title
    self.description = description
    self.notice = notice
    self.masthead = masthead
    self.skipLink = skipLink
    contents = [
      Navigation("Contents", isContents: true, links: sections.map(\.contentsEntry)).markup
    ]
    main = sections.map(\.markup)
    self.footer = footer
  }

  /// A page without a table of contents.
  init(
    title: String, description: String, notice: PageNotice, masthead: Masthead,
    skipLink: SkipLink, main: [Markup], footer: [[Markup]]
  ) {
    self.title = title
    self.description = description
    self.notice = notice
    self.masthead = masthead
    self.skipLink = skipLink
    contents = []
    self.main = main
    self.footer = footer
  }

  var text: String {
    Markup.tag(.html, ["lang": "en-US"], [.tag(.head, head), .tag(.body, body)]).htmlPage
  }

  private var head: [Markup] {
    [
      .tag(.meta, ["charset": "utf-8"]),
      .tag(.title, [.text(title)]),
      .tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag(.meta, ["name": "color-scheme", "content": "light dark"]),
      .tag(.meta, ["name": "description", "content": description]),
      .styleSheet(PageResource.styleSheet),
    ]
  }

  private var body: [Markup] {
    [
      .tag(.div, [.tag(.a, ["class": "skip", "href": "#\(skipLink.id)"], [.text(skipLink.text)])]),
      notice.markup,
      .tag(
        .div, ["class": "page"],
        [masthead.markup] + contents
          + [.tag(.main, main), .tag(.footer, footer.map { .tag(.p, $0) })]),
    ]
  }
}

/// Who speaks on a page, and where the authoritative text is.
struct PageNotice {
  /// What assistive technology calls the notice.
  let label: String
  let head: String
  let content: [Markup]

  fileprivate var markup: Markup {
    let paragraph: Markup = .tag(.p, [.tag(.strong, [.text(head)]), " "] + content)
    return .tag(
      .aside, ["class": "notice", "aria-label": label],
      [.tag(.div, ["class": "page"], [paragraph])])
  }
}
