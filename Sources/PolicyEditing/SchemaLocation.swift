internal import JSONText

/// What a JSON Schema says about the value at one path in a document.
struct SchemaLocation {
  enum Step: Hashable {
    case key(String)
    case element
  }

  private let root: JSON
  /// Every schema that can apply to the value, with references resolved.
  private let schemas: [JSON]

  init(_ root: JSON, _ path: [Step]) {
    self.root = root
    var schemas = SchemaLocation.alternatives(of: root, in: root)
    for step in path {
      let inner = schemas.compactMap { schema -> JSON? in
        switch step {
        case .element: return schema["items"]
        case .key(let key):
          if let own = schema["properties"]?[key] { return own }
          let additional = schema["additionalProperties"]
          return additional?.object == nil ? nil : additional
        }
      }
      schemas = inner.flatMap { SchemaLocation.alternatives(of: $0, in: root) }
    }
    self.schemas = schemas
  }

  private static func alternatives(of schema: JSON, in root: JSON) -> [JSON] {
    if let reference = schema["$ref"]?.string, let name = reference.split(separator: "/").last {
      guard let target = root["definitions"]?[String(name)] else { return [] }
      return alternatives(of: target, in: root)
        + (schema["description"].map { [["description": $0]] } ?? [])
    }
    let inner = schema["anyOf"]?.array ?? []
    return [schema] + inner.flatMap { alternatives(of: $0, in: root) }
  }

  /// The description of the value.
  var about: String? {
    schemas.compactMap { $0["description"]?.string }.first
  }

  var examples: [String] {
    schemas.flatMap { $0["examples"]?.array ?? [] }.compactMap(\.string)
  }

  /// The keys that the value can have, with their descriptions.
  var keys: [(name: String, about: String?, isRequired: Bool)] {
    var seen: Set<String> = []
    return schemas.flatMap { schema in
      let required = schema["required"]?.array ?? []
      return (schema["properties"]?.object ?? []).compactMap {
        member -> (name: String, about: String?, isRequired: Bool)? in
        guard seen.insert(member.name).inserted else { return nil }
        return (
          member.name, SchemaLocation(root, at: member.value).about,
          required.contains(.string(member.name))
        )
      }
    }
  }

  /// The values that are allowed, with their descriptions.
  var values: [(text: String, about: String?)] {
    var seen: Set<String> = []
    return schemas.flatMap { schema -> [(text: String, about: String?)] in
      let descriptions = schema["enumDescriptions"]?.array ?? []
      let isBoolean = schema["type"] == "boolean"
      let listed = schema["enum"]?.array ?? (isBoolean ? [true, false] : [])
      return listed.enumerated().compactMap { index, value in
        let text = value.string ?? value.compact
        guard seen.insert(text).inserted else { return nil }
        return (text, index < descriptions.count ? descriptions[index].string : nil)
      }
    }
  }

  /// Whether the value can have at most one key, as a test does.
  var allowsOneKey: Bool { schemas.contains { $0["maxProperties"] == 1 } }

  private init(_ root: JSON, at schema: JSON) {
    self.root = root
    schemas = SchemaLocation.alternatives(of: schema, in: root)
  }
}
