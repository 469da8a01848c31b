package import JSONText

/// A JSON Schema (draft 7), as its keywords in the order in which they are printed.
///
/// Patterns use only what all dialects of regular expressions have in common, because validators
/// differ in their dialect.
package struct JSONSchema: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case null, boolean, number, integer, string, array, object
  }

  package enum Keyword: Hashable, Sendable {
    case title(String)
    case description(String)
    case comment(String)
    case type(Kind)
    case constant(JSON)
    case oneOfValues([JSON])
    case pattern(String)
    case minLength(Int)
    case minimum(Int)
    /// Bounds as decimal digits, which need not fit a machine integer.
    case exactMinimum(String)
    case exactMaximum(String)
    case items(JSONSchema)
    case minItems(Int)
    case maxItems(Int)
    case minProperties(Int)
    case uniqueItems
    case contains(JSONSchema)
    case required([String])
    case properties([Property])
    /// An object must not have other members.
    case closed
    case allOf([JSONSchema])
    case anyOf([JSONSchema])
    case oneOf([JSONSchema])
    case not(JSONSchema)
    case reference(String)
    case definitions([Property])
  }

  package struct Property: Hashable, Sendable {
    package let name: String
    package let schema: JSONSchema

    package init(_ name: String, _ schema: JSONSchema) {
      self.name = name
      self.schema = schema
    }
  }

  package let keywords: [Keyword]

  package init(_ keywords: [Keyword]) { self.keywords = keywords }
  package init(_ keywords: Keyword...) { self.keywords = keywords }
}

extension JSONSchema {
  package static let null = JSONSchema(.type(.null))
  package static let string = JSONSchema(.type(.string))
  /// A schema that accepts nothing.
  package static let never = JSONSchema(.not(JSONSchema()))

  package static func words(_ words: [String]) -> JSONSchema {
    JSONSchema(.oneOfValues(words.map(JSON.string)))
  }

  package static func constant(_ word: String) -> JSONSchema {
    JSONSchema(.constant(.string(word)))
  }

  /// A string of which the whole text matches a pattern. In some dialects `$` also matches before a
  /// line break at the end of a text, so line breaks are forbidden separately.
  package static func text(_ pattern: String) -> JSONSchema {
    JSONSchema(.type(.string), .pattern("^(\(pattern))$"), .not(JSONSchema(.pattern("\n"))))
  }

  package func orNull() -> JSONSchema { JSONSchema(.anyOf([self, .null])) }
}

// MARK: Printing

extension JSONSchema {
  /// The schema as a file.
  package var document: JSON {
    guard case .object(let members) = json else { return json }
    let dialect = JSON.Member("$schema", "http://json-schema.org/draft-07/schema#")
    return .object([dialect] + members)
  }

  package var json: JSON { .object(keywords.map(\.member)) }
}

extension JSONSchema.Keyword {
  fileprivate var member: JSON.Member {
    func list(_ schemas: [JSONSchema]) -> JSON { .array(schemas.map(\.json)) }
    func map(_ properties: [JSONSchema.Property]) -> JSON {
      .object(properties.map { JSON.Member($0.name, $0.schema.json) })
    }
    return switch self {
    case .title(let text): JSON.Member("title", .string(text))
    case .description(let text): JSON.Member("description", .string(text))
    case .comment(let text): JSON.Member("$comment", .string(text))
    case .type(let kind): JSON.Member("type", .string(kind.rawValue))
    case .constant(let value): JSON.Member("const", value)
    case .oneOfValues(let values): JSON.Member("enum", .array(values))
    case .pattern(let pattern): JSON.Member("pattern", .string(pattern))
    case .minLength(let count): JSON.Member("minLength", .number(String(count)))
    case .minimum(let value): JSON.Member("minimum", .number(String(value)))
    case .exactMinimum(let digits): JSON.Member("minimum", .number(digits))
    case .exactMaximum(let digits): JSON.Member("maximum", .number(digits))
    case .items(let schema): JSON.Member("items", schema.json)
    case .minItems(let count): JSON.Member("minItems", .number(String(count)))
    case .maxItems(let count): JSON.Member("maxItems", .number(String(count)))
    case .minProperties(let count): JSON.Member("minProperties", .number(String(count)))
    case .uniqueItems: JSON.Member("uniqueItems", true)
    case .contains(let schema): JSON.Member("contains", schema.json)
    case .required(let names): JSON.Member("required", .array(names.map(JSON.string)))
    case .properties(let properties): JSON.Member("properties", map(properties))
    case .closed: JSON.Member("additionalProperties", false)
    case .allOf(let schemas): JSON.Member("allOf", list(schemas))
    case .anyOf(let schemas): JSON.Member("anyOf", list(schemas))
    case .oneOf(let schemas): JSON.Member("oneOf", list(schemas))
    case .not(let schema): JSON.Member("not", schema.json)
    case .reference(let name): JSON.Member("$ref", .string("#/definitions/\(name)"))
    case .definitions(let definitions): JSON.Member("definitions", map(definitions))
    }
  }
}
