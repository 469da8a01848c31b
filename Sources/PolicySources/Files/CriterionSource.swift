package import DecisionTable
internal import Diagnostics
internal import JSONText
package import PolicyModel
internal import PolicySyntax

/// A criterion as written.
package struct CriterionSource: Sendable {
  package indirect enum Rule: Sendable {
    case test(TestSource)
    case group(Connective, [CriterionSource])
    /// `{criterion: id}`: the criterion repeats what another criterion says.
    case reference(Located<String>)
  }

  package let id: Located<String>
  package let text: Located<Prose>
  package let requirements: [RequirementSource]
  package let exceptions: [RequirementSource]
  package let rule: Rule

  /// This criterion and those below it, in document order.
  package var all: [CriterionSource] {
    if case .group(_, let criteria) = rule { [self] + criteria.flatMap(\.all) } else { [self] }
  }

  /// The tests of this criterion itself, not of those below it.
  package var ownTests: [TestSource] {
    let conjuncts = (requirements + exceptions).flatMap(\.tests)
    if case .test(let test) = rule { return conjuncts + [test] }
    return conjuncts
  }

  /// The criteria to which this criterion itself refers.
  package var ownReferences: [Located<String>] {
    let conjuncts = (requirements + exceptions).flatMap(\.references)
    if case .reference(let id) = rule { return conjuncts + [id] }
    return conjuncts
  }
}

/// A top-level criterion with the outcome that it decides.
package struct StatementSource: Sendable {
  package let outcome: Outcome
  package let criterion: CriterionSource
}

extension Shapes {
  static let statement = record(
    required("outcome", word(Outcome.self), "What the policy says about the service."),
    criterionPart
  ) { outcome, criterion in
    StatementSource(outcome: outcome, criterion: criterion)
  }

  /// The definition of a criterion contains criteria, so its schema refers to itself by name.
  static let criterion: Shape<CriterionSource> = Shape(
    schema: SchemaDefinition.criterion.reference
  ) { definition.read($0, &$1) }

  /// What `#/definitions/criterion` refers to.
  static var criterionDefinition: JSON { definition.schema }

  private static let definition: Shape<CriterionSource> = record(criterionPart) { $0 }

  private static let criterionPart: RecordPart<CriterionSource> = RecordPart(
    required(
      "id", identifier.located,
      "A permanent name, which the criterion keeps whatever its label becomes."),
    required(
      "text", criterionText.located,
      "The criterion in words: paragraphs of CommonMark. `{age}` prints the range that the criterion tests of the fact `age`."
    ),
    optional(
      "require", requirement.list(), "Conditions without a label that must all hold as well.",
      default: []),
    optional(
      "unless", requirement.list(), "Conditions without a label of which none may hold.",
      default: []),
    rules,
    checked: { id, text, requirements, exceptions, rules in
      let rules = rules.compactMap(\.self)
        .sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
      if rules.count > 1 {
        return .refused(
          Diagnostic(
            .conflictingKeys,
            "a criterion has one of `when`, `all_of`, `any_of`, `none_of`, `some_of`",
            at: rules[1].span,
            notes: [.init("the first one is here", at: .init(rules[0].span))],
            help: "move one of the two into a separate criterion, or into `require`"))
      }
      guard let rule = rules.first?.value else {
        return .refused(
          Diagnostic(
            .missingKey, "the criterion `\(id.value)` does not have a test", at: id.span,
            help: "add `when: {fact: value}`, or a group such as `any_of:`"))
      }
      return .sound(
        CriterionSource(
          id: id, text: text, requirements: requirements, exceptions: exceptions, rule: rule))
    })
}

// MARK: Rules

extension Shapes {
  /// The keys of which a criterion has exactly one.
  private static let rules: RecordPart<[Located<CriterionSource.Rule>?]> = .all([
    rule(
      "when", testOrReference,
      "The one test that decides, `{fact: value}`, or another criterion, `{criterion: id}`."),
    rule(.allOf, "Criteria that must all be met."),
    rule(.anyOf, "Criteria of which one must be met."),
    rule(.noneOf, "Criteria none of which may be met."),
    rule(.someOf, "Criteria of which a given number must be met."),
  ])

  private static func rule(_ key: Connective.Key, _ about: String)
    -> RecordPart<Located<CriterionSource.Rule>?>
  {
    let group = Shape<CriterionSource.Rule>(schema: Group.schema(of: criterion, for: key)) {
      node, findings in
      Group(key: key, node: node).members(of: criterion, &findings)
        .map { .group($0.connective, $0.members) }
    }
    return rule(key.rawValue, group, about)
  }

  private static func rule(_ key: String, _ shape: Shape<CriterionSource.Rule>, _ about: String)
    -> RecordPart<Located<CriterionSource.Rule>?>
  {
    optional(key, shape, about).locatedAtKey()
  }

  private static let testOrReference = Shape<CriterionSource.Rule>(
    schema: ["anyOf": [test.schema, referenceSchema]]
  ) { node, findings in
    if let id = reference(in: node) { return name.read(id, &findings).map { .reference($0) } }
    return test.read(node, &findings).map { .test($0) }
  }
}
