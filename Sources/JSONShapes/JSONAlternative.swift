internal import JSONText

/// One of the ways in which values of a type can be written.
package struct JSONAlternative<Value>: Sendable {
  let schema: JSONSchema
  /// Nil for a value that is written in another way.
  let write: @Sendable (Value) -> JSON?

  /// - Parameter part: what is written of a value, or nil where this is not its way.
  package init<Part>(_ shape: JSONShape<Part>, _ part: @escaping @Sendable (Value) -> Part?) {
    schema = shape.schema
    write = { value in part(value).map { shape.json($0) } }
  }
}

extension JSONShape {
  /// A value that is written by the first alternative that takes it. One of them has to.
  package static func alternatives(_ alternatives: [JSONAlternative<Value>]) -> JSONShape {
    JSONShape(JSONSchema(.anyOf(alternatives.map(\.schema)))) { value in
      for alternative in alternatives {
        if let json = alternative.write(value) { return json }
      }
      preconditionFailure("no alternative takes \(value)")
    }
  }
}
