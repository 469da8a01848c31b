internal import DecisionTable
internal import Diagnostics
internal import JSONText
package import PolicyModel
internal import PolicySyntax

/// A condition of `require` or `unless`, with its text if the author words it.
package struct RequirementSource: Sendable {
  package let text: Located<Prose>?
  package let condition: ConditionSource

  package var tests: [TestSource] { condition.tests }
  package var references: [Located<String>] { condition.references }
}

extension Shapes {
  /// `{fact: value}`, a group, a reference, or any of these with a text: `{text: …, when: {…}}`.
  static let requirement = Shape<RequirementSource>(
    schema: ["anyOf": [condition.schema, worded.schema]]
  ) { node, findings in
    // A test names a single fact, which may be called `text`.
    if let entries = node.entries, entries.count > 1, node["text"] != nil {
      return worded.read(node, &findings)
    }
    return condition.read(node, &findings).map { RequirementSource(text: nil, condition: $0) }
  }

  private static let worded: Shape<RequirementSource> = record(
    required(
      "text", conditionLine.located,
      "The condition in words. `{age}` prints the range that it tests of the fact `age`."),
    .all(
      [
        optional("when", condition, "The test, `{fact: value}`, or `{criterion: id}`.")
          .locatedAtKey()
      ]
        + Connective.Key.allCases.map(joined)),
    checked: { text, rules in
      let rules = rules.compactMap(\.self)
        .sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
      guard let rule = rules.first else {
        return .refused(
          Diagnostic(
            .missingKey, "the condition does not have a test", at: text.span,
            help: "add `when: {fact: value}`, or a group such as `any_of:`"))
      }
      guard rules.count == 1 else {
        return .refused(
          Diagnostic(
            .conflictingKeys, "a condition is one test or one group", at: rules[1].span,
            notes: [.init("the first one is here", at: .init(rule.span))],
            help: "put the two into an `all_of` or an `any_of`"))
      }
      return .sound(RequirementSource(text: text, condition: rule.value))
    })

  /// A key that joins conditions.
  private static func joined(_ key: Connective.Key) -> RecordPart<Located<ConditionSource>?> {
    let group = Shape<ConditionSource>(schema: Group.schema(of: condition, for: key)) {
      node, findings in
      Group(key: key, node: node).members(of: condition, &findings)
        .map { .group($0.connective, $0.members) }
    }
    return optional(key.rawValue, group, key.about).locatedAtKey()
  }
}
