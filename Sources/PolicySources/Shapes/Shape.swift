package import Diagnostics
internal import JSONText
internal import PolicySyntax

/// How one kind of value is written: read from a document, and described as JSON Schema.
///
/// Reading and describing are one value, so editors and the compiler cannot disagree about what a
/// source may contain.
struct Shape<Value: Sendable>: Sendable {
  /// JSON Schema, draft 7.
  let schema: JSON
  /// The value, or nil after a finding says what is wrong with it.
  let read: @Sendable (Node, inout Reading) -> Value?

  init(schema: JSON, read: @escaping @Sendable (Node, inout Reading) -> Value?) {
    self.schema = schema
    self.read = read
  }

  /// The same shape with a transformed value. It accepts exactly what this shape accepts.
  func map<Other: Sendable>(_ transform: @escaping @Sendable (Value, Node) -> Other)
    -> Shape<Other>
  {
    Shape<Other>(schema: schema) { [read] node, findings in
      read(node, &findings).map { transform($0, node) }
    }
  }

  /// The value with its source location.
  var located: Shape<Located<Value>> { map { Located($0, $1.span) } }

  /// The same shape with a description that editors show.
  func described(_ about: String) -> Shape {
    guard case .object(let members) = schema else { return self }
    return Shape(
      schema: .object([JSON.Member("description", .string(about))] + members), read: read)
  }
}

/// The shapes of all sources, by name.
enum Shapes {}

/// A value with its source location.
package struct Located<Value> {
  package let value: Value
  package let span: Span

  package init(_ value: Value, _ span: Span) {
    self.value = value
    self.span = span
  }
}

extension Located: Sendable where Value: Sendable {}

extension Shape {
  /// A list of at least this many values of this shape.
  func list(atLeast minimum: Int = 1) -> Shape<[Value]> {
    Shape<[Value]>(
      schema: ["type": "array", "minItems": .number(String(minimum)), "items": schema]
    ) { [read] node, findings in
      guard let elements = node.elements else {
        findings.append(
          .mistyped(node, expected: "a list", help: "write it as `[one, two]`"))
        return nil
      }
      if elements.count < minimum {
        findings.append(
          Diagnostic(
            .emptyList, "the list is empty", at: node.span,
            help: "add an element, or remove the key")
        )
        return nil
      }
      let values = elements.map { read($0, &findings) }
      return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }
  }

  /// One value of this shape, or a list of them.
  var oneOrMore: Shape<[Value]> {
    let many = list()
    return Shape<[Value]>(schema: ["anyOf": [schema, many.schema]]) { [read] node, findings in
      node.elements == nil
        ? read(node, &findings).map { [$0] } : many.read(node, &findings)
    }
  }
}

extension Diagnostic {
  static func mistyped(_ node: Node, expected: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .mistypedValue, "expected \(expected), found \(node.kind)", at: node.span, help: help)
  }
}
