internal import Diagnostics
internal import JSONText
internal import MessageText
internal import PolicySyntax

extension Shapes {
  /// A mapping with exactly the keys of these parts.
  static func record<each Part: Sendable, Value: Sendable>(
    _ parts: repeat RecordPart<each Part>, build: @escaping @Sendable (repeat each Part) -> Value
  ) -> Shape<Value> {
    record(
      RecordPart<Value>(
        repeat each parts,
        checked: { (values: repeat each Part) in .sound(build(repeat each values)) }))
  }

  /// As above, with a check of what the keys say together.
  static func record<each Part: Sendable, Value: Sendable>(
    _ parts: repeat RecordPart<each Part>,
    checked build: @escaping @Sendable (repeat each Part) -> Checked<Value>
  ) -> Shape<Value> {
    record(RecordPart<Value>(repeat each parts, checked: build))
  }

  /// A mapping with the keys of a part.
  ///
  /// - Parameter suggests: whether a misspelt key of a mapping can be meant for a key.
  static func record<Value>(
    _ part: RecordPart<Value>,
    suggests: @escaping @Sendable (_ key: String, Node) -> Bool = { _, _ in true }
  ) -> Shape<Value> {
    let keys = part.keys
    let required = keys.filter(\.isRequired).map(\.name)
    let schema: JSON = .object([
      "type": "object",
      "properties": .object(keys.map { JSON.Member($0.name, $0.schema) }),
      "required": required.isEmpty ? nil : .array(required.map(JSON.string)),
      "additionalProperties": false,
    ])
    return Shape(schema: schema) { node, findings in
      guard let entries = node.entries else {
        findings.append(.mistyped(node, expected: "a mapping"))
        return nil
      }
      let record = WrittenRecord(
        entries, of: node, keys: keys, suggests: { suggests($0, node) }, &findings)
      return part.read(record, &findings)
    }
  }
}

extension Span {
  /// The position at which the span begins.
  var beginning: Span { Span(path: path, range: range.lowerBound..<range.lowerBound) }
}

/// A text without quotes that contains commas: in braces, each comma ends it, and its rest is read as
/// keys without values, as in `{ask: Are hands, feet or face affected?}`.
private struct CutText {
  /// The key whose value it is, and the whole text in quotes.
  let key: String
  let whole: String
  /// What was read as keys.
  let rest: ArraySlice<Node.Entry>

  /// - Parameter first: the index of the entry that may be the beginning of the rest of a text.
  init?(
    _ entries: [Node.Entry], of node: Node, from first: Int, isKnown: (String) -> Bool
  ) {
    guard node.style == .flow, first > 0,
      case .scalar(let text, isQuoted: false) = entries[first - 1].value.content
    else { return nil }
    rest = entries[first...].prefix { entry in
      guard case .scalar("", isQuoted: false) = entry.value.content else { return false }
      return !isKnown(entry.key)
    }
    guard !rest.isEmpty else { return nil }
    key = entries[first - 1].key
    let escaped = ([text] + rest.map(\.key)).joined(separator: ", ")
      .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    whole = "\(key): \"\(escaped)\""
  }
}

/// A mapping with more unknown keys than this was written as another kind of file.
private let mostUnknownKeys = 20

extension WrittenRecord {
  /// Reports unknown and missing keys. An unknown key that is nearly a missing one is one mistake.
  fileprivate init(
    _ entries: [Node.Entry], of node: Node, keys: [RecordKey], suggests: (String) -> Bool,
    _ findings: inout Reading
  ) {
    let names = Set(keys.map(\.name))
    let written = Set(entries.map(\.key))
    let unused = keys.map(\.name).filter {
      !written.contains($0) && suggests($0)
    }
    let unknown = entries.filter { !names.contains($0.key) }
    var misspelt: Set<String> = []
    var isPartOfText: Set<Int> = []
    for entry in unknown.prefix(mostUnknownKeys)
    where !isPartOfText.contains(entry.keySpan.range.lowerBound) {
      if let meant = nearestName(to: entry.key, among: unused) { misspelt.insert(meant) }
      if let character = InvisibleCharacter(in: entry.key, isToken: true) {
        let span = findings.source.span(of: character.text, in: entry.keySpan)
        findings.append(character.finding(at: span))
        continue
      }
      if let index = entries.firstIndex(where: { $0.keySpan == entry.keySpan }),
        let text = CutText(entries, of: node, from: index, isKnown: names.contains)
      {
        isPartOfText.formUnion(text.rest.map(\.keySpan.range.lowerBound))
        findings.append(
          Diagnostic(
            .unknownKey,
            "unknown key `\(entry.key)`: the comma before it ends the text of `\(text.key)`",
            at: entry.keySpan, help: "put quotes around the whole text: `\(text.whole)`"))
        continue
      }
      // `min` for `minimum`
      let longer = unused.filter { entry.key.count >= 3 && $0.hasPrefix(entry.key) }
      findings.append(
        Diagnostic(
          .unknownKey, "unknown key `\(entry.key)`", at: entry.keySpan,
          help: choice(among: longer.count == 1 ? longer : unused.count == 1 ? [] : unused)
            .map { "remove it, or \($0)" } ?? "remove it",
          fix: .respelling(entry.key, at: entry.keySpan, among: unused)))
    }
    if unknown.count > mostUnknownKeys {
      findings.append(
        .unexaminedRest(
          after: mostUnknownKeys, of: "the mapping", at: unknown[mostUnknownKeys].keySpan))
    }
    let first = entries.first?.keySpan ?? node.span.beginning
    let missing = keys.filter { $0.isRequired && !written.contains($0.name) }.map(\.name)
    for name in missing where !misspelt.contains(name) {
      findings.append(
        Diagnostic(
          .missingKey, "the key `\(name)` is missing", at: first,
          label: "in the mapping that begins here", help: "add `\(name):`"))
    }
    self.init(
      span: node.span,
      isComplete: missing.isEmpty && misspelt.isEmpty && unknown.count <= mostUnknownKeys,
      entries: Dictionary(entries.map { ($0.key, $0) }) { first, _ in first })
  }
}
