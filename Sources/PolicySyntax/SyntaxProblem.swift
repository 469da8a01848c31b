internal import CYAML
internal import Diagnostics

/// Why libyaml stopped, in libyaml's terms, and the translation into a finding.
struct SyntaxProblem {
  let problem: String
  /// The offset at which libyaml noticed the problem. The cause is often earlier.
  let offset: Int
  let context: String?
  let contextOffset: Int
  /// Whether the problem is a character that YAML does not allow at all.
  private let isCharacter: Bool
  /// Whether it is at the end of the text, as in a file that was cut off.
  let isEnd: Bool

  init(_ parser: yaml_parser_t, in text: ArraySlice<UInt8>, _ offsets: ScalarOffsets) {
    problem = parser.problem.map { String(cString: $0) } ?? "the text is not YAML"
    context = parser.context.map { String(cString: $0) }
    contextOffset = offsets[Int(parser.context_mark.index)]
    isCharacter = parser.error == YAML_READER_ERROR
    let noticed =
      isCharacter
      ? text.startIndex + Int(parser.problem_offset) : offsets[Int(parser.problem_mark.index)]
    offset = min(noticed, max(text.endIndex - 1, text.startIndex))
    isEnd =
      !isCharacter && text[min(noticed, text.endIndex)...].dropFirst().allSatisfy { $0 <= 0x20 }
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
      help: isEnd
        ? "close what is open, or restore the rest of the file"
        : "check the indentation, and put quotes around text that contains `: ` or ` #`")
  }

  func span(_ offset: Int, in source: SourceText) -> Span {
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
