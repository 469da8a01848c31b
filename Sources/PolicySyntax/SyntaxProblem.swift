internal import CYAML
internal import Diagnostics

/// Why libyaml stopped, in libyaml's terms, and the translation into a finding.
struct SyntaxProblem {
  private let problem: String
  /// The offset at which libyaml noticed the problem. The cause is often earlier.
  private let offset: Int
  private let context: String?
  private let contextOffset: Int
  /// Whether the problem is a character that YAML does not allow at all.
  private let isCharacter: Bool

  init(_ parser: yaml_parser_t, in text: ArraySlice<UInt8>, _ offsets: ScalarOffsets) {
    problem = parser.problem.map { String(cString: $0) } ?? "the text is not YAML"
    context = parser.context.map { String(cString: $0) }
    contextOffset = offsets[Int(parser.context_mark.index)]
    isCharacter = parser.error == YAML_READER_ERROR
    let noticed =
      isCharacter
      ? text.startIndex + Int(parser.problem_offset) : offsets[Int(parser.problem_mark.index)]
    offset = min(noticed, max(text.endIndex - 1, text.startIndex))
  }

  /// The finding, located at the cause as far as that can be determined.
  ///
  /// - Parameter lastQuoted: the range of the last quoted text before the problem.
  func finding(in source: SourceText, after lastQuoted: Range<Int>?) -> Diagnostic {
    characterFinding(in: source) ?? restOfMerge(in: source) ?? openQuote(in: source)
      ?? quoteClosedLate(in: source, lastQuoted) ?? unusualSpace(in: source)
      ?? closingBracket(in: source) ?? bareBrace(in: source) ?? openBracket(in: source)
      ?? textAfterQuote(in: source, lastQuoted) ?? bareText(in: source)
      ?? plainFinding(in: source)
  }

  private func characterFinding(in source: SourceText) -> Diagnostic? {
    guard isCharacter else { return nil }
    let rest = source.text(offset..<min(offset + 4, source.bytes.count))
    guard let scalar = rest.unicodeScalars.first,
      let character = InvisibleCharacter(scalar, isToken: false)
    else {
      return Diagnostic(
        .yamlSyntax, plainProblem, at: span(offset, in: source), help: "remove the character")
    }
    return character.finding(
      at: Span(path: source.path, range: offset..<offset + UTF8.width(scalar)))
  }

  // MARK: Quotes

  private func openQuote(in source: SourceText) -> Diagnostic? {
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
  private func quoteClosedLate(in source: SourceText, _ lastQuoted: Range<Int>?) -> Diagnostic? {
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
  private func textAfterQuote(in source: SourceText, _ lastQuoted: Range<Int>?) -> Diagnostic? {
    guard let lastQuoted, lastQuoted.upperBound <= offset,
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
  private func bareText(in source: SourceText) -> Diagnostic? {
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
    if "%@`*&|>-?!".contains(character) {
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

  private func unquoted(
    _ reason: String, at offset: Int, in source: SourceText, orElse other: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "a text that \(reason) is not in quotes", at: span(offset, in: source),
      help: "put quotes around the whole text" + (other.map { ", or \($0)" } ?? ""))
  }

  // MARK: Other causes

  /// A line `=======` left over from a merge. YAML takes it for the beginning of a text.
  private func restOfMerge(in source: SourceText) -> Diagnostic? {
    let last = source.position(of: offset).line
    let line = (max(1, last - 1)...last).first { line in
      source.text(source.range(ofLine: line)) == "======="
    }
    return line.map { Document.unfinishedMerge(onLine: $0, of: source) }
  }

  /// A Unicode space that YAML does not treat as one, on the line of the problem or the line before
  /// it.
  private func unusualSpace(in source: SourceText) -> Diagnostic? {
    let line = source.position(of: offset).line
    return (max(1, line - 1)...line).lazy.compactMap { line in
      InvisibleCharacter.unusualSpace(in: source.range(ofLine: line), of: source)
    }.first
  }

  private func closingBracket(in source: SourceText) -> Diagnostic? {
    guard problem.hasSuffix("'-' indicator") || problem.hasSuffix("expected key"),
      let bracket = ["}", "]"].first(where: { $0.utf8.first == source.bytes[offset] })
    else { return nil }
    return Diagnostic(
      .yamlSyntax, "`\(bracket)` does not close anything",
      at: Span(path: source.path, range: offset..<offset + 1),
      help: "remove it, or write the opening bracket")
  }

  /// A text without quotes in brackets that contains a brace, such as `{age}`.
  private func bareBrace(in source: SourceText) -> Diagnostic? {
    guard problem.hasPrefix("did not find expected ','"), contextOffset < offset,
      source.position(of: contextOffset).line == source.position(of: offset).line
    else { return nil }
    // A name in braces is a mapping for YAML, so it can be in the way, or what follows it can.
    let before = source.text(contextOffset..<offset)
    let brace =
      source.bytes[offset] == UInt8(ascii: "{")
      ? offset
      : before.firstMatch(of: #/\{[a-z][a-z0-9_]*\}\s*$/#).map {
        contextOffset + before[..<$0.range.lowerBound].utf8.count
      }
    guard let brace else { return nil }
    return Diagnostic(
      .yamlSyntax, "a text that contains `{` is not in quotes", at: span(brace, in: source),
      help: "put quotes around the whole text, as in `text: \"Age {age}\"`")
  }

  /// A list or a mapping in brackets that is interrupted, usually because its bracket is not closed
  /// on its line.
  private func openBracket(in source: SourceText) -> Diagnostic? {
    let (kind, bracket, other): (String, String, UInt8)
    switch problem {
    case "did not find expected ',' or ']'":
      (kind, bracket, other) = ("list", "]", UInt8(ascii: "}"))
    case "did not find expected ',' or '}'":
      (kind, bracket, other) = ("mapping", "}", UInt8(ascii: "]"))
    default: return nil
    }
    let isOnLaterLine =
      source.position(of: contextOffset).line < source.position(of: offset).line
    guard isOnLaterLine || source.bytes[offset] == other else { return nil }
    return Diagnostic(
      .yamlSyntax, "the \(kind) that opens here is neither continued with `,` nor closed",
      at: Span(path: source.path, range: contextOffset..<contextOffset + 1),
      notes: [.init("the \(kind) cannot continue here", at: .init(span(offset, in: source)))],
      help: "write `\(bracket)` where the \(kind) ends, or `,` between its parts")
  }

  private func plainFinding(in source: SourceText) -> Diagnostic {
    let notes = context.map { context in
      [Diagnostic.Note(plain(context: context), at: .init(span(contextOffset, in: source)))]
    }
    return Diagnostic(
      .yamlSyntax, plainProblem, at: span(offset, in: source), notes: notes ?? [],
      help: "check the indentation, and put quotes around text that contains `: ` or ` #`")
  }

  private func span(_ offset: Int, in source: SourceText) -> Span {
    Span(path: source.path, range: offset..<offset)
  }
}

// MARK: Wording

extension SyntaxProblem {
  /// libyaml's message, reworded without the terms of its grammar.
  private var plainProblem: String {
    switch problem {
    case "mapping values are not allowed in this context": "a key is not allowed here"
    case "did not find expected ',' or ']'": "expected `,` or `]`"
    case "did not find expected ',' or '}'": "expected `,` or `}`"
    case "did not find expected '-' indicator": "expected `-`"
    case "did not find expected key": "expected a key at the indentation of those before it"
    case "could not find expected ':'": "expected `:` after a key"
    case "found unexpected end of stream": "the file ends too early"
    case "found character that cannot start any token": "a value cannot begin with this character"
    default: problem
    }
  }

  private func plain(context: String) -> String {
    switch context {
    case "while parsing a flow sequence", "while parsing a block collection":
      "the list begins here"
    case "while parsing a flow mapping", "while parsing a block mapping":
      "the mapping begins here"
    case "while scanning a quoted scalar": "the quote opens here"
    case "while scanning a simple key": "the key begins here"
    default: context
    }
  }
}
