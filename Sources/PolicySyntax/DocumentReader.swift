internal import CYAML
internal import Diagnostics

private typealias YAMLParser = UnsafeMutablePointer<yaml_parser_t>

/// Builds the tree of a document from the events of libyaml.
struct DocumentReader {
  let source: SourceText
  private let text: ArraySlice<UInt8>
  private let offsets: ScalarOffsets
  private(set) var findings: [Diagnostic] = []
  /// The source ranges of scalars, in which a `#` does not begin a comment.
  private(set) var scalars: [Range<Int>] = []
  private var anchors: [String: (node: Node, size: Int, height: Int)?] = [:]
  /// The anchors that no alias refers to so far, by name.
  private var unusedAnchors: [String: Span] = [:]
  private var valueCount = 0
  private var lastQuoted: Range<Int>?

  init(_ source: SourceText) {
    self.source = source
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    text = source.bytes.dropFirst(source.bytes.starts(with: byteOrderMark) ? 3 : 0)
    offsets = ScalarOffsets(text)
  }

  mutating func readDocument() -> Node? {
    // The parser keeps a pointer to itself, so it must not move.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("out of memory") }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    return source.bytes.withUnsafeBufferPointer { buffer in
      let slice = UnsafeBufferPointer(rebasing: buffer[text.startIndex..<text.endIndex])
      yaml_parser_set_input_string(parser, slice.baseAddress, slice.count)
      do throws(Stop) {
        return try document(parser)
      } catch {
        findings.append(error.finding)
        return nil
      }
    }
  }

  private mutating func document(_ parser: YAMLParser) throws(Stop) -> Node? {
    var root: Node?
    while true {
      let event = try next(parser)
      switch event.type {
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      case YAML_DOCUMENT_START_EVENT:
        if root != nil {
          throw Stop(
            .severalDocuments, "a second document begins here", event.span,
            help: "remove this document, or move it to another file")
        }
      case YAML_STREAM_END_EVENT:
        if let root {
          let unused = unusedAnchors.sorted {
            $0.value.range.lowerBound < $1.value.range.lowerBound
          }
          for (name, span) in unused { reportUnused(name, span) }
          return root
        }
        throw Stop(
          .emptyFile, "the file is empty", Span(path: source.path, range: 0..<0),
          help: "write its keys, or remove the file")
      default: root = try node(event, parser, depth: 1)
      }
    }
  }

  private mutating func node(_ event: Event, _ parser: YAMLParser, depth: Int)
    throws(Stop) -> Node
  {
    if depth > SourceBounds.depth { throw tooDeep(event.span) }
    if let tag = event.tag {
      let written = tag.hasPrefix(coreTags) ? "!!\(tag.dropFirst(coreTags.count))" : tag
      throw Stop(
        .yamlTag, "the tag `\(written)` gives a value a type", event.span,
        help: "remove the tag: the key determines the type of its value")
    }
    if event.type == YAML_ALIAS_EVENT {
      try count(1, event.span)
      return try alias(event, depth)
    }
    let before = valueCount
    try count(1, event.span)
    if let anchor = event.anchor {
      anchors[anchor] = .some(nil)
      let start = event.span.range.lowerBound
      let span = Span(path: source.path, range: start..<start + 1 + anchor.utf8.count)
      if let earlier = unusedAnchors.updateValue(span, forKey: anchor) {
        reportUnused(anchor, earlier)
      }
    }
    let content: Node.Content
    var range = unanchored(event)
    switch event.type {
    case YAML_SEQUENCE_START_EVENT:
      let (elements, end) = try sequence(parser, depth)
      content = .sequence(elements)
      range = whole(range, end, elements.last)
    case YAML_MAPPING_START_EVENT:
      let (entries, end) = try mapping(parser, depth)
      content = .mapping(entries)
      range = whole(range, end, entries.last?.value)
    default:
      scalars.append(range)
      if event.style == .plain, event.value?.utf8.contains(where: { $0 >= 0x80 }) == true,
        let finding = InvisibleCharacter.unusualSpace(in: range, of: source)
      {
        findings.append(finding)
      }
      if event.style == .quoted { lastQuoted = range }
      content = .scalar(event.value ?? "", isQuoted: event.style != .plain)
    }
    let result = Node(
      content: content, span: Span(path: source.path, range: range), style: event.style,
      anchor: event.anchor, alias: nil,
      wholeRange: min(event.span.range.lowerBound, range.lowerBound)..<range.upperBound)
    if let anchor = event.anchor {
      anchors[anchor] = (result, valueCount - before, result.height)
    }
    return result
  }

  private mutating func reportUnused(_ anchor: String, _ span: Span) {
    findings.append(
      Diagnostic(
        .unusedAnchor, "no alias refers to the anchor `\(anchor)`", at: span,
        help: "put quotes around a text that begins with `&`, or remove the anchor"))
  }

  /// The range of a value without its anchor, and without a comment after the anchor.
  private func unanchored(_ event: Event) -> Range<Int> {
    let bytes = source.bytes
    let range = event.span.range
    guard event.anchor != nil else { return range }
    let end = event.type == YAML_SCALAR_EVENT ? range.upperBound : text.endIndex
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    var start = bytes[range.lowerBound..<end].firstIndex { blanks.contains($0) } ?? end
    while start < end {
      if bytes[start] == UInt8(ascii: "#") {
        start = bytes[start..<end].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? end
      } else if blanks.contains(bytes[start]) {
        start += 1
      } else {
        break
      }
    }
    return start..<max(range.upperBound, start)
  }

  private mutating func alias(_ event: Event, _ depth: Int) throws(Stop) -> Node {
    guard let name = event.anchor, let anchor = anchors[name] else {
      throw Stop(
        .unknownAlias, "there is no anchor `\(event.anchor ?? "")` before this alias", event.span,
        help: "write the value out, or put quotes around a text that begins with `*`")
    }
    unusedAnchors[name] = nil
    guard let anchor else {
      throw Stop(
        .unknownAlias, "the alias `\(name)` is inside its own value", event.span,
        help: "write the value out")
    }
    try count(anchor.size, event.span)
    guard depth + anchor.height - 1 <= SourceBounds.depth else { throw tooDeep(event.span) }
    return Node(
      content: anchor.node.content, span: anchor.node.span, style: anchor.node.style, anchor: nil,
      alias: name, wholeRange: event.span.range)
  }

  private mutating func sequence(_ parser: YAMLParser, _ depth: Int)
    throws(Stop) -> ([Node], end: Event)
  {
    var elements: [Node] = []
    while true {
      let event = try next(parser)
      if event.type == YAML_SEQUENCE_END_EVENT { return (elements, event) }
      elements.append(try node(event, parser, depth: depth + 1))
    }
  }

  private mutating func mapping(_ parser: YAMLParser, _ depth: Int)
    throws(Stop) -> ([Node.Entry], end: Event)
  {
    var entries: [Node.Entry] = []
    var seen: [String: Span] = [:]
    while true {
      let event = try next(parser)
      if event.type == YAML_MAPPING_END_EVENT { return (entries, event) }
      let key = try node(event, parser, depth: depth + 1)
      guard let name = key.text else {
        throw Stop(
          .yamlSyntax, "a key is \(key.kind)", key.span, help: "write a key as plain text")
      }
      guard name != "<<" else {
        throw Stop(
          .yamlSyntax, "the merge key `<<` is not supported", key.span,
          help: "write the keys out")
      }
      let value = try node(try next(parser), parser, depth: depth + 1)
      if let first = seen[name] {
        findings.append(
          Diagnostic(
            .repeatedKey, "the key `\(name)` is given twice", at: key.span,
            notes: [.init("the first one is here", at: .init(first))],
            help: "keep one of the two"))
      } else {
        seen[name] = key.span
        entries.append(Node.Entry(key: name, keyNode: key, value: value))
      }
    }
  }

  private func tooDeep(_ span: Span) -> Stop {
    Stop(
      .nestingTooDeep, "the value nests more than \(SourceBounds.depth) levels", span,
      help: "flatten it")
  }

  private mutating func count(_ values: Int, _ span: Span) throws(Stop) {
    valueCount += values
    if valueCount > SourceBounds.values {
      throw Stop(
        .aliasExpansion, "the file has more than \(SourceBounds.values / 1_000),000 values", span,
        help: "write fewer aliases of large values, or split the file")
    }
  }

  /// The range of a collection. In libyaml, a block collection ends where the next token begins;
  /// here it ends with its last value.
  private func whole(_ start: Range<Int>, _ end: Event, _ last: Node?) -> Range<Int> {
    let lower = start.lowerBound
    let closes = !end.span.range.isEmpty
    let upper =
      closes
      ? end.span.range.upperBound : last.map { max($0.wholeRange.upperBound, lower) } ?? lower
    return lower..<max(lower, upper)
  }

  private func next(_ parser: YAMLParser) throws(Stop) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      throw Stop(
        SyntaxProblem(parser.pointee, in: text, offsets).finding(in: source, after: lastQuoted))
    }
    defer { yaml_event_delete(&event) }
    return Event(event, span: span(event.start_mark, event.end_mark))
  }

  private func span(_ start: yaml_mark_t, _ end: yaml_mark_t) -> Span {
    let lower = offsets[Int(start.index)]
    var upper = max(lower, offsets[Int(end.index)])
    while upper > lower, [0x20, 0x0A, 0x0D].contains(source.bytes[upper - 1]) { upper -= 1 }
    return Span(path: source.path, range: lower..<upper)
  }
}
