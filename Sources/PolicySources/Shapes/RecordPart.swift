internal import Diagnostics
internal import JSONText
internal import PolicySyntax

/// One or more keys of a record, together with the value that is read from them.
///
/// A record is described by its parts. Each key is written once: the part reads its value, names it
/// for the finding of misspelt keys, and describes it in the JSON Schema.
struct RecordPart<Value: Sendable>: Sendable {
  let keys: [RecordKey]
  /// The value, or nil after a finding says what is wrong with it.
  let read: @Sendable (WrittenRecord, inout Reading) -> Value?
}

/// A key that a record must or may have.
struct RecordKey: Sendable {
  let name: String
  let isRequired: Bool
  /// The schema of its value.
  let schema: JSON
}

/// The entries of a mapping that is read as a record.
struct WrittenRecord: Sendable {
  let span: Span
  /// Whether no key is missing or misspelt, so that what follows from all keys can be checked.
  let isComplete: Bool
  let entries: [String: Node.Entry]
}

/// What a check of several keys together makes of them.
enum Checked<Value> {
  case sound(Value)
  case refused(Diagnostic)
}

// MARK: Single keys

extension Shapes {
  /// A key that must be written.
  static func required<Value>(_ name: String, _ shape: Shape<Value>, _ about: String)
    -> RecordPart<Value>
  {
    let key = RecordKey(name: name, isRequired: true, schema: shape.described(about).schema)
    return RecordPart(keys: [key]) { record, findings in
      record.entries[name].flatMap { shape.read($0.value, &findings) }
    }
  }

  /// A key that may be absent; its value is then nil.
  static func optional<Value>(_ name: String, _ shape: Shape<Value>, _ about: String)
    -> RecordPart<Value?>
  {
    let key = RecordKey(name: name, isRequired: false, schema: shape.described(about).schema)
    return RecordPart(keys: [key]) { record, findings in
      guard let entry = record.entries[name] else { return .some(nil) }
      return shape.read(entry.value, &findings).map { .some($0) }
    }
  }

  /// A key that may be absent; its value is then the default.
  static func optional<Value>(
    _ name: String, _ shape: Shape<Value>, _ about: String, default value: Value
  ) -> RecordPart<Value> {
    optional(name, shape, about).map { $0 ?? value }
  }

  /// The source range of the whole record. It has no key.
  static let recordSpan = RecordPart<Span>(keys: []) { record, _ in record.span }
}

extension RecordPart {
  func map<Other: Sendable>(_ transform: @escaping @Sendable (Value) -> Other)
    -> RecordPart<Other>
  {
    RecordPart<Other>(keys: keys) { [read] record, findings in
      read(record, &findings).map(transform)
    }
  }

  /// The value with the source location of its key.
  func locatedAtKey<Written>() -> RecordPart<Located<Written>?> where Value == Written? {
    RecordPart<Located<Written>?>(keys: keys) { [keys, read] record, findings in
      guard let value = read(record, &findings) else { return nil }
      let entry = keys.lazy.compactMap { record.entries[$0.name] }.first
      return .some(value.map { Located($0, entry?.keySpan ?? record.span) })
    }
  }
}

// MARK: Several keys

extension RecordPart {
  /// Joins parts. A value is built, and checked, only once all of them could be read.
  init<each Part: Sendable>(
    _ parts: repeat RecordPart<each Part>,
    checked build: @escaping @Sendable (repeat each Part) -> Checked<Value>
  ) {
    var keys: [RecordKey] = []
    for part in repeat each parts { keys += part.keys }
    let table = (repeat each parts)
    self.init(keys: keys) { record, findings in
      let values = (repeat (each table).read(record, &findings))
      guard record.isComplete else { return nil }
      do throws(UnreadablePart) {
        switch build(repeat try RecordPart.present(each values)) {
        case .sound(let value): return value
        case .refused(let finding):
          findings.append(finding)
          return nil
        }
      } catch {
        return nil
      }
    }
  }

  /// Joins any number of parts of one type.
  static func all<Element>(_ parts: [RecordPart<Element>]) -> RecordPart where Value == [Element] {
    RecordPart(keys: parts.flatMap(\.keys)) { record, findings in
      let values = parts.map { $0.read(record, &findings) }
      return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }
  }

  private static func present<Part>(_ value: Part?) throws(UnreadablePart) -> Part {
    guard let value else { throw UnreadablePart() }
    return value
  }
}

/// A part that could not be read; a finding already says why.
private struct UnreadablePart: Error {}
