internal import Diagnostics
internal import JSONText
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
  /// - Parameter suggesting: the keys for which a misspelt one can be meant, if not all of them.
  static func record<Value>(_ part: RecordPart<Value>, suggesting: Set<String>? = nil)
    -> Shape<Value>
  {
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
        entries, of: node, keys: keys, suggesting: suggesting, &findings)
      return part.read(record, &findings)
    }
  }
}

extension Span {
  /// The position at which the span begins.
  var beginning: Span { Span(path: path, range: range.lowerBound..<range.lowerBound) }
}

extension Node {
  /// What an entry of this mapping is probably meant as, if it is the rest of a text without quotes that
  /// contains a comma: `text: "Age 18 years, or older"`.
  fileprivate func textBeforeComma(_ entries: [Entry], _ entry: Entry) -> String? {
    guard style == .flow, case .scalar("", isQuoted: false) = entry.value.content,
      let index = entries.firstIndex(where: { $0.keySpan == entry.keySpan }), index > 0,
      case .scalar(let text, isQuoted: false) = entries[index - 1].value.content
    else { return nil }
    return "\(entries[index - 1].key): \"\(text), \(entry.key)\""
  }
}

/// A mapping with more unknown keys than this was written as another kind of file.
private let mostUnknownKeys = 20

extension WrittenRecord {
  /// Reports unknown and missing keys. An unknown key that is nearly a missing one is one mistake.
  fileprivate init(
    _ entries: [Node.Entry], of node: Node, keys: [RecordKey], suggesting: Set<String>?,
    _ findings: inout Reading
  ) {
    let names = Set(keys.map(\.name))
    let written = Set(entries.map(\.key))
    let unused = keys.map(\.name).filter {
      !written.contains($0) && suggesting?.contains($0) != false
    }
    let unknown = entries.filter { !names.contains($0.key) }
    var misspelt: Set<String> = []
    for entry in unknown.prefix(mostUnknownKeys) {
      if let meant = nearestName(to: entry.key, among: unused) { misspelt.insert(meant) }
      if let character = InvisibleCharacter(in: entry.key, isToken: true) {
        let span = findings.source.span(of: character.text, in: entry.keySpan)
        findings.append(character.finding(at: span))
        continue
      }
      if let text = node.textBeforeComma(entries, entry) {
        findings.append(
          Diagnostic(
            .unknownKey, "unknown key `\(entry.key)`: the comma before it ends the text",
            at: entry.keySpan, help: "put quotes around the text: `\(text)`"))
        continue
      }
      findings.append(
        Diagnostic(
          .unknownKey, "unknown key `\(entry.key)`", at: entry.keySpan,
          help: choice(among: unused).map { "remove it, or \($0)" } ?? "remove it",
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
