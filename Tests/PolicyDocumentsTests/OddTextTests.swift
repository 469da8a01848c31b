import JSONText
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicyReview
import Testing

@testable import PolicyDocuments

/// A policy in whose texts a marker has been replaced by another text: in the title, a question, the
/// text of a criterion, a section, a code, a term and the log.
private func policy(with text: String) throws -> CompiledPolicy {
  let quoted = "'\(text.replacing("'", with: "''"))'"
  // In prose, every character that could be markup is escaped.
  let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
  let escaped = text.map { punctuation.contains($0) ? "\\\($0)" : String($0) }.joined()
  let prose = "'\(escaped.replacing("'", with: "''"))'"
  return try CompiledPolicy { source in
    source.replacing("title: Liver iron by MRI", with: "title: \(quoted)")
      .replacing("ask: What is it to measure?", with: "ask: \(quoted)")
      .replacing(
        "      - {id: anemia, text: Anemia, when: {conditions: anemia}}\n",
        with: """
                - {id: anemia, text: Anemia, when: {conditions: anemia}}
                - {id: odd, text: \(prose), when: {purpose: other}}

          """
      )
      .replacing("title: Background", with: "title: \(quoted)")
      .replacing("descriptor: Unlisted magnetic resonance procedure", with: "descriptor: \(quoted)")
      .replacing("text: A study is cited.", with: "text: \(prose)")
  }
}

/// What a reader of a file finds in it: text without the escapes of its format.
private func readableText(_ artifact: Artifact) throws -> String {
  let text = String(decoding: artifact.bytes, as: UTF8.self)
  switch artifact.path.split(separator: ".").last {
  case "html", "dmn":
    let page = try #require(HTMLElement(page: artifact.bytes))
    let attributes = page.withDescendants.flatMap(\.attributes.values).joined(separator: "\n")
    return page.text + attributes + (try embeddedJSON(text).map(strings) ?? "")
  case "md": return MarkdownElement(file: artifact.bytes).text
  case "json": return strings(try JSON(bytes: artifact.bytes))
  case "csv": return text.replacing("\"\"", with: "\"")
  default: return text.replacing("''", with: "'")
  }
}

/// The data of "Check a case".
private func embeddedJSON(_ page: String) throws -> JSON? {
  let open = "<script type=\"application/json\" id=\"check-data\">"
  guard let start = page.firstRange(of: open) else { return nil }
  let rest = page[start.upperBound...]
  let end = try #require(rest.firstRange(of: "</script>"))
  return try JSON(bytes: Array(rest[..<end.lowerBound].utf8))
}

private func strings(_ json: JSON) -> String {
  switch json {
  // FHIR resources contain narratives in XHTML.
  case .string(let text) where text.hasPrefix("<div"):
    HTMLElement(page: Array(text.utf8))?.text ?? ""
  case .string(let text): text
  case .array(let elements): elements.map(strings).joined(separator: "\n")
  case .object(let members):
    members.map { "\($0.name)\n\(strings($0.value))" }.joined(separator: "\n")
  case .null, .boolean, .number: ""
  }
}

/// How often a file contains a text, which a drawing or a narrow column may break anywhere.
private func count(_ text: String, in artifact: Artifact) throws -> Int {
  func unspaced(_ text: String) -> String { text.filter { !$0.isWhitespace } }
  return try unspaced(readableText(artifact)).ranges(of: unspaced(text)).count
}

@Suite struct OddTextTests {
  /// Text that could be markup in one of the formats, with every kind of quote and comment.
  private static let everything =
    "a | b * c _d_ **e** `f` [g](h) ![i](j) <k> & &amp; \"l\" 'm' ]]> /* n */ -- o </script> <!-- p --> ~q~ \\r #s# é 𝛽"

  /// Text that could begin a block of Markdown, or end one.
  private static let beginnings = [
    "- a", "+ a", "* a", "1. a", "1) a", "# a", "a #", "## a ##", "> a", "= a", "--- ", "```a",
    "| a |",
    "<p>a", "[a]: b", "a!", "!a", "&a", "\\", "~~~",
  ]

  /// *Wherever a plain text is printed, the odd one is printed too*.
  @Test func isTheSameInEveryOutput() throws {
    let plain = try policy(with: "Marker").compilation.artifacts().artifacts
    let odd = try policy(with: OddTextTests.everything).compilation.artifacts().artifacts
    #expect(plain.map(\.path) == odd.map(\.path))
    var kinds: Set<String> = []
    for (plain, odd) in zip(plain, odd) {
      let expected = try count("Marker", in: plain)
      let found = try count(OddTextTests.everything, in: odd)
      #expect(found == expected, "\(odd.path)")
      if found > 0 { kinds.insert(String(odd.path.split(separator: ".").last ?? "")) }
    }
    #expect(kinds.isSuperset(of: ["html", "md", "json", "csv", "dmn", "sql"]), "\(kinds)")
  }

  @Test(arguments: beginnings)
  func isTheSameAtTheBeginningOfALine(_ text: String) throws {
    let policy = try policy(with: text)
    let (html, markdown) = try policy.documents()
    let page = try #require(HTMLElement(page: Array(html.utf8)))
    let file = MarkdownElement(file: Array(markdown.utf8))
    let expected = text.singleSpaced
    #expect(page.withDescendants.first { $0.name == "h1" }?.text == expected)
    #expect(file.children.first { $0.kind == .heading(level: 1) }?.text == expected)
    #expect(file.children.contains { $0.kind == .heading(level: 2) && $0.text == expected })
    for review in policy.checked.reviews {
      guard let difference = review.difference else { continue }
      let redline = Redline(difference, proof: review.proof, in: policy.checked.policy)
      let read = MarkdownElement(file: Array(redline.markdown(CompiledPolicy.provenance).utf8))
      #expect(
        read.withDescendants.contains { $0.kind == .paragraph && $0.text == expected },
        "\(redline.markdown(CompiledPolicy.provenance))")
    }
  }
}
