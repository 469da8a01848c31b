package import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax

/// A test as written: `{fact: value}` or `{fact: [value, value]}`.
package struct TestSource: Sendable {
  package let fact: Located<String>
  package let values: [Located<String>]
}

/// Tests joined without labels, as `scope`, `require` and `unless` hold them.
package indirect enum ConditionSource: Sendable {
  case test(TestSource)
  case group(Connective, [ConditionSource])

  package var tests: [TestSource] {
    switch self {
    case .test(let test): [test]
    case .group(_, let conditions): conditions.flatMap(\.tests)
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
    let fact = Shapes.name.read(entry.keyNode, &findings)
    let values = testValues.read(entry.value, &findings)
    guard let fact, let values else { return nil }
    return TestSource(fact: fact, values: values)
  }
}

private let testValues = Shapes.testValue.oneOrMore

extension Shapes {
  static let name = Shapes.identifier.located

  fileprivate static let testValue = Shape<Located<String>>(
    schema: ["type": ["string", "boolean"]]
  ) { node, findings in Shapes.text.located.read(node, &findings) }
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
    "anyOf": .array([Shapes.test.schema] + Group.schemas(of: condition))
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
