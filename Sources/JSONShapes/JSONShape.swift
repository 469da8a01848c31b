package import JSONText

/// How values of a type are written as JSON, and the JSON Schema that everything so written satisfies.
///
/// A format is stated once, as a shape: a member cannot be written that the schema does not have, nor
/// with another type, and the schema cannot describe a member that is never written.
package struct JSONShape<Value>: Sendable {
  package let schema: JSONSchema
  private let write: @Sendable (Value) -> JSON

  package init(_ schema: JSONSchema, write: @escaping @Sendable (Value) -> JSON) {
    self.schema = schema
    self.write = write
  }

  package func json(_ value: Value) -> JSON { write(value) }
}

// MARK: Shapes made of shapes

extension JSONShape {
  /// The shape of another type whose values are written as a part of them is.
  package func of<Other>(_ part: @escaping @Sendable (Other) -> Value) -> JSONShape<Other> {
    JSONShape<Other>(schema) { json(part($0)) }
  }

  /// The shape with a sentence for the reader of the schema.
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

  /// A shape that the schema defines under a name, so that it can occur in itself.
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

  /// A number, by its digits.
  package static let number = JSONShape(JSONSchema(.type(.number))) { .number($0) }
  /// The name of a fact, a term, a criterion or the like.
  package static let name = matching("^[a-z][a-z0-9_]{0,79}$")
  /// The name of a revision: its month, as in `2024-01`, or its day.
  package static let revision = matching("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")
  /// A day, as in `2024-01-31`.
  package static let day = matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  /// SHA-256, in hexadecimal.
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
  /// Any value that JSON has.
  package static let anything = JSONShape(JSONSchema()) { $0 }
  package static let object = JSONShape(JSONSchema(.type(.object))) { $0 }
}

extension JSONShape
where Value: RawRepresentable & CaseIterable & SendableMetatype, Value.RawValue == String {
  /// One of the words of a closed list.
  package static var word: JSONShape {
    JSONShape(.words(Value.allCases.map(\.rawValue))) { .string($0.rawValue) }
  }
}
