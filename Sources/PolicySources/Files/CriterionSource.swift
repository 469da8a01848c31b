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
    /// `{criterion: id}`: it says again what another criterion says.
    case reference(Located<String>)
  }

  package let id: Located<String>
  package let text: Located<Prose>
  package let requirements: [ConditionSource]
  package let exceptions: [ConditionSource]
  package let rule: Rule

  /// This criterion and those under it, in document order.
  package var all: [CriterionSource] {
    if case .group(_, let criteria) = rule { [self] + criteria.flatMap(\.all) } else { [self] }
  }

  /// The tests of this criterion itself, not of those under it.
  package var ownTests: [TestSource] {
    let conjuncts = (requirements + exceptions).flatMap(\.tests)
    if case .test(let test) = rule { return conjuncts + [test] }
    return conjuncts
  }

  /// The criteria to which this one refers itself.
  package var ownReferences: [Located<String>] {
    let conjuncts = (requirements + exceptions).flatMap(\.references)
    if case .reference(let id) = rule { return conjuncts + [id] }
    return conjuncts
  }
}

/// A criterion that stands for an outcome.
package struct StatementSource: Sendable {
  package let outcome: Outcome
  package let criterion: CriterionSource
}

private enum Keys {
  static let id = Key(
    "id", Shapes.identifier.located,
    "A name that stays with the criterion for ever, whatever its label becomes.")
  static let outcome = Key(
    "outcome", Shapes.word(Outcome.self), "What the policy says of the service.")
  static let text = Key(
    "text", Shapes.criterionLine.located,
    "The criterion in words: one paragraph of CommonMark. `{age}` prints the range that the criterion tests of the fact `age`."
  )
  static let require = OptionalKey(
    "require", Shapes.condition.list(),
    "Conditions without a label, all of which must hold as well.")
  static let unless = OptionalKey(
    "unless", Shapes.condition.list(),
    "Conditions without a label, none of which may hold.")
  static let when = OptionalKey(
    "when", Shapes.testOrReference,
    "The one test that decides, `{fact: value}`, or another criterion, `{criterion: id}`.")
  static let allOf = OptionalKey(
    Connective.Key.allOf.rawValue, Shapes.criterion.list(), "Criteria that must all be met.")
  static let anyOf = OptionalKey(
    Connective.Key.anyOf.rawValue, Shapes.criterion.list(), "Criteria of which one must be met.")
  static let noneOf = OptionalKey(
    Connective.Key.noneOf.rawValue, Shapes.criterion.list(), "Criteria none of which may be met.")
  static let someOf = OptionalKey(
    Connective.Key.someOf.rawValue, Shapes.someCriteria, "Criteria of which so many must be met.")

  static let criterion = [
    KeyRow(id), KeyRow(text), KeyRow(require), KeyRow(unless), KeyRow(when), KeyRow(allOf),
    KeyRow(anyOf), KeyRow(noneOf), KeyRow(someOf),
  ]
}

/// The members of a `some_of`.
private struct SomeCriteria: Sendable {
  let connective: Connective
  let criteria: [CriterionSource]
}

extension Shapes {
  fileprivate static let someCriteria = Shape<SomeCriteria>(
    schema: Group.schema(of: Shapes.criterion, for: .someOf)
  ) { node, findings in
    Group(key: .someOf, node: node).members(of: Shapes.criterion, &findings)
      .map { SomeCriteria(connective: $0.connective, criteria: $0.members) }
  }
}

extension Shapes {
  fileprivate static let testOrReference = Shape<CriterionSource.Rule>(
    schema: ["anyOf": [Shapes.test.schema, Shapes.referenceSchema]]
  ) { node, findings in
    if let id = reference(in: node) {
      return Shapes.name.read(id, &findings).map { .reference($0) }
    }
    return Shapes.test.read(node, &findings).map { .test($0) }
  }
}

extension Shapes {
  static let criterion: Shape<CriterionSource> = Shape(schema: SchemaDefinition.criterion.reference)
  {
    definition.read($0, &$1)
  }

  /// What `#/definitions/criterion` refers to.
  static var criterionDefinition: JSON { definition.schema }

  private static let definition = Shape<CriterionSource>.record(Keys.criterion) {
    fields, findings in
    CriterionSource(fields, &findings)
  }
}

extension Shapes {
  static let statement = Shape<StatementSource>.record([KeyRow(Keys.outcome)] + Keys.criterion) {
    fields, findings in
    CriterionSource(fields, &findings).map {
      StatementSource(outcome: fields[Keys.outcome], criterion: $0)
    }
  }
}

extension CriterionSource {
  fileprivate init?(_ fields: Fields, _ findings: inout Reading) {
    id = fields[Keys.id]
    text = fields[Keys.text]
    requirements = fields[Keys.require] ?? []
    exceptions = fields[Keys.unless] ?? []
    var rules: [Rule] = []
    if let rule = fields[Keys.when] { rules.append(rule) }
    if let criteria = fields[Keys.allOf] { rules.append(.group(.allOf, criteria)) }
    if let criteria = fields[Keys.anyOf] { rules.append(.group(.anyOf, criteria)) }
    if let criteria = fields[Keys.noneOf] { rules.append(.group(.noneOf, criteria)) }
    if let some = fields[Keys.someOf] { rules.append(.group(some.connective, some.criteria)) }
    let ruleKeys = ["when"] + Connective.Key.allCases.map(\.rawValue)
    let written = fields.writtenKeys.filter { ruleKeys.contains($0.key) }
    if written.count > 1 {
      findings.append(
        Diagnostic(
          .conflictingKeys,
          "a criterion has one of `when`, `all_of`, `any_of`, `none_of`, `some_of`",
          at: written[1].span,
          notes: [.init("the first one stands here", at: .init(written[0].span))],
          help: "put one of the two into a criterion of its own, or into `require`"))
      return nil
    }
    guard let rule = rules.first else {
      findings.append(
        Diagnostic(
          .missingKey, "the criterion `\(id.value)` has no test", at: id.span,
          help: "add `when: {fact: value}`, or a group such as `any_of:`"))
      return nil
    }
    self.rule = rule
  }
}
