internal import DecisionTable
package import Diagnostics
internal import JSONText
internal import PolicySyntax

/// A test as written: `{fact: value}`, `{fact: [value, value]}` or `{fact: {at_least: 55}}`.
package struct TestSource: Sendable {
  package let fact: Located<String>
  package let values: [TestValueSource]
}

/// A value as a test names it; the type of the fact says which forms it accepts.
package enum TestValueSource: Sendable {
  case text(Located<String>)
  /// One bound, or one on each side.
  case range([BoundSource], Span)

  package var span: Span {
    switch self {
    case .text(let text): text.span
    case .range(_, let span): span
    }
  }
}

extension Shapes {
  static let name = identifier.located

  static let test = Shape<TestSource>(schema: SchemaDefinition.test.reference) {
    node, findings in
    guard let entries = node.entries else {
      findings.append(.mistyped(node, expected: "a test", help: "write it as `{fact: value}`"))
      return nil
    }
    guard let entry = entries.first else {
      findings.append(
        Diagnostic(
          .emptyList, "the test is empty", at: node.span, help: "write it as `{fact: value}`"))
      return nil
    }
    if entries.count > 1 {
      findings.append(
        Diagnostic(
          .severalFacts, "the test reads \(entries.count) facts", at: entries[1].keySpan,
          notes: [.init("the first one is here", at: .init(entry.keySpan))],
          help: "write one test for each fact, and join them with `all_of` or `any_of`"))
      return nil
    }
    if Connective.Key(rawValue: entry.key) != nil, entry.value.elements?.first?.entries != nil {
      findings.append(
        Diagnostic(
          .severalFacts, "`when` tests one fact, and `\(entry.key)` joins several",
          at: entry.keySpan,
          help:
            "write `\(entry.key):` instead of `when:`, each member with an `id` and a `text`, or write conditions without labels under `require:`"
        ))
      return nil
    }
    let fact = name.read(entry.keyNode, &findings)
    let shape = findings.declaredKind(of: entry.key).flatMap { testValuesByKind[$0] }
    let values = (shape ?? testValues).read(entry.value, &findings)
    guard let fact, let values else { return nil }
    return TestSource(fact: fact, values: values)
  }

  /// What `#/definitions/test` refers to if no facts are known.
  static let testDefinition: JSON = [
    "type": "object", "minProperties": 1, "maxProperties": 1,
    "propertyNames": identifier.schema,
    "additionalProperties": testValues.schema,
  ]

  private static let testValues = testValue.oneOrMore

  private static let testValuesByKind: [FactSource.Kind: Shape<[TestValueSource]>] = Dictionary(
    uniqueKeysWithValues: FactSource.Kind.allCases.filter { !$0.boundKeys.isEmpty }.map {
      ($0, testValue(range(of: $0)).oneOrMore)
    })

  static let testValue = testValue(range)

  private static func testValue(_ range: Shape<[BoundSource]>) -> Shape<TestValueSource> {
    Shape(
      schema: ["anyOf": [["type": ["string", "boolean", "number"]], range.schema]]
    ) { node, findings in
      guard let entries = node.entries else {
        return token.located.read(node, &findings).map { .text($0) }
      }
      if entries.isEmpty {
        findings.append(
          Diagnostic(
            .emptyList, "the range does not have a bound", at: node.span,
            help: "write it as `{at_least: 55, at_most: 77}`"))
        return nil
      }
      // Without a bound, the mapping has only unknown keys, which already have their findings.
      guard let bounds = range.read(node, &findings), !bounds.isEmpty else { return nil }
      return .range(bounds, node.span)
    }
  }
}
