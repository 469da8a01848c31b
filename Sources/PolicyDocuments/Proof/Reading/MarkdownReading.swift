extension PrintedDecision {
  /// Reads a Markdown file that was written, without knowing how it was made.
  init(markdown bytes: [UInt8]) {
    self.init()
    let file = MarkdownElement(file: bytes)
    let sections = file.children.split(omittingEmptySubsequences: false) {
      $0.kind == .heading(level: 2)
    }
    let headings = file.children.filter { $0.kind == .heading(level: 2) }
    // What precedes the first heading is not a section.
    let titled = zip(headings, sections.suffix(headings.count))
    let criteria = titled.filter { $0.0.text == "Criteria" }
    if criteria.count != 1 { unexpected.append("\(criteria.count) sections of criteria") }
    for (_, blocks) in criteria { read(criteria: blocks) }
    // Every test of the file belongs to an item that was read.
    let tests = file.withDescendants.count { $0.kind == .tag("<code>") }
    if tests != items.count(where: { !$0.test.isEmpty }) {
      unexpected.append("a test outside the criteria")
    }
  }

  private mutating func read(criteria blocks: ArraySlice<MarkdownElement>) {
    // A heading is for one list only.
    var heading: String?
    var sentences: [String] = []
    for block in blocks {
      switch block.kind {
      case .heading(level: 3):
        if let heading { unexpected.append(heading) }
        heading = block.text
      case .paragraph: sentences.append(block.text)
      case .list where heading == "Scope":
        scope += block.children.map { item($0) }
        heading = nil
      case .list:
        let outcome = heading ?? ""
        statements += block.children.map { Statement(outcome: outcome, item: item($0)) }
        heading = nil
      default: unexpected.append(block.text)
      }
    }
    if let heading { unexpected.append(heading) }
    checkSentences(sentences)
  }

  /// Reads a list item: a line, followed by pairs of a phrase in italics and a list. The item of a
  /// group of conditions does not have a line.
  private mutating func item(_ element: MarkdownElement) -> Item {
    var item = Item()
    var phrase = ""
    for (index, block) in element.children.enumerated() {
      if block.kind == .list, !phrase.isEmpty {
        item.groups.append(
          Group(phrase: phrase, members: block.children.map { self.item($0) }))
        phrase = ""
      } else if block.kind == .paragraph, block.children.map(\.kind) == [.emphasis], phrase.isEmpty,
        element.children.dropFirst(index + 1).first?.kind == .list
      {
        phrase = block.text
      } else if block.kind == .paragraph, index == 0 {
        readLine(block.children, into: &item)
      } else if block.kind == .paragraph, phrase.isEmpty, item.groups.isEmpty, !item.label.isEmpty {
        // A further paragraph of the text of a criterion.
        item.text += " \(block.text)"
      } else {
        unexpected.append(block.text)
      }
    }
    if !phrase.isEmpty { unexpected.append(phrase) }
    return item
  }

  /// Reads `<a id="I.B.6"></a>**I.B.6** text <code>test</code>`, of which conditions have neither
  /// anchor nor label, and groups no test.
  private mutating func readLine(_ line: [MarkdownElement], into item: inout Item) {
    var inlines = line[...]
    if let open = inlines.firstIndex(where: { $0.kind == .tag("<code>") }),
      let close = inlines.lastIndex(where: { $0.kind == .tag("</code>") }), open < close
    {
      let test = inlines[(open + 1)..<close]
      item.test = test.text
      // A reference to another criterion is a link to it.
      for inline in test {
        if case .link(let url) = inline.kind, url != "#\(inline.text)" {
          unexpected.append("\(inline.text) without its link")
        }
      }
      inlines.removeSubrange(open...close)
    }
    if let label = inlines.dropFirst(2).first, label.kind == .strong,
      inlines.prefix(2).map(\.kind) == [.tag("<a id=\"\(label.text)\">"), .tag("</a>")]
    {
      item.label = label.text
      inlines = inlines.dropFirst(3)
    }
    item.text = inlines.text
  }
}
