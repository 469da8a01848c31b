import Diagnostics
import PolicySyntax
import TestSupport
import Testing

@Suite struct CommentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let comments: [String]

    init(_ text: String, _ comments: String...) {
      self.text = text
      self.comments = comments
    }

    var testDescription: String { text.debugDescription }
  }

  @Test(arguments: [
    Case("# first\na: b # second\n  # third\nc: d\n#last", "first", "second", "third", "last"),
    Case("a: b#no\nc: '# no'\nd: \" # no\" # yes", "yes"),
    Case("a: | # of the block\n  # no\n  text\n# yes\nb: c", "of the block", "yes"),
    Case("a: >-\n  text # no\n  # no\nb: c # yes", "yes"),
    Case("a: &name | # of the block\n  # no\nb: *name # yes", "of the block", "yes"),
    Case("a: &name # yes\n  text # too\nb: &other 'x # no'", "yes", "too"),
    Case("a: [b, # one\n  c] # two\nd: {e: f} # three", "one", "two", "three"),
    Case("a: [b,# one\n  \"c\"# two\n  ]# three", "one", "two", "three"),
    Case("a:\n  several words\n  on two lines # yes\n", "yes"),
    Case("# one\r\na: b # two\r\n", "one", "two"),
    Case("# one\ra: b # two\rc: d", "one", "two"),
    Case("a: b # one\u{2028}c: d # two\u{85}# three", "one", "two", "three"),
    Case("\u{FEFF}# one\nµ: ≥ # µ≥🧬", "one", "µ≥🧬"),
    Case("a: b #", ""),
    Case("a: b\t# tab", "tab"),
    Case("a: b #  two spaces", " two spaces"),
    Case("'#': '#' # yes", "yes"),
    Case("a: \"one\n  # no\n  two\" # yes", "yes"),
  ])
  func findsEachCommentWithItsText(_ sample: Case) throws {
    let source = SourceText(path: "a.yaml", bytes: Array(sample.text.utf8))
    let document = try #require(Document.read(source).document)
    #expect(document.comments.map(\.text) == sample.comments)
    for comment in document.comments {
      let written = source.text(comment.span.range)
      #expect(written.hasPrefix("#"))
      #expect(written.hasSuffix(comment.text))
    }
  }

  /// Comments do not affect values, and values do not affect comments.
  @Test func findsEveryCommentInFileOrder() {
    forAll { random in
      var text = ""
      var comments: [String] = []
      for line in 0..<20 {
        let comment = "c\(line) \("#\"'[|".randomElement(using: &random)!)"
        switch Int.random(in: 0..<5, using: &random) {
        case 0: text += "k\(line): v # \(comment)\n"
        case 1: text += "# \(comment)\nk\(line): 'a # b'\n"
        case 2: text += "k\(line): | # \(comment)\n  # no\n"
        case 3: text += "k\(line): [a, # \(comment)\n b]\n"
        default:
          text += "k\(line): a#b\n"
          continue
        }
        comments.append(comment)
      }
      let document = Document.read(SourceText(path: "a.yaml", bytes: Array(text.utf8))).document
      return document?.comments.map(\.text) == comments && document?.root.entries?.count == 20
    }
  }
}
