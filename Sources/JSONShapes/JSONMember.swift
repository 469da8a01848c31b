package import JSONText

/// A member of a JSON object, for a type whose values are written as objects.
package struct JSONMember<Value>: Sendable {
  let property: JSONSchema.Property
  let isRequired: Bool
  /// Returns nil if the member is left out.
  let write: @Sendable (Value) -> JSON?

  package static func required<Part>(
    _ name: String, _ shape: JSONShape<Part>, _ part: @escaping @Sendable (Value) -> Part
  ) -> JSONMember {
    JSONMember(property: .init(name, shape.schema), isRequired: true) { shape.json(part($0)) }
  }

  /// A member that is left out if `part` is nil.
  package static func optional<Part>(
    _ name: String, _ shape: JSONShape<Part>, _ part: @escaping @Sendable (Value) -> Part?
  ) -> JSONMember {
    chosen(name, shape, isRequired: false, part)
  }

  /// A member that is left out if `part` is nil.
  ///
  /// - Parameter isRequired: whether the schema requires the member, because this object is only
  ///   written for values that have the part.
  package static func chosen<Part>(
    _ name: String, _ shape: JSONShape<Part>, isRequired: Bool,
    _ part: @escaping @Sendable (Value) -> Part?
  ) -> JSONMember {
    JSONMember(property: .init(name, shape.schema), isRequired: isRequired) { value in
      part(value).map { shape.json($0) }
    }
  }

  /// A member that always has the same value.
  package static func constant(_ name: String, _ value: JSON) -> JSONMember {
    JSONMember(property: .init(name, JSONSchema(.constant(value))), isRequired: true) { _ in value }
  }

  /// The same member for a type whose values contain a value of this type.
  package func of<Other>(_ part: @escaping @Sendable (Other) -> Value) -> JSONMember<Other> {
    JSONMember<Other>(property: property, isRequired: isRequired) { write(part($0)) }
  }
}

extension JSONShape {
  /// An object with these members, in this order. The schema allows other members, which a later
  /// version may write.
  ///
  /// - Parameter constraints: additional keywords of the schema.
  package static func object(
    _ members: [JSONMember<Value>], constraints: [JSONSchema.Keyword] = []
  ) -> JSONShape {
    JSONShape(
      JSONSchema(
        [
          .type(.object), .required(members.filter(\.isRequired).map(\.property.name)),
          .properties(members.map(\.property)),
        ] + constraints)
    ) { value in
      .object(
        members.compactMap { member in
          member.write(value).map { JSON.Member(member.property.name, $0) }
        })
    }
  }

  package static func object(_ members: JSONMember<Value>...) -> JSONShape { object(members) }
}

extension JSONSchema.Keyword {
  /// Exactly one of these members is present.
  package static func exactlyOne(of names: [String]) -> JSONSchema.Keyword {
    .oneOf(names.map { JSONSchema(.required([$0])) })
  }
}
