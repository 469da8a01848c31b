package import DecisionTable
package import Diagnostics
internal import JSONText
internal import PolicySyntax

/// A test as written: `{fact: value}`, `{fact: [value, value]}` or `{fact: {at_least: 55}}`.
package struct TestSource: Sendable {
  package let fact: Located<String>
  package let values: [TestValueSource]
}

/// A value as a test names it; which of them means something, the fact says.
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

/// An end of a range: `at_least: 20 pack-years`.
package struct BoundSource: Sendable {
  package let key: Located<BoundKey>
  package let quantity: Located<String>
}

/// The words for the ends of ranges: of numbers, of times before the date of service, and of dates.
package enum BoundKey: String, Sendable, CaseIterable {
  case atLeast = "at_least"
  case over
  case atMost = "at_most"
  case under
  case within
  case from
  case after
  case until
  case before
}

/// Tests joined without labels, as `scope`, `require` and `unless` hold them.
package indirect enum ConditionSource: Sendable {
  case test(TestSource)
  case group(Connective, [ConditionSource])
  /// `{criterion: id}`: another criterion.
  case reference(Located<String>)

  /// The tests that are written here.
  package var tests: [TestSource] {
    switch self {
    case .test(let test): [test]
    case .group(_, let conditions): conditions.flatMap(\.tests)
    case .reference: []
    }
  }

  /// The criteria that are referred to.
  package var references: [Located<String>] {
    switch self {
    case .test: []
    case .group(_, let conditions): conditions.flatMap(\.references)
    case .reference(let id): [id]
    }
  }
}

extension Shapes {
  /// What `#/definitions/test` refers to where no facts are known.
  static let testDefinition: JSON = [
    "type": "object", "minProperties": 1, "maxProperties": 1,
    "propertyNames": Shapes.identifier.schema,
    "additionalProperties": testValues.schema,
  ]

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
          notes: [.init("the first one stands here", at: .init(entry.keySpan))],
          help: "write one test a fact, and join them with `all_of` or `any_of`"))
      return nil
    }
    if Connective.Key(rawValue: entry.key) != nil, entry.value.elements?.first?.entries != nil {
      findings.append(
        Diagnostic(
          .severalFacts, "`when` tests one fact, and `\(entry.key)` joins several",
          at: entry.keySpan,
          help:
            "write `\(entry.key):` in the place of `when:`, each member with an `id` and a `text`, or conditions without labels under `require:`"
        ))
      return nil
    }
    let fact = Shapes.name.read(entry.keyNode, &findings)
    let values = testValues.read(entry.value, &findings)
    guard let fact, let values else { return nil }
    return TestSource(fact: fact, values: values)
  }
}

private let testValues = Shapes.testValue.oneOrMore

extension Shapes {
  static let name = Shapes.identifier.located

  static let testValue = Shape<TestValueSource>(
    schema: ["anyOf": [["type": ["string", "boolean", "number"]], range.schema]]
  ) { node, findings in
    guard let entries = node.entries else {
      return Shapes.text.located.read(node, &findings).map { .text($0) }
    }
    guard let bounds = range.read(node, &findings) else { return nil }
    guard !entries.isEmpty else {
      findings.append(
        Diagnostic(
          .emptyList, "the range has no bound", at: node.span,
          help: "write it as `{at_least: 55, at_most: 77}`"))
      return nil
    }
    // A key that is no bound was found unknown.
    guard !bounds.isEmpty else { return nil }
    let lower: Set<BoundKey> = [.atLeast, .over, .from, .after]
    for (place, bound) in bounds.enumerated() {
      guard
        let first = bounds[..<place].first(where: {
          lower.contains($0.key.value) == lower.contains(bound.key.value)
        })
      else { continue }
      findings.append(
        Diagnostic(
          .conflictingKeys, "the range has two bounds on one side",
          at: entries.first { $0.key == bound.key.value.rawValue }?.keySpan ?? node.span,
          notes: [.init("the first one stands here", at: .init(first.key.span))],
          help: "remove one of the two"))
      return nil
    }
    return .range(bounds, node.span)
  }

  /// The bounds of a range, in the order in which the language lists them.
  private static let range: Shape<[BoundSource]> = {
    let abouts: [BoundKey: String] = [
      .atLeast:
        "This much, or more; of a time before the date of service: this long ago or longer.",
      .over: "More than this.", .atMost: "This much, or less.", .under: "Less than this.",
      .within: "Not longer before the date of service than this: `15 years`.",
      .from: "This day or later.", .after: "Later than this day.",
      .until: "This day or earlier.", .before: "Earlier than this day.",
    ]
    let keys = BoundKey.allCases.map { key in
      (key, OptionalKey(key.rawValue, Shapes.textOrNumber.located, abouts[key] ?? ""))
    }
    return .record(keys.map { KeyRow($0.1) }) { fields, _ in
      keys.compactMap { key, row in
        fields[row].map {
          BoundSource(key: Located(key, fields.span(of: key.rawValue)), quantity: $0)
        }
      }
    }
  }()
}

extension Shapes {
  /// The id in `{criterion: id}`, or nil where a condition is no reference.
  static func reference(in node: Node) -> Node? {
    guard let entries = node.entries, entries.count == 1, entries[0].key == criterionKey else {
      return nil
    }
    return entries[0].value
  }

  /// The word that stands in the place of a fact where another criterion is meant.
  static let criterionKey = "criterion"

  static let referenceSchema: JSON = [
    "type": "object", "required": [.string(criterionKey)], "additionalProperties": false,
    "properties": .object([JSON.Member(criterionKey, Shapes.identifier.schema)]),
  ]
}

extension Shapes {
  /// A test, or a group of conditions.
  static let condition: Shape<ConditionSource> = Shape(
    schema: SchemaDefinition.condition.reference
  ) { node, findings in
    guard let group = findGroup(in: node) else {
      if let finding = misspeltGroup(in: node) {
        findings.append(finding)
        return nil
      }
      if let id = reference(in: node) {
        return Shapes.name.read(id, &findings).map { .reference($0) }
      }
      return Shapes.test.read(node, &findings).map { .test($0) }
    }
    if let entries = node.entries, entries.count > 1 {
      findings.append(
        Diagnostic(
          .conflictingKeys, "a condition is one test or one group", at: entries[1].keySpan,
          help: "put the two into an `all_of` or an `any_of`"))
      return nil
    }
    return group.members(of: condition, &findings).map { .group($0.connective, $0.members) }
  }

  /// What `#/definitions/condition` refers to.
  static let conditionDefinition: JSON = [
    "anyOf": .array([Shapes.test.schema, referenceSchema] + Group.schemas(of: condition))
  ]
}

/// A key that joins members: `any_of: […]`, `some_of: {at_least: 2, of: […]}`.
struct Group {
  let key: Connective.Key
  let node: Node

  /// The connective with the members, or nil with what is wrong with them.
  func members<Member>(of shape: Shape<Member>, _ findings: inout Reading)
    -> (connective: Connective, members: [Member])?
  {
    switch key {
    case .allOf: return shape.list().read(node, &findings).map { (.allOf, $0) }
    case .anyOf: return shape.list().read(node, &findings).map { (.anyOf, $0) }
    case .noneOf: return shape.list().read(node, &findings).map { (.noneOf, $0) }
    case .someOf:
      guard let some = Group.some(of: shape).read(node, &findings) else { return nil }
      if some.atLeast > some.of.count {
        findings.append(
          Diagnostic(
            .impossibleCount, "at least \(some.atLeast) of \(some.of.count) can never hold",
            at: node["at_least"]?.span ?? node.span,
            help: "lower `at_least`, or add to `of`"))
        return nil
      }
      return (.atLeast(some.atLeast), some.of)
    }
  }

  /// One object schema a connective.
  static func schemas<Member>(of shape: Shape<Member>) -> [JSON] {
    Connective.Key.allCases.map { key in
      [
        "type": "object", "required": [.string(key.rawValue)], "additionalProperties": false,
        "properties": .object([JSON.Member(key.rawValue, schema(of: shape, for: key))]),
      ]
    }
  }

  static func schema<Member>(of shape: Shape<Member>, for key: Connective.Key) -> JSON {
    key == .someOf ? some(of: shape).schema : shape.list().schema
  }

  private struct Some<Member: Sendable>: Sendable {
    let atLeast: Int
    let of: [Member]
  }

  private static func some<Member>(of shape: Shape<Member>) -> Shape<Some<Member>> {
    let atLeast = Key("at_least", Shapes.integer(1...999), "How many of them must hold.")
    let of = Key("of", shape.list(), "What may hold.")
    return .record([KeyRow(atLeast), KeyRow(of)]) { fields, _ in
      Some(atLeast: fields[atLeast], of: fields[of])
    }
  }
}

/// The group that a mapping holds, if it holds one.
func findGroup(in node: Node) -> Group? {
  for entry in node.entries ?? [] {
    if let key = Connective.Key(rawValue: entry.key) { return Group(key: key, node: entry.value) }
  }
  return nil
}

/// A key with conditions behind it is meant as a group, and not as a fact.
private func misspeltGroup(in node: Node) -> Diagnostic? {
  for entry in node.entries ?? [] {
    guard entry.value.entries != nil || entry.value.elements?.first?.entries != nil,
      let fix = Fix.respelling(
        entry.key, at: entry.keySpan, among: Connective.Key.allCases.map(\.rawValue))
    else { continue }
    return Diagnostic(.unknownKey, "unknown key `\(entry.key)`", at: entry.keySpan, fix: fix)
  }
  return nil
}
