import Testing

@testable import PolicyDocuments

/// Pages are read to their end.
@Suite struct HTMLElementTests {
  /// A browser may break a line at `<wbr>`, which libxml2 would read as an element around the rest.
  @Test(arguments: [1, 300, 20_000])
  func breaksDoNotNestTheRestOfAParagraph(_ count: Int) throws {
    let breaks = String(repeating: "long_<wbr>", count: count)
    let page = "<html><body><p>\(breaks)name</p><p>after <b>it</b></p></body></html>"
    let paragraphs = try #require(HTMLElement(page: Array(page.utf8))).withDescendants
      .filter { $0.name == "p" }
    #expect(
      paragraphs.map(\.text) == [String(repeating: "long_", count: count) + "name", "after it"])
    #expect(paragraphs.map(\.children.count) == [0, 1])
  }
}
