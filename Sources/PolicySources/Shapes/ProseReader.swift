internal import CMark
internal import Diagnostics
internal import PolicyModel
internal import PolicySyntax

private let deepest = 12
private let mostFindings = 20

/// Turns cmark's tree into prose, and refuses what some kind of document could not show.
struct ProseReader {
  /// The source range of the prose.
  let span: Span
  let source: SourceText
  /// Whether `{age}` prints the range of a test.
  let printsRanges: Bool
  private(set) var findings: [Diagnostic] = []
  /// Whether a heading came before.
  private var hasHeading = false

  init(span: Span, source: SourceText, printsRanges: Bool) {
    self.span = span
    self.source = source
    self.printsRanges = printsRanges
  }

  mutating func blocks(of node: CMarkNode, depth: Int) -> [Prose.Block] {
    guard isShallow(depth) else { return [] }
    return children(of: node).compactMap { child in
      if commonmark_is_table(child) { return .table(table(child, depth: depth + 1)) }
      // The footnote is refused where the text refers to it.
      if commonmark_is_footnote(child) { return nil }
      switch cmark_node_get_type(child) {
      case CMARK_NODE_HEADING where depth == 1: return heading(child)
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
          "use paragraphs, lists, tables, *emphasis*, **strong** and links")
        return nil
      }
    }
  }

  /// A heading of the level that documents print: the section itself has the second.
  private mutating func heading(_ node: CMarkNode) -> Prose.Block? {
    let level = Int(cmark_node_get_heading_level(node))
    guard level == 3 || level == 4 && hasHeading else {
      refuse(
        .unsupportedProse, "a heading of level \(level)", atLineOf: node,
        hasHeading ? "write `###` or `####`" : "begin with `###`: the section has the level above")
      return nil
    }
    hasHeading = true
    return .heading(depth: level - 2, inlines(of: node, depth: 2))
  }

  private mutating func table(_ node: CMarkNode, depth: Int) -> Prose.Table {
    let rows = children(of: node).map { row in
      children(of: row).map { inlines(of: $0, depth: depth + 1) }
    }
    let alignments = (0..<Int(commonmark_columns(node))).map { column -> Prose.Table.Alignment? in
      switch commonmark_alignment(node, Int32(column)) {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: nil
      }
    }
    return Prose.Table(
      alignments: alignments, head: rows.first ?? [], rows: Array(rows.dropFirst()))
  }

  private mutating func inlines(of node: CMarkNode, depth: Int) -> [Prose.Inline] {
    guard isShallow(depth) else { return [] }
    let pieces = children(of: node).flatMap { child -> [Prose.Inline] in
      if commonmark_is_footnote(child) {
        refuseFootnote("[^\(literal(child))]")
        return []
      }
      switch cmark_node_get_type(child) {
      case CMARK_NODE_TEXT: return marks(in: literal(child))
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
        // The end tag of an element is part of the same mistake.
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
    return pieces.joined
  }

  mutating func refuseFootnote(_ mark: String) {
    refuse(
      .unsupportedProse, "a footnote `\(mark)`", at: mark,
      "write it as a sentence, or cite a reference as `[@key]`")
  }

  /// - Parameter text: the text to point to, if it is written in the source as it is.
  mutating func refuse(
    _ kind: DiagnosticKind, _ what: String, at text: String = "", _ help: String
  ) {
    guard findings.count <= mostFindings else { return }
    let found = text.isEmpty ? span : source.span(of: text, in: span)
    refuse(Diagnostic(kind, "the prose contains \(what)", at: found, help: help))
  }

  /// Points to the line of a node in a literal block (`|`), whose lines are lines of the source.
  private mutating func refuse(
    _ kind: DiagnosticKind, _ what: String, atLineOf node: CMarkNode, _ help: String
  ) {
    guard findings.count <= mostFindings else { return }
    var found = span
    if source.text(span.range).hasPrefix("|") {
      let first = source.position(of: span.range.lowerBound).line
      let line = source.range(ofLine: first + Int(cmark_node_get_start_line(node)))
      let start = source.bytes[line].firstIndex { $0 != UInt8(ascii: " ") } ?? line.lowerBound
      found = Span(path: span.path, range: start..<line.upperBound)
    }
    refuse(Diagnostic(kind, "the prose contains \(what)", at: found, help: help))
  }

  private mutating func refuse(_ finding: Diagnostic) {
    findings.append(
      findings.count < mostFindings
        ? finding
        : .unexaminedRest(after: mostFindings, of: "the text", at: finding.label.span))
  }

  private mutating func isShallow(_ depth: Int) -> Bool {
    if depth > deepest {
      refuse(.unsupportedProse, "more than \(deepest) levels", "flatten it")
    }
    return depth <= deepest
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

typealias CMarkNode = OpaquePointer

extension [Prose.Inline] {
  /// With adjacent text joined, and without spaces before citations.
  fileprivate var joined: [Prose.Inline] {
    var result: [Prose.Inline] = []
    for inline in self {
      guard case .text(let before)? = result.last else {
        result.append(inline)
        continue
      }
      switch inline {
      case .text(let more): result[result.count - 1] = .text(before + more)
      case .citation:
        let trimmed = before.reversed().drop { $0 == " " }.reversed()
        result[result.count - 1] = .text(String(trimmed))
        result.append(inline)
      default: result.append(inline)
      }
    }
    return result
  }
}
