package import JSONText

/// How values of a type are written as JSON, together with the JSON Schema that the output
/// satisfies.
///
/// A format is stated once, as a shape, so the writer and the schema cannot disagree: every member
/// that is written is in the schema with its type, and the schema does not describe members that
/// are never written.
package struct JSONShape<Value>: Sendable {
  package let schema: JSONSchema
  private let write: @Sendable (Value) -> JSON

  package init(_ schema: JSONSchema, write: @escaping @Sendable (Value) -> JSON) {
    self.schema = schema
    self.write = write
  }

  package func json(_ value: Value) -> JSON { write(value) }
}

// MARK: Composed shapes

extension JSONShape {
  /// The same shape for a type whose values are written by one of their parts.
  package func of<Other>(_ part: @escaping @Sendable (Other) -> Value) -> JSONShape<Other> {
    JSONShape<Other>(schema) { json(part($0)) }
  }

  /// The shape with a description in the schema.
  package func described(_ text: String) -> JSONShape {
    JSONShape(JSONSchema([.description(text)] + schema.keywords), write: write)
  }

  package var orNull: JSONShape<Value?> {
    JSONShape<Value?>(schema.orNull()) { value in value.map { json($0) } ?? .null }
  }

  package static func list<Element>(of element: JSONShape<Element>, atLeast least: Int = 0)
    -> JSONShape where Value == [Element]
  {
    JSONShape(JSONSchema(.type(.array), .minItems(least), .items(element.schema))) {
      .array($0.map { element.json($0) })
    }
  }

  /// A reference to a shape that the schema defines under a name, which allows recursion.
  package static func reference(
    _ name: String, _ shape: @escaping @Sendable () -> JSONShape
  ) -> JSONShape {
    JSONShape(JSONSchema(.reference(name))) { shape().json($0) }
  }
}

// MARK: Simple values

extension JSONShape<String> {
  package static let string = JSONShape(.string) { .string($0) }
  /// A string that is not empty.
  package static let text = JSONShape(JSONSchema(.type(.string), .minLength(1))) { .string($0) }

  /// A string that matches a regular expression somewhere.
  package static func matching(_ pattern: String) -> JSONShape {
    JSONShape(JSONSchema(.type(.string), .pattern(pattern))) { .string($0) }
  }

  /// A number, given as decimal digits.
  package static let number = JSONShape(JSONSchema(.type(.number))) { .number($0) }
  /// The name of a fact, a term, a criterion or the like.
  package static let name = matching("^[a-z][a-z0-9_]{0,79}$")
  /// The name of a revision: its month, as in `2024-01`, or its day.
  package static let revision = matching("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")
  /// A day, as in `2024-01-31`.
  package static let day = matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  /// A SHA-256 digest in hexadecimal.
  package static let digest = matching("^[0-9a-f]{64}$")
}

extension JSONShape<Bool> {
  package static let flag = JSONShape(JSONSchema(.type(.boolean))) { .boolean($0) }
}

extension JSONShape<Int> {
  /// A whole number.
  package static func count(atLeast least: Int = 0) -> JSONShape {
    JSONShape(JSONSchema(.type(.integer), .minimum(least))) { .number(String($0)) }
  }
}

extension JSONShape<JSON> {
  /// Any JSON value.
  package static let anything = JSONShape(JSONSchema()) { $0 }
  package static let object = JSONShape(JSONSchema(.type(.object))) { $0 }
}

extension JSONShape
where Value: RawRepresentable & CaseIterable & SendableMetatype, Value.RawValue == String {
  /// The raw value of one of the cases.
  package static var word: JSONShape {
    JSONShape(.words(Value.allCases.map(\.rawValue))) { .string($0.rawValue) }
  }
}
