internal import Diagnostics

/// Quotes that are missing, or that end a text too early or too late.
extension SyntaxProblem {
  func openQuote(in source: SourceText) -> Diagnostic? {
    guard context == "while scanning a quoted scalar",
      problem == "found unexpected end of stream"
        || problem == "found unexpected document indicator"
    else { return nil }
    return Diagnostic(
      .yamlSyntax, "the quote that opens here is never closed",
      at: Span(path: source.path, range: contextOffset..<contextOffset + 1),
      help: "write the closing quote at the end of the text")
  }

  /// If a closing quote is missing, the text ends at the quote that should open the next text, and
  /// the rest of that line is a syntax error.
  func quoteClosedLate(in source: SourceText, _ lastQuoted: Range<Int>?) -> Diagnostic? {
    guard let lastQuoted, lastQuoted.upperBound <= offset else { return nil }
    let first = source.position(of: lastQuoted.lowerBound).line
    let last = source.position(of: lastQuoted.upperBound).line
    guard first < last, source.position(of: offset).line == last else { return nil }
    return Diagnostic(
      .yamlSyntax, "the quote that opens here is closed only on line \(last), before other text",
      at: Span(path: source.path, range: lastQuoted.lowerBound..<lastQuoted.lowerBound + 1),
      notes: [
        .init("the text ends here", at: .init(span(lastQuoted.upperBound - 1, in: source)))
      ],
      help: "write the closing quote at the end of the text")
  }

  /// A quoted text that goes on after its quote, such as `"A "b" c"` or `'It's'`.
  func textAfterQuote(in source: SourceText, _ lastQuoted: Range<Int>?) -> Diagnostic? {
    guard !isEnd, let lastQuoted, lastQuoted.upperBound <= offset,
      source.position(of: lastQuoted.lowerBound).line == source.position(of: offset).line,
      source.text(lastQuoted.upperBound..<offset).allSatisfy(\.isWhitespace)
    else { return nil }
    let quote = source.bytes[lastQuoted.lowerBound] == UInt8(ascii: "'") ? "'" : "\""
    let inside =
      quote == "'" ? "write `''` for an apostrophe in it" : "write `\\\"` for a quote in it"
    return Diagnostic(
      .yamlSyntax, "the text goes on after the quote that ends it",
      at: Span(path: source.path, range: lastQuoted.upperBound - 1..<lastQuoted.upperBound),
      notes: [
        .init(
          "it begins here",
          at: .init(
            Span(path: source.path, range: lastQuoted.lowerBound..<lastQuoted.lowerBound + 1)))
      ],
      help: "end it where the text ends; \(inside)")
  }

  // MARK: Texts without quotes

  /// A text without quotes that contains `: ` or begins with a character that means something in YAML.
  func bareText(in source: SourceText) -> Diagnostic? {
    guard !isEnd else { return nil }
    let line = source.range(ofLine: source.position(of: offset).line)
    let before = source.text(line.lowerBound..<offset)
    if source.bytes[offset] == UInt8(ascii: ":"), before.contains(": ") {
      return unquoted("contains `: `", at: offset, in: source)
    }
    let isScanned =
      ["while scanning an alias", "while scanning an anchor", "while scanning a block scalar"]
      .contains(context)
    let first = isScanned ? contextOffset : offset
    let character = Character(Unicode.Scalar(source.bytes[first]))
    if SyntaxProblem.problemsOfFirstCharacters.contains(problem), "%@`*&|>-?!".contains(character) {
      let name = character == "`" ? "a backtick" : "`\(character)`"
      // These begin a list or a block as well, whose lines follow.
      let other: String? =
        switch character {
        case "-": "begin the list on the next line"
        case ">", "|": "begin the block on the next line"
        default: nil
        }
      return unquoted("begins with \(name)", at: first, in: source, orElse: other)
    }
    // After a list or mapping in brackets, which was meant as the beginning of a text.
    guard problem == "did not find expected key",
      let value = before.firstMatch(of: #/^\s*(?:- )?\w+: ([\[{]).*[\]}]\s*$/#)
    else { return nil }
    let start = line.lowerBound + before[..<value.1.startIndex].utf8.count
    return unquoted("begins with `\(value.1)`", at: start, in: source)
  }

  /// What libyaml says of a character with which a text cannot begin.
  private static let problemsOfFirstCharacters: Set = [
    "found character that cannot start any token",
    "did not find expected alphabetic or numeric character",
    "did not find expected comment or line break",
    "block sequence entries are not allowed in this context",
    "mapping keys are not allowed in this context",
  ]

  private func unquoted(
    _ reason: String, at offset: Int, in source: SourceText, orElse other: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "a text that \(reason) is not in quotes", at: span(offset, in: source),
      help: "put quotes around the whole text" + (other.map { ", or \($0)" } ?? ""))
  }
}
