import JSONText
import PolicySources
import TestSupport

/// The keys of one kind of source, read from the JSON Schema that its key tables print.
struct KeyReference {
  struct Key {
    let name: String
    let isRequired: Bool
    /// What its value can be.
    let value: String
    let about: String
  }

  /// The keys of one mapping.
  struct Table {
    let path: String
    var keys: [Key]
  }

  static let introduction = """
    # Every key

    A test writes this page from the tables by which the compiler reads the sources, so it lists every key that there is.
    The examples are one policy, [`docs/example`](example), which the test builds.
    [Writing a policy](writing-a-policy.md) explains the keys in the order in which an author meets them; an editor shows the same descriptions (see [In an editor](editors.md)).

    Keys that must be written are in bold.


    """

  /// The sources that people write; `policyc release` writes the other one.
  static let sources = SourceSchema.allCases.filter { $0 != .released }

  private let source: SourceSchema
  private let root: JSON
  private(set) var tables: [Table] = []
  private var listed: Set<String> = []

  init(_ source: SourceSchema) {
    self.source = source
    root = source.json(for: nil)
    list(root, "")
  }

  var text: String {
    // Mappings that are alike are listed once, under all their paths.
    var lists: [(paths: [String], rows: String)] = []
    for table in tables {
      let rows = table.keys.map { key in
        "| \(key.isRequired ? "**`\(key.name)`**" : "`\(key.name)`") | \(key.value) | \(key.about) |\n"
      }.joined()
      if let index = lists.firstIndex(where: { $0.rows == rows }) {
        lists[index].paths.append(table.path)
      } else {
        lists.append(([table.path], rows))
      }
    }
    let text = lists.map { paths, rows in
      let heading =
        paths == [""] ? "" : "### \(paths.map { "`\($0)`" }.joined(separator: ", "))\n\n"
      return heading + "| key | value | meaning |\n|---|---|---|\n" + rows
    }.joined(separator: "\n")
    let example = readFile("\(packageFolder)/docs/example/\(file)").map {
      String(decoding: $0, as: UTF8.self)
    }
    return "## \(title)\n\n" + text
      + "\nExample, `policy/\(file)`:\n\n```yaml\n\(example ?? "")```\n"
  }

  private var title: String {
    switch source {
    case .revision: "A revision: `policy/ID/2024-01.yaml`"
    case .revisions: "The revisions and their log: `policy/ID/revisions.yaml`"
    case .references: "References: `policy/ID/references.yaml`"
    case .measurement: "Calibrations: `policy/ID/measurement.yaml`"
    case .released: "What releases keep: `policy/ID/released.yaml`"
    case .cases: "Worked cases: `policy/ID/cases.yaml`"
    case .terminology: "Terms: `policy/terminology/NAME.yaml`"
    case .crosswalk: "Codes for terms: `policy/terminology/NAME.yaml`"
    }
  }

  /// The example, below `docs/example`.
  private var file: String {
    switch source {
    case .revision: "EX.2/2024-01.yaml"
    case .revisions: "EX.2/revisions.yaml"
    case .references: "EX.2/references.yaml"
    case .measurement: "EX.2/measurement.yaml"
    case .released: "EX.2/released.yaml"
    case .cases: "EX.2/cases.yaml"
    case .terminology: "terminology/lung.yaml"
    case .crosswalk: "terminology/icd-10-cm.yaml"
    }
  }

  // MARK: Reading the schema

  private mutating func list(_ schema: JSON, _ path: String) {
    if let name = definition(schema) {
      guard listed.insert(name).inserted, let definition = root["definitions"]?[name] else {
        return
      }
      return list(definition, name)
    }
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    let properties = schema["properties"]?.object ?? []
    let isAlternative = properties.count == 1 && schema["description"] == nil
    for property in properties {
      add(
        Key(
          // One of several mappings with a single key each.
          name: property.name, isRequired: required.contains(property.name) && !isAlternative,
          value: value(property.value), about: property.value["description"]?.string ?? ""),
        to: path)
    }
    for property in properties {
      list(property.value, path.isEmpty ? property.name : "\(path).\(property.name)")
    }
    for schema in schema["anyOf"]?.array ?? [] { list(schema, path) }
    if let items = schema["items"] { list(items, path) }
    if let values = schema["additionalProperties"], values.object != nil { list(values, path) }
  }

  private mutating func add(_ key: Key, to path: String) {
    guard let index = tables.firstIndex(where: { $0.path == path }) else {
      tables.append(Table(path: path, keys: [key]))
      return
    }
    if !tables[index].keys.contains(where: { $0.name == key.name }) {
      tables[index].keys.append(key)
    }
  }

  private func definition(_ schema: JSON) -> String? {
    schema["$ref"]?.string?.split(separator: "/").last.map(String.init)
  }

  /// What a value can be, in a few words.
  private func value(_ schema: JSON) -> String {
    if let name = definition(schema) { return "a [\(name.replacing("_", with: " "))](#\(name))" }
    if let words = schema["enum"]?.array {
      return words.compactMap(\.string).map { "`\($0)`" }.joined(separator: ", ")
    }
    if let alternatives = schema["anyOf"]?.array {
      var values: [String] = []
      for value in alternatives.map(value) where !values.contains(value) { values.append(value) }
      return values.joined(separator: ", or ")
    }
    if let items = schema["items"] { return "list of: \(value(items))" }
    if let example = schema["examples"]?.array?.first?.string { return "text such as `\(example)`" }
    if let types = schema["type"]?.array?.compactMap(\.string) {
      return types.map(word).joined(separator: " or ")
    }
    if let values = schema["additionalProperties"], values.object != nil {
      return "names, each with: \(value(values))"
    }
    return schema["type"]?.string.map(word) ?? "any value"
  }

  private func word(_ type: String) -> String {
    switch type {
    case "string": "text"
    case "integer": "a whole number"
    case "number": "a number"
    case "boolean": "`true` or `false`"
    case "object": "a mapping"
    default: type
    }
  }
}
