internal import CMark
internal import Diagnostics
internal import JSONText
internal import PolicyModel
internal import PolicySyntax

extension Shapes {
  /// CommonMark: paragraphs and lists of plain, emphasized, strong and linked text, with
  /// citations as `[@key]`.
  static let prose = Shape<Prose>(schema: ["type": "string", "minLength": 1]) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    return readProse(text, of: node, &findings)
  }

  /// One paragraph of such text.
  static let line = Shape<Prose>(schema: Shapes.prose.schema) { node, findings in
    paragraph(Shapes.prose.read(node, &findings), of: node, &findings)
  }

  /// One paragraph in which `{age}` prints what is tested of a fact.
  static let criterionLine = Shape<Prose>(schema: Shapes.prose.schema) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    return paragraph(
      readProse(text, of: node, &findings, printsRanges: true), of: node, &findings)
  }

  private static func paragraph(_ prose: Prose?, of node: Node, _ findings: inout Reading)
    -> Prose?
  {
    guard let prose else { return nil }
    guard prose.blocks.count == 1, case .paragraph = prose.blocks[0] else {
      findings.append(
        Diagnostic(
          .unsupportedProse, "a list or a second paragraph stands in a line of text",
          at: node.span, help: "write one paragraph"))
      return nil
    }
    return prose
  }
}

extension Shapes {
  /// One paragraph where no references are, so that it cannot cite.
  static let uncitedLine = Shape<Prose>(schema: Shapes.line.schema) { node, findings in
    guard let prose = Shapes.line.read(node, &findings) else { return nil }
    guard let key = prose.citedKeys.first else { return prose }
    findings.append(
      Diagnostic(
        .badCitation, "`\(key)` is cited where no references are",
        at: findings.source.span(of: "[@\(key)", in: node.span), help: "remove the citation"))
    return nil
  }
}

private func readProse(
  _ text: String, of node: Node, _ findings: inout Reading, printsRanges: Bool = false
) -> Prose? {
  guard text.utf8.count <= longestProse else {
    findings.append(
      Diagnostic(
        .proseTooLong, "the text is longer than \(longestProse >> 10) KiB", at: node.span,
        help: "split it into sections"))
    return nil
  }
  guard let root = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT) else {
    preconditionFailure("out of memory")
  }
  defer { cmark_node_free(root) }
  cmark_consolidate_text_nodes(root)
  // cmark takes definitions of links out of the text, and a citation could become one.
  if let line = linkDefinition(in: text) {
    findings.append(
      Diagnostic(
        .unsupportedProse, "the prose holds a definition of a link",
        at: findings.source.span(of: String(line), in: node.span),
        help: "write the link where it stands, as `[words](https://…)`"))
    return nil
  }
  var reader = ProseReader(
    place: node.span, source: findings.source, printsRanges: printsRanges)
  let blocks = reader.blocks(of: root, depth: 1)
  for finding in reader.findings { findings.append(finding) }
  return reader.findings.isEmpty ? Prose(blocks: blocks) : nil
}

/// The first line that defines a link: it begins a block, with a label and a colon.
private func linkDefinition(in text: String) -> Substring? {
  var beginsBlock = true
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let content = line.drop { $0 == " " }
    let words = content.drop { "-*+.)0123456789 ".contains($0) }
    let isItem = words.startIndex != content.startIndex
    if beginsBlock || isItem, words.first == "[", words.contains("]:") { return words }
    beginsBlock = content.isEmpty
  }
  return nil
}

/// Some inputs take cmark quadratic time.
private let longestProse = 32 << 10
private let deepestProse = 12
private let mostProseFindings = 20

/// Turns cmark's tree into prose, and refuses what documents could not show everywhere.
private struct ProseReader {
  let place: Span
  let source: SourceText
  /// Whether `{age}` has a meaning here.
  let printsRanges: Bool
  private(set) var findings: [Diagnostic] = []

  init(place: Span, source: SourceText, printsRanges: Bool) {
    self.place = place
    self.source = source
    self.printsRanges = printsRanges
  }

  mutating func blocks(of node: CMarkNode, depth: Int) -> [Prose.Block] {
    guard isShallow(depth) else { return [] }
    return children(of: node).compactMap { child in
      switch cmark_node_get_type(child) {
      case CMARK_NODE_PARAGRAPH: return .paragraph(inlines(of: child, depth: depth + 1))
      case CMARK_NODE_LIST:
        let isOrdered = cmark_node_get_list_type(child) == CMARK_ORDERED_LIST
        return .list(
          start: isOrdered ? Int(cmark_node_get_list_start(child)) : nil,
          items: children(of: child).map { blocks(of: $0, depth: depth + 1) })
      case CMARK_NODE_HTML_BLOCK:
        refuse(.rawHTML, "raw HTML", atLineOf: child, "write it in words, or as CommonMark")
        return nil
      default:
        refuse(
          .unsupportedProse, "a \(typeName(child))", atLineOf: child,
          "use paragraphs, lists, *emphasis*, **strong** and links")
        return nil
      }
    }
  }

  private mutating func inlines(of node: CMarkNode, depth: Int) -> [Prose.Inline] {
    guard isShallow(depth) else { return [] }
    let pieces = children(of: node).flatMap { child -> [Prose.Inline] in
      switch cmark_node_get_type(child) {
      case CMARK_NODE_TEXT: return citations(in: literal(child))
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: return [.text(" ")]
      case CMARK_NODE_CODE: return [.code(literal(child))]
      case CMARK_NODE_EMPH: return [.emphasis(inlines(of: child, depth: depth + 1))]
      case CMARK_NODE_STRONG: return [.strong(inlines(of: child, depth: depth + 1))]
      case CMARK_NODE_LINK:
        let url = cmark_node_get_url(child).map { String(cString: $0) } ?? ""
        guard isWebAddress(url) else {
          refuse(
            .unsafeLink, "a link to `\(url.prefix(80))`",
            at: String(url.hasPrefix("mailto:") ? url.dropFirst(7) : url[...]),
            "link to an address that begins with `https://` or `http://`")
          return []
        }
        return [.link(url: url, inlines(of: child, depth: depth + 1))]
      case CMARK_NODE_HTML_INLINE:
        // The end of an element is no second mistake.
        if literal(child).hasPrefix("</"), findings.contains(where: { $0.kind == .rawHTML }) {
          return []
        }
        refuse(
          .rawHTML, "raw HTML `\(literal(child).prefix(40))`", at: literal(child),
          "write it in words")
        return []
      default:
        refuse(
          .unsupportedProse, "a \(typeName(child))",
          at: cmark_node_get_url(child).map { String(cString: $0) } ?? "",
          "use plain text, *emphasis*, **strong** and links")
        return []
      }
    }
    return joined(pieces)
  }

  /// Text in one piece, and no space before a citation.
  private func joined(_ inlines: [Prose.Inline]) -> [Prose.Inline] {
    var result: [Prose.Inline] = []
    for inline in inlines {
      guard case .text(let before)? = result.last else {
        result.append(inline)
        continue
      }
      switch inline {
      case .text(let more): result[result.count - 1] = .text(before + more)
      case .citation:
        let words = before.reversed().drop { $0 == " " }.reversed()
        result[result.count - 1] = .text(String(words))
        result.append(inline)
      default: result.append(inline)
      }
    }
    return result
  }

  /// Splits text at `[@key]` and `[@one; @two]`.
  private mutating func citations(in text: String) -> [Prose.Inline] {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return ranges(in: text[...]) }
    var inlines: [Prose.Inline] = []
    var rest = Substring(text)
    while let open = rest.firstRange(of: "[@"),
      let close = rest[open.upperBound...].firstIndex(of: "]")
    {
      if open.lowerBound > rest.startIndex {
        inlines += ranges(in: rest[..<open.lowerBound])
      }
      let inside = rest[open.upperBound..<close]
      let keys = ("@" + inside).split(separator: ";", omittingEmptySubsequences: false).map {
        $0.drop { $0 == " " }
      }
      if keys.allSatisfy({ $0.first == "@" && isReferenceKey($0.dropFirst()) }) {
        inlines.append(.citation(keys.map { String($0.dropFirst()) }))
      } else {
        refuse(
          .badCitation, "`[@\(inside.prefix(80))]`, which is no citation", at: "[@\(inside)",
          "write `[@key]` or `[@one; @two]`")
      }
      rest = rest[rest.index(after: close)...]
    }
    if rest.contains("[@") {
      refuse(
        .badCitation, "a citation that does not end on its line", at: "[@",
        "write `[@key]` or `[@one; @two]` on one line")
    }
    if !rest.isEmpty { inlines += ranges(in: rest) }
    return inlines
  }

  /// Splits text at `{fact}`.
  private mutating func ranges(in text: Substring) -> [Prose.Inline] {
    guard text.utf8.contains(UInt8(ascii: "{")) else {
      return text.isEmpty ? [] : [.text(String(text))]
    }
    var inlines: [Prose.Inline] = []
    var rest = text
    while let match = rest.firstMatch(of: factInBraces) {
      if match.range.lowerBound > rest.startIndex {
        inlines.append(.text(String(rest[..<match.range.lowerBound])))
      }
      inlines.append(.range(fact: String(match.1)))
      if !printsRanges {
        refuse(
          .unprintableRange, "`\(match.0)`, where nothing is tested", at: String(match.0),
          "write the range of a test in the text of its criterion")
      }
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { inlines.append(.text(String(rest))) }
    return inlines
  }

  private mutating func refuse(
    _ kind: DiagnosticKind, _ what: String, at text: String = "", _ help: String
  ) {
    guard findings.count <= mostProseFindings else { return }
    let span = text.isEmpty ? place : source.span(of: text, in: place)
    refuse(Diagnostic(kind, "the prose holds \(what)", at: span, help: help))
  }

  /// In a literal block (`|`) each line of the text is a line of the source.
  private mutating func refuse(
    _ kind: DiagnosticKind, _ what: String, atLineOf node: CMarkNode, _ help: String
  ) {
    guard findings.count <= mostProseFindings else { return }
    var span = place
    if source.text(place.range).hasPrefix("|") {
      let first = source.position(of: place.range.lowerBound).line
      let line = source.range(ofLine: first + Int(cmark_node_get_start_line(node)))
      let start = source.bytes[line].firstIndex { $0 != UInt8(ascii: " ") } ?? line.lowerBound
      span = Span(path: place.path, range: start..<line.upperBound)
    }
    refuse(Diagnostic(kind, "the prose holds \(what)", at: span, help: help))
  }

  private mutating func refuse(_ finding: Diagnostic) {
    findings.append(
      findings.count < mostProseFindings
        ? finding
        : .unexaminedRest(after: mostProseFindings, of: "the text", at: finding.label.span))
  }

  private mutating func isShallow(_ depth: Int) -> Bool {
    if depth > deepestProse {
      refuse(.unsupportedProse, "more than \(deepestProse) levels", "flatten it")
    }
    return depth <= deepestProse
  }

  private func children(of node: CMarkNode) -> [CMarkNode] {
    var children: [CMarkNode] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      children.append(child)
      next = cmark_node_next(child)
    }
    return children
  }

  private func literal(_ node: CMarkNode) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  private func typeName(_ node: CMarkNode) -> String {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING: "heading"
    case CMARK_NODE_CODE_BLOCK: "code block"
    case CMARK_NODE_BLOCK_QUOTE: "quotation"
    case CMARK_NODE_THEMATIC_BREAK: "rule"
    case CMARK_NODE_IMAGE: "picture"
    default: cmark_node_get_type_string(node).map { String(cString: $0) } ?? "piece"
    }
  }
}

private typealias CMarkNode = OpaquePointer

/// A range to be printed: `{fact}`. A pattern within a function would be compiled at each call; all
/// that keeps it from being `Sendable` is code of ours in a pattern, and there is none.
nonisolated(unsafe) private let factInBraces = /\{([a-z][a-z0-9_]{0,79})\}/
