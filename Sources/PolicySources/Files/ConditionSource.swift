package import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax

/// Tests joined without labels, as `scope`, `require` and `unless` contain them.
package indirect enum ConditionSource: Sendable {
  case test(TestSource)
  case group(Connective, [ConditionSource])
  /// `{criterion: id}`: another criterion.
  case reference(Located<String>)

  /// The tests in this condition, without those of criteria to which it refers.
  package var tests: [TestSource] {
    switch self {
    case .test(let test): [test]
    case .group(_, let conditions): conditions.flatMap(\.tests)
    case .reference: []
    }
  }

  /// The ids of the criteria to which this condition refers.
  package var references: [Located<String>] {
    switch self {
    case .test: []
    case .group(_, let conditions): conditions.flatMap(\.references)
    case .reference(let id): [id]
    }
  }
}

extension Shapes {
  /// A test, a group of conditions, or a reference to a criterion.
  static let condition: Shape<ConditionSource> = Shape(
    schema: SchemaDefinition.condition.reference
  ) { node, findings in
    guard let group = Group(in: node) else {
      if let finding = misspeltGroup(in: node) {
        findings.append(finding)
        return nil
      }
      if let id = reference(in: node) { return name.read(id, &findings).map { .reference($0) } }
      return test.read(node, &findings).map { .test($0) }
    }
    return condition(of: group, in: node, members: condition, &findings)
  }

  /// A group of conditions, which is the only key of its mapping.
  static func condition(
    of group: Group, in node: Node, members: Shape<ConditionSource>, _ findings: inout Reading
  ) -> ConditionSource? {
    if let entries = node.entries, entries.count > 1 {
      findings.append(
        Diagnostic(
          .conflictingKeys, "a condition is one test or one group", at: entries[1].keySpan,
          help: "put the two into an `all_of` or an `any_of`"))
      return nil
    }
    return group.members(of: members, &findings).map { .group($0.connective, $0.members) }
  }

  /// What `#/definitions/condition` refers to.
  static let conditionDefinition: JSON = [
    "anyOf": .array([test.schema, referenceSchema] + Group.schemas(of: condition))
  ]
}

// MARK: References

extension Shapes {
  /// The key that marks a reference to another criterion where a test has the name of a fact.
  static let criterionKey = "criterion"

  /// The id in `{criterion: id}`, or nil if the condition is not a reference.
  static func reference(in node: Node) -> Node? {
    guard let entries = node.entries, entries.count == 1, entries[0].key == criterionKey else {
      return nil
    }
    return entries[0].value
  }

  static let referenceSchema: JSON = [
    "type": "object", "required": [.string(criterionKey)], "additionalProperties": false,
    "properties": .object([
      JSON.Member(
        criterionKey,
        identifier.described("The id of another criterion, which has to be met.").schema)
    ]),
  ]
}

extension Shapes {
  /// The finding for an unknown key that is nearly a connective and whose value contains mappings. It
  /// is meant as a group, and not as a test of a fact.
  static func misspeltGroup(in node: Node) -> Diagnostic? {
    for entry in node.entries ?? [] {
      guard entry.value.entries != nil || entry.value.elements?.first?.entries != nil,
        let fix = Fix.respelling(
          entry.key, at: entry.keySpan, among: Connective.Key.allCases.map(\.rawValue))
      else { continue }
      return Diagnostic(.unknownKey, "unknown key `\(entry.key)`", at: entry.keySpan, fix: fix)
    }
    return nil
  }
}
