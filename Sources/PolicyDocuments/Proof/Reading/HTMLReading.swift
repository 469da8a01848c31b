extension PrintedDecision {
  /// Reads a page that was written, without knowing how it was made.
  init(html bytes: [UInt8]) {
    self.init()
    guard let page = HTMLElement(page: bytes) else { return }
    let elements = page.withDescendants
    let sections = elements.filter { $0.id == "criteria" }
    if sections.count != 1 { unexpected.append("\(sections.count) sections of criteria") }
    for section in sections { read(criteria: section) }
    // Every test and label of the page belongs to an item that was read.
    let items = items
    if elements.filter({ $0.hasClass("test") }).map(\.text)
      != items.map(\.test).filter({ !$0.isEmpty })
    {
      unexpected.append("a test outside the criteria")
    }
    if elements.filter({ $0.hasClass("label") }).map(\.text)
      != items.map(\.label).filter({ !$0.isEmpty })
    {
      unexpected.append("a label outside the criteria")
    }
  }

  private mutating func read(criteria section: HTMLElement) {
    var sentences: [String] = []
    expectNoOwnText(section)
    for element in section.withDescendants
    where element.attributes["hidden"] != nil || element.attributes["style"] != nil {
      unexpected.append("`\(element.text)`, whose look is changed")
    }
    let headings = section.children.filter { $0.name == "h2" }.map(\.text)
    if headings != ["Criteria"] { unexpected.append(headings.joined(separator: " ")) }
    for child in section.children where child.name != "h2" {
      if child.hasClass("scope") {
        sentences += read(scope: child)
      } else if child.hasClass("statement") {
        expectNoOwnText(child)
        for statement in child.children {
          let outcome = statement.children.first { $0.hasClass("chip") }?.text ?? ""
          statements.append(Statement(outcome: outcome, item: item(statement)))
        }
      } else if child.hasClass("precedence") || child.hasClass("otherwise") {
        sentences.append(child.text)
      } else {
        unexpected.append(child.text)
      }
    }
    checkSentences(sentences)
  }

  /// Reads the scope, and returns the sentences around its conditions.
  private mutating func read(scope element: HTMLElement) -> [String] {
    expectNoOwnText(element)
    var sentences: [String] = []
    for child in element.children {
      if child.hasClass("conditions") {
        scope += members(of: child)
      } else if child.name == "p" {
        sentences.append(child.text)
      } else {
        unexpected.append(child.text)
      }
    }
    return sentences
  }

  private mutating func members(of list: HTMLElement) -> [Item] {
    expectNoOwnText(list)
    return list.children.map { item($0) }
  }

  /// Reads a list item: a line, followed by pairs of a phrase and a list.
  private mutating func item(_ element: HTMLElement) -> Item {
    var item = Item()
    var phrase = ""
    expectNoOwnText(element)
    for (index, child) in element.children.enumerated() {
      if child.hasClass("line") {
        readLine(child, into: &item)
        // Links reach a criterion by its label.
        if !item.label.isEmpty, element.id != item.label {
          unexpected.append("\(item.label) without its anchor")
        }
      } else if child.hasClass("joint"), phrase.isEmpty {
        phrase = child.text
      } else if child.hasClass("criteria") || child.hasClass("conditions"), !phrase.isEmpty {
        item.groups.append(Group(phrase: phrase, members: members(of: child)))
        phrase = ""
      } else if !(index == 0 && child.hasClass("chip")) {
        unexpected.append(child.text)
      }
    }
    if !phrase.isEmpty { unexpected.append(phrase) }
    return item
  }

  /// Reads the label, the text and the test of an item.
  private mutating func readLine(_ line: HTMLElement, into item: inout Item) {
    expectNoOwnText(line)
    for child in line.children {
      if child.hasClass("label"), item.label.isEmpty {
        item.label = child.text
      } else if child.hasClass("words"), item.text.isEmpty {
        item.text = child.text
      } else if child.hasClass("test"), item.test.isEmpty {
        item.test = child.text
        // A reference to another criterion is a link to it.
        for link in child.children
        where link.name == "a" && link.attributes["href"] != "#\(link.text)" {
          unexpected.append("\(link.text) without its link")
        }
      } else {
        unexpected.append(child.text)
      }
    }
  }

  private mutating func expectNoOwnText(_ element: HTMLElement) {
    if !element.ownText.isEmpty { unexpected.append(element.ownText) }
  }
}
