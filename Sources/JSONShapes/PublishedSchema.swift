internal import JSONText

/// The JSON Schema of a file or an output that other programs read.
package struct PublishedSchema: Sendable {
  /// The name under which `policyc schema` prints it.
  package let name: String
  private let title: String
  private let shape: JSONSchema
  private let definitions: [JSONSchema.Property]

  /// - Parameter definitions: the schemas that the shape refers to by name.
  package init(
    _ name: String, title: String, _ shape: JSONSchema,
    definitions: [JSONSchema.Property] = []
  ) {
    self.name = name
    self.title = title
    self.shape = shape
    self.definitions = definitions
  }

  package var text: String {
    let end: [JSONSchema.Keyword] = definitions.isEmpty ? [] : [.definitions(definitions)]
    return JSONSchema([.title(title)] + shape.keywords + end).document.pretty
  }
}
