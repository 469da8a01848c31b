import Diagnostics
import PolicySyntax
import Testing

/// Each value has its source location: «marks» in a source enclose the value of `key`.
@Suite struct SpanTests {
  @Test(arguments: [
    "key: «plain»",
    "key: «plain»   ",
    "key: «plain» # a comment",
    "key: «several words, and: all»".replacing(": all", with: ":all"),
    "key: «\"quoted\"»",
    "key: «\"quoted: # ]\"» # a comment",
    "key: «'it''s'»",
    "key: «\"on two\n  lines\"»\nlast: 1",
    "key: «on two\n  lines»\nlast: 1",
    "key: «on two\n\n  paragraphs»\n\nlast: 1",
    "key: «|\n  a block\n  of lines»\nlast: 1",
    "key: «|\n  a block\n\n  of paragraphs»\n\n\nlast: 1",
    "key: «>-\n  folded\n  lines»\n# a comment\nlast: 1",
    "key: «|2-\n   indented»",
    "key: «[a, [b, c]]» # a comment",
    "key: «{a: {b: c}}»\nlast: 1",
    "key:\n  «- a\n  - b: c\n    d: e»\nlast: 1",
    "key:\n«- a\n- b»\nlast: 1",
    "key:\n  «a: b\n  c: |\n    d»\n\n# a comment\nlast: 1",
    "µ≥🧬: x\nkey: «µ≥🧬»",
    "µ: {≥: 🧬, key: «\"µ\"»}",
    "\u{FEFF}key: «plain»",
    "\u{FEFF}µ: x\nkey: «µg»",
    "first: 1\r\nkey: «plain»\r\nlast: 1\r\n",
    "key: «|\r\n  a block\r\n  of lines»\r\nlast: 1\r\n",
    "key: «\"on two\r\n  lines\"»\r\nlast: 1",
    "µ: \"\u{2028}\"\nkey: «plain»",
    "key: &name «plain»\nother: *name", "key: &name\n  «a: b»\nother: *name",
    "key:«»",
    "key: «\"\"»",
  ])
  func valueIsAtTheMarks(_ marked: String) throws {
    let (text, marks) = unmarked(marked)
    let (document, findings) = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8)))
    #expect(findings.isEmpty)
    let root = try #require(document?.root)
    let value = try #require(root["key"] ?? root.entries?.first?.value["key"])
    #expect(value.span.range == marks, "\(Array(text.utf8)[value.span.range])")
  }

  @Test(arguments: [
    "«key»: 1", "µ: 1\n«\"key\"»: 1", "? «key»\n: 1", "{a: 1, «key»: 1}", "\u{FEFF}«key»: 1",
    "a: 1\r\n«key»: 1",
  ])
  func keyIsAtTheMarks(_ marked: String) throws {
    let (text, marks) = unmarked(marked)
    let document = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).document
    let entry = try #require(document?.root.entries?.first { $0.key == "key" })
    #expect(entry.keySpan.range == marks)
  }

  /// A finding about a value that an alias repeats points to the value itself.
  @Test(arguments: [
    "one: &name «plain»\nkey: *name", "one: &name «{a: b}»\nkey: *name",
  ])
  func aliasHasTheSpanOfItsValue(_ marked: String) throws {
    let (text, marks) = unmarked(marked)
    let document = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).document
    let alias = try #require(document?.root["key"])
    let value = try #require(document?.root["one"])
    #expect(alias.span == value.span)
    #expect(alias.span.range.upperBound == marks.upperBound)
  }
}

/// The text without its marks, and the range between them in bytes.
func unmarked(_ marked: String) -> (text: String, marks: Range<Int>) {
  let pieces = marked.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false)
  let rest = pieces[1].split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false)
  let start = pieces[0].utf8.count
  return (String(pieces[0] + rest[0] + rest[1]), start..<start + rest[0].utf8.count)
}
