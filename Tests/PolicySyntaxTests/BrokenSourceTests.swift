import Diagnostics
import PolicySyntax
import TestSupport
import Testing

/// Mistakes in a file are reported at their cause, which «marks» enclose.
@Suite struct BrokenSourceTests {
  @Test(arguments: [
    ("key: [a, b«»", "yaml-syntax"), ("a: b«»: c", "yaml-syntax"), ("µ≥: b«»: c", "yaml-syntax"),
    ("\u{FEFF}a: b«»: c", "yaml-syntax"),
    // A quote that is never closed, or closed by the next one.
    ("key: «\"»a", "yaml-syntax"), ("a: «'»b\nc: d\n", "yaml-syntax"),
    ("a: «\"»b\nc: \"d\"\n", "yaml-syntax"), ("- {a: «'»b}\n- {a: 'c'}\n", "yaml-syntax"),
    ("µ: 1\r\na: «\"»b\r\nc: \"d\"\r\n", "yaml-syntax"),
    // Invisible characters.
    ("a: «\u{7}»", "invisible-character"), ("\u{FEFF}µ: «\u{7}»", "invisible-character"),
    ("a:«\u{A0}»b\nc: d\n", "invisible-character"),
    ("a: «\u{A0}»b\n", "invisible-character"),
    ("a: b\n«\u{A0}»c: d\ne: f\n", "invisible-character"),
    ("a: b\n-«\u{2003}»c\n", "invisible-character"),
    ("a: b«\u{A0}»# c\n", "invisible-character"),
    ("a: b«\u{200B}»c\n", "invisible-character"), ("# a«\u{202E}»b\nc: d\n", "invisible-character"),
    ("a: b«\u{FEFF}»\n", "invisible-character"),
    // Unfinished merges.
    ("«<<<<<<< HEAD»\na: b\n=======\na: c\n>>>>>>> x\n", "unfinished-merge"),
    ("a: b\n«>>>>>>> x»\r\n", "unfinished-merge"),
    ("a: b\n«||||||| 0123456»\n", "unfinished-merge"),
    ("a: b\n«=======»\nc: d\n", "unfinished-merge"),
  ])
  func pointsToTheCause(_ marked: String, _ code: String) throws {
    let (text, marks) = unmarked(marked)
    let findings = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).findings
    let finding = try #require(findings.first)
    #expect(finding.kind.code == code)
    let start = min(marks.lowerBound, text.utf8.count - 1)
    #expect(finding.label.span.range.lowerBound == start)
    #expect(marks.isEmpty || finding.label.span.range == marks)
  }

  /// Wherever a file was cut off, that is not taken for a text without quotes.
  @Test(arguments: ["X.1/2024-06.yaml", "X.1/cases.yaml", "X.1/revisions.yaml"])
  func saysThatACutOffFileIsOpen(_ name: String) throws {
    let bytes = try #require(
      readFile("\(packageFolder)/Tests/PolicyChecksTests/Fixtures/Base/\(name)"))
    for count in 1..<bytes.count {
      let cut = SourceText(path: "a.yaml", bytes: Array(bytes[..<count]))
      for finding in Document.read(cut).findings {
        #expect(
          !finding.message.contains("quotes") && !finding.message.contains("goes on"),
          "\(count): \(finding.message)")
      }
    }
  }

  @Test(arguments: [
    "a: 5\u{A0}mg", "a: \"b:\u{A0}c\"", "a: |\n  b:\u{A0}c\n", "a: «b»\u{200D}",
    "a: ======= b", "a: |\n  <<<<<<< b\n", "a: b # <<<<<<< c", "a: b\r\n", "a: 'b\n\n  c'\n",
  ])
  func acceptsValidSources(_ text: String) {
    let findings = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).findings
    #expect(findings.map(\.message) == [])
  }

  @Test(arguments: [true, false], [true, false])
  func reportsUTF16(isLittleEndian: Bool, hasMark: Bool) throws {
    let units = Array(((hasMark ? "\u{FEFF}" : "") + "policy: µ\n").utf16)
    let bytes = units.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isLittleEndian ? pair.reversed() : pair
    }
    let findings = Document.read(SourceText(path: "a.yaml", bytes: bytes)).findings
    #expect(findings.map(\.message) == ["the file is UTF-16"])
  }

  /// Values do not depend on whether line breaks are LF or CRLF.
  @Test(arguments: [
    "a: |\n  b\n\n  c\nd: >-\n  e\n  f\n", "a: \"b\n\n  c\"\n", "a: b\n  c\n# d\n", "a: 'b'\n\n\n",
    "a: |+\n  b\n\n\nc: d\n",
  ])
  func valuesDoNotDependOnLineBreaks(_ text: String) throws {
    func read(_ text: String) throws -> Node {
      let source = SourceText(path: "a.yaml", bytes: Array(text.utf8))
      return try #require(Document.read(source).document).root
    }
    let pairs = try #require(read(text).entries)
    let others = try #require(read(text.replacing("\n", with: "\r\n")).entries)
    #expect(pairs.map(\.value.text) == others.map(\.value.text))
  }
}
