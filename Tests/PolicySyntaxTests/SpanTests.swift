import Diagnostics
import PolicySyntax
import Testing

/// Each value knows its place: «marks» in a source stand around the value of `key`.
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
    "key: &name «plain»", "key: &name\n  «a: b»",
    "key:«»",
    "key: «\"\"»",
  ])
  func valueStandsAtTheMarks(_ marked: String) throws {
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
  func keyStandsAtTheMarks(_ marked: String) throws {
    let (text, marks) = unmarked(marked)
    let document = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).document
    let entry = try #require(document?.root.entries?.first { $0.key == "key" })
    #expect(entry.keySpan.range == marks)
  }

  /// A finding about a repeated value belongs where it is written, once.
  @Test(arguments: [
    "one: &name «plain»\nkey: *name", "one: &name «{a: b}»\nkey: *name",
  ])
  func aliasStandsWhereItsValueIsWritten(_ marked: String) throws {
    let (text, marks) = unmarked(marked)
    let document = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).document
    let alias = try #require(document?.root["key"])
    let value = try #require(document?.root["one"])
    #expect(alias.span == value.span)
    #expect(alias.span.range.upperBound == marks.upperBound)
  }

  @Test(arguments: [
    ("key: [a, b", "key: [a, b«»"), ("key: \"a", "key: \"a«»"), ("a: b: c", "a: b«»: c"),
    ("µ≥: b: c", "µ≥: b«»: c"), ("\u{FEFF}a: b: c", "\u{FEFF}a: b«»: c"),
    ("a: \u{7}", "a: «»\u{7}"), ("\u{FEFF}µ: \u{7}", "\u{FEFF}µ: «»\u{7}"),
  ])
  func brokenYAMLIsReportedAtTheMark(_ text: String, _ marked: String) throws {
    let (document, findings) = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8)))
    #expect(document == nil)
    let finding = try #require(findings.first)
    #expect(finding.kind == .yamlSyntax)
    let place = unmarked(marked).marks.lowerBound
    #expect(finding.label.span.range.lowerBound == min(place, text.utf8.count - 1))
  }
}

/// The text without its marks, and the bytes between them.
private func unmarked(_ marked: String) -> (text: String, marks: Range<Int>) {
  let pieces = marked.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false)
  let rest = pieces[1].split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false)
  let start = pieces[0].utf8.count
  return (String(pieces[0] + rest[0] + rest[1]), start..<start + rest[0].utf8.count)
}
