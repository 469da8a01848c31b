internal import Diagnostics
internal import JSONText
internal import PolicySyntax

/// A key that a record must have.
struct Key<Value: Sendable>: Sendable {
  let name: String
  let about: String
  let shape: Shape<Value>

  init(_ name: String, _ shape: Shape<Value>, _ about: String) {
    self.name = name
    self.about = about
    self.shape = shape
  }
}

/// A key that a record may have.
struct OptionalKey<Value: Sendable>: Sendable {
  let name: String
  let about: String
  let shape: Shape<Value>

  init(_ name: String, _ shape: Shape<Value>, _ about: String) {
    self.name = name
    self.about = about
    self.shape = shape
  }
}

/// A line of a record's key table.
struct KeyRow: Sendable {
  let name: String
  let isRequired: Bool
  let schema: JSON
  fileprivate let read: @Sendable (Node, inout Reading) -> AnyReadValue?

  init<Value>(_ key: Key<Value>) {
    name = key.name
    isRequired = true
    schema = key.shape.described(key.about).schema
    read = { key.shape.read($0, &$1).map(ReadValue.init) }
  }

  init<Value>(_ key: OptionalKey<Value>) {
    name = key.name
    isRequired = false
    schema = key.shape.described(key.about).schema
    read = { key.shape.read($0, &$1).map(ReadValue.init) }
  }
}

/// A value of some key. A class, because a cast between classes is cheap, and one to a value is not.
private class AnyReadValue: @unchecked Sendable {}

private final class ReadValue<Value: Sendable>: AnyReadValue, @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// The values of a record, by the keys that were read.
struct Fields {
  let span: Span
  /// The keys that are written, in their order.
  let writtenKeys: [(key: String, span: Span)]
  fileprivate let values: [String: AnyReadValue]

  /// The place of a key, or of the record where it is not written.
  func span(of key: String) -> Span { writtenKeys.first { $0.key == key }?.span ?? span }

  /// The keys of a record's table are all read before it is built, so a required one is there.
  subscript<Value>(key: Key<Value>) -> Value {
    guard let read = values[key.name] as? ReadValue<Value> else {
      preconditionFailure("the key `\(key.name)` is not in the table of its record")
    }
    return read.value
  }

  subscript<Value>(key: OptionalKey<Value>) -> Value? {
    (values[key.name] as? ReadValue<Value>)?.value
  }
}

extension Shape {
  /// A mapping with these keys and no others.
  static func record(
    _ keys: [KeyRow], build: @escaping @Sendable (Fields, inout Reading) -> Value?
  ) -> Shape {
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
      var values: [String: AnyReadValue] = [:]
      let written = Set(entries.map(\.key))
      let missing = Set(required).subtracting(written)
      let unused = keys.map(\.name).filter { !written.contains($0) }
      var misspelt: Set<String> = []
      var strangers = 0
      for entry in entries {
        guard let key = keys.first(where: { $0.name == entry.key }) else {
          strangers += 1
          // Whoever writes so many wrote another kind of file.
          guard strangers <= mostUnknownKeys else {
            if strangers == mostUnknownKeys + 1 {
              findings.append(
                .unexaminedRest(after: mostUnknownKeys, of: "the mapping", at: entry.keySpan))
            }
            continue
          }
          // A key that is missing, and one that is nearly it, are one mistake.
          if let meant = nearestName(to: entry.key, among: unused) { misspelt.insert(meant) }
          findings.append(
            Diagnostic(
              .unknownKey, "unknown key `\(entry.key)`", at: entry.keySpan,
              help: choice(among: unused).map { "remove it, or \($0)" } ?? "remove it",
              fix: .respelling(entry.key, at: entry.keySpan, among: unused)))
          continue
        }
        if let value = key.read(entry.value, &findings) { values[key.name] = value }
      }
      for name in required where missing.contains(name) && !misspelt.contains(name) {
        let first = Span(
          path: node.span.path,
          range: entries.first?.keySpan.range ?? node.span.range
            .lowerBound..<node.span.range
            .lowerBound)
        findings.append(
          Diagnostic(
            .missingKey, "the key `\(name)` is missing", at: first,
            label: "in the mapping that begins here", help: "add `\(name):`"))
      }
      // What is built from a part would lack what could not be read, and be found to lack it.
      let isWhole =
        entries.allSatisfy { values[$0.key] != nil || !keys.map(\.name).contains($0.key) }
        && misspelt.isEmpty && strangers <= mostUnknownKeys
      guard isWhole, missing.isEmpty else { return nil }
      let places = entries.map { (key: $0.key, span: $0.keySpan) }
      return build(Fields(span: node.span, writtenKeys: places, values: values), &findings)
    }
  }

  private static var mostUnknownKeys: Int { 20 }

  /// A mapping from names of the author's choosing to such values, in the order written.
  func byName<Name>(_ names: Shape<Located<Name>>)
    -> Shape<[(name: Located<Name>, value: Value)]>
  {
    let schema: JSON = [
      "type": "object", "minProperties": 1, "propertyNames": names.schema,
      "additionalProperties": schema,
    ]
    return Shape<[(name: Located<Name>, value: Value)]>(schema: schema) {
      [read] node, findings in
      guard let entries = node.entries else {
        findings.append(.mistyped(node, expected: "a mapping"))
        return nil
      }
      if entries.isEmpty {
        findings.append(
          Diagnostic(.emptyList, "the mapping is empty", at: node.span, help: "add an entry"))
        return nil
      }
      var pairs: [(name: Located<Name>, value: Value)] = []
      for entry in entries {
        let name = names.read(entry.keyNode, &findings)
        if let value = read(entry.value, &findings), let name { pairs.append((name, value)) }
      }
      return pairs.count == entries.count ? pairs : nil
    }
  }
}
