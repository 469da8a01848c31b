import Diagnostics
import TestSupport
import Testing

@testable import PolicySyntax

/// The formatter always prints the same layout, and keeps values, comments and groups of lines.
@Suite struct FormatTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let expected: String

    init(_ name: String, _ text: String, _ expected: String) {
      self.name = name
      self.text = text
      self.expected = expected
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      "indentation", "a:\n    b:\n    - c\n    -   d: e\n        f: g\n",
      "a:\n  b:\n    - c\n    - d: e\n      f: g\n"),
    Case("brackets on one line", "a: [ b,\n  c ]\nd: { e: f }\n", "a: [b, c]\nd: {e: f}\n"),
    Case(
      "nothing", "a:\nb: []\nc: {}\nd: \"\"\n- x\n".replacing("- x\n", with: ""),
      "a:\nb: []\nc: {}\nd: \"\"\n"),
    Case("nothing in brackets", "a: {b: , c: d}\n", "a:\n  b:\n  c: d\n"),
    Case(
      "needless quotes", "a: \"text\"\n'b': 'it is'\nc: \"12\"\nd: \"no\"\ne: 12\nf: 'a \"b\"'\n",
      "a: text\nb: it is\nc: \"12\"\nd: \"no\"\ne: 12\nf: 'a \"b\"'\n".replacing(
        "'a \"b\"'", with: "a \"b\"")),
    Case(
      "needed quotes",
      "a: 'b: c'\nd: \"- e\"\nf: '#g'\nh: 'i #j'\nk: ['l, m', 'n]']\no: 'p\\q: '\n",
      "a: \"b: c\"\nd: \"- e\"\nf: \"#g\"\nh: \"i #j\"\nk: [\"l, m\", \"n]\"]\no: 'p\\q: '\n"),
    Case("escapes", "a: \"\\t\\u2028\\x07µ\"\n", "a: \"\\t\\u2028\\x07µ\"\n"),
    Case(
      "invisible characters", "a: \"b\\u200Bc\\u202Ed\"\ne: \"f\\uFEFF\"\n",
      "a: \"b\\u200Bc\\u202Ed\"\ne: \"f\\uFEFF\"\n"),
    Case(
      "no-break spaces", "a: \"b:\u{A0}c\"\nd: \"\u{A0}e\"\nf: \"five\u{A0}mg\"\ng: \"h\u{A0}#\"\n",
      "a: \"b:\u{A0}c\"\nd: \"\u{A0}e\"\nf: five\u{A0}mg\ng: \"h\u{A0}#\"\n"),
    Case(
      "comments",
      "#one\n\n\n\na: b   #two\n   # three\nc:\n    # four\n  - d # five\n  # six\n# seven\n",
      "# one\n\na: b # two\n# three\nc:\n  # four\n  - d # five\n  # six\n# seven\n"),
    Case(
      "comments at the end of an indented block",
      "a:\n  b: c\n  # of b\n\n  # still\n# of d\nd: e\n",
      "a:\n  b: c\n  # of b\n\n  # still\n# of d\nd: e\n"),
    Case(
      "comments in brackets", "a: [b, # one\n  c] # two\nd: {# three\n e: f}\n",
      "a:\n  - b # one\n  - c # two\nd: # three\n  e: f\n"),
    Case(
      "a comment after a key", "a: # one\n  b\nc: # two\n  - d\n", "a: b # one\nc: # two\n  - d\n"),
    Case(
      "comments between key and value", "a: # one\n  # two\n  b # three\n",
      "# one\n# two\na: b # three\n"),
    Case(
      "comments after dashes", "- # one\n  a: b\n- # two\n  - c\n", "# one\n- a: b\n# two\n- - c\n"
    ),
    Case(
      "groups", "a: b\n\n\n\nc: d\n\n- x".replacing("\n\n- x", with: "\n\n\n"), "a: b\n\nc: d\n"),
    Case(
      "groups in lists", "a:\n\n  - b: c\n\n    d: e\n\n  - f\n",
      "a:\n  - b: c\n\n    d: e\n\n  - f\n"),
    Case("groups in brackets", "a: [b,\n\n  c]\n", "a:\n  - b\n\n  - c\n"),
    Case("lines", "a: |\n    b\n      c\n\n    d\n\ne: f\n", "a: |\n  b\n    c\n\n  d\n\ne: f\n"),
    Case("lines that begin indented", "a: |2\n    b\n   c\n", "a: |2\n    b\n   c\n"),
    Case("lines before blank lines", "a: |+\n  b\n\n\nc: d\n", "a: |+\n  b\n\n\nc: d\n"),
    Case("short folded text", "a: >-\n  b\n  c\n", "a: b c\n"),
    Case("paragraphs", "a: \"b\\nc\\n\\nd\"\n", "a: >-\n  b\n\n  c\n\n\n  d\n"),
    Case("a folded paragraph with its end", "a: >\n  b\n  c\n", "a: >\n  b c\n"),
    Case(
      "aliases", "a: &x  {b: c}\nd: *x\ne: &y\n - f\ng: [*y , &z h]\ni: *z\n",
      "a: &x {b: c}\nd: *x\ne: &y\n  - f\ng: [*y, &z h]\ni: *z\n"),
    Case("anchors of keys", "&a b : c\nd: *a\n", "&a b: c\nd: *a\n"),
    Case("lists in lists", "- - a\n  - - b\n-\n  -   c\n", "- - a\n  - - b\n- - c\n"),
    Case("explicit keys", "? a\n: b\n? [c]\n".replacing("? [c]\n", with: ""), "a: b\n"),
    Case(
      "carriage returns and a mark", "\u{FEFF}a: b # c\r\nd: |\r\n  e\r\n", "a: b # c\nd: |\n  e\n"),
    Case("no key", "a: {b,?}\n", "a:\n  b:\n  \"\":\n"),
    Case("markers", "---\na: b\n...\n", "a: b\n"),
    Case("one text", "  text\n", "text\n"),
    Case(
      "a text and a comment", "# one\n\ntext # two\n# three\n", "# one\n\ntext # two\n# three\n"),
    Case("banners", "#### a ####\n#!b\n#\na: b\n", "#### a ####\n# !b\n#\na: b\n"),
  ])
  func formatsInTheStandardLayout(_ sample: Case) throws {
    let document = try #require(read(sample.text))
    #expect(document.formatted.map { String(decoding: $0, as: UTF8.self) } == sample.expected)
    let again = try #require(read(sample.expected))
    #expect(again.formatted.map { String(decoding: $0, as: UTF8.self) } == sample.expected)
  }

  @Test func wrapsLinesAt100Columns() throws {
    let words = Array(repeating: "word", count: 30).joined(separator: " ")
    let list = (0..<30).map { "item_\($0)" }.joined(separator: ", ")
    let text = "a:\n  b: \(words)\n  c: [\(list)]\n  d: \(String(repeating: "x", count: 120))\n"
    let formatted = String(
      decoding: try #require(read(text)?.formatted ?? nil), as: UTF8.self)
    #expect(formatted.hasPrefix("a:\n  b: >-\n    word word"))
    #expect(formatted.contains("\n  c:\n    - item_0\n    - item_1\n"))
    #expect(formatted.contains("\n  d: xxx"))
    #expect(formatted.split(separator: "\n").allSatisfy { $0.count <= 100 || $0.contains("xxx") })
  }

  /// format ∘ format = format. `formatted` itself checks that the values are the same.
  @Test func formattingIsIdempotent() {
    forAll(seeds: 0..<1_500) { random in
      var document = RandomYAML(random)
      let text = document.text()
      random = document.random
      guard let read = read(text) else { return true }
      return isStable(read)
    }
  }

  /// The same holds for sources after careless edits, if they can still be read.
  @Test func formattingDamagedSourcesIsIdempotent() {
    let base = Fixture.readBase(
      folder(of: #filePath, levels: 2) + "/PolicyChecksTests/Fixtures/Base")
    forAll(seeds: 0..<1_500) { random in
      let bytes = base.randomElement(using: &random)!.bytes
      let text = String(decoding: damaged(bytes, using: &random), as: UTF8.self)
      guard let read = read(text) else { return true }
      return isStable(read)
    }
  }

  private func isStable(_ document: Document) -> Bool {
    guard let once = document.formatted,
      let again = Document.read(SourceText(path: "a.yaml", bytes: once)).document
    else {
      Issue.record(
        """
        this text cannot be formatted:
        \(document.source.text(0..<document.source.bytes.count))
        --- the layout would be
        \(LayoutPrinter(Layout(document)).text)
        """)
      return false
    }
    let twice = again.formatted
    if twice != once {
      Issue.record(
        """
        this text changes when it is formatted a second time:
        \(document.source.text(0..<document.source.bytes.count))
        --- once
        \(String(decoding: once, as: UTF8.self))
        --- twice
        \(String(decoding: twice ?? [], as: UTF8.self))
        """)
    }
    return twice == once
  }

  private func read(_ text: String) -> Document? {
    let (document, findings) = Document.read(
      SourceText(path: "a.yaml", bytes: Array(text.utf8)))
    return findings.isEmpty ? document : nil
  }

  private func damaged(_ bytes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    let pieces = [
      " ", "\n", "\n\n", "# c\n", " # c", "- ", ": ", "'", "[", "]", "{", "}", ",", "&a ", "|", ">",
    ]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let offset = Int.random(in: 0..<bytes.count, using: &random)
      if Bool.random(using: &random) {
        bytes.insert(contentsOf: Array(pieces.randomElement(using: &random)!.utf8), at: offset)
      } else {
        let end = min(bytes.count, offset + Int.random(in: 1...6, using: &random))
        bytes.removeSubrange(offset..<end)
      }
      if bytes.isEmpty { return bytes }
    }
    return bytes
  }
}
