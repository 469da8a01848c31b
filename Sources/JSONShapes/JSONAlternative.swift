internal import JSONText

/// One of the forms in which values of a type can be written.
package struct JSONAlternative<Value>: Sendable {
  let schema: JSONSchema
  /// Returns nil for a value that is written in another form.
  let write: @Sendable (Value) -> JSON?

  /// - Parameter part: what is written for a value; nil if the value has another form.
  package init<Part>(_ shape: JSONShape<Part>, _ part: @escaping @Sendable (Value) -> Part?) {
    schema = shape.schema
    write = { value in part(value).map { shape.json($0) } }
  }
}

extension JSONShape {
  /// A value that is written by the first alternative that accepts it. At least one has to accept
  /// it.
  package static func alternatives(_ alternatives: [JSONAlternative<Value>]) -> JSONShape {
    JSONShape(JSONSchema(.anyOf(alternatives.map(\.schema)))) { value in
      for alternative in alternatives {
        if let json = alternative.write(value) { return json }
      }
      preconditionFailure("no alternative accepts \(value)")
    }
  }
}
