import Testing

@testable import PolicyDocuments

@Suite struct MarkdownPrinterTests {
  /// What cmark reads in a paragraph.
  private func read(_ inlines: [MarkdownInline]) throws -> [MarkdownElement] {
    let file = MarkdownElement(file: Array([MarkdownBlock.paragraph(inlines)].text.utf8))
    #expect(file.children.map(\.kind) == [.paragraph])
    return try #require(file.children.first).children
  }

  /// `!` and a link would be an image.
  @Test func aLinkAfterAnExclamationMarkIsALink() throws {
    let inlines = try read([.text("See!"), .link("https://example.org", [.text("there")])])
    #expect(inlines.last?.kind == .link(url: "https://example.org"))
    #expect(inlines.text == "See!there")
  }

  @Test func codeContainsAnyBackticks() throws {
    for text in ["a", "`", "``a`", " a ", "a``b```c"] {
      #expect(try read([.code(text)]).map(\.kind) == [.text(text)], "\(text)")
    }
  }

  @Test func escapesNumbersOnlyWhereTheyBeginALine() {
    #expect([MarkdownBlock.paragraph([.text("2015. A")])].text == "2015\\. A\n")
    #expect([MarkdownBlock.paragraph([.text("In "), .text("2015. A")])].text == "In 2015. A\n")
  }
}
