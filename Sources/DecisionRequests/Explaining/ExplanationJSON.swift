internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
package import JSONShapes
internal import JSONText
internal import Values

extension ExplainedAnswer {
  /// The member `explanation` of an answer.
  var json: JSON { JSONShape<ExplainedAnswer>.explanation.json(self) }
}

extension PublishedSchema {
  package static let explanation = PublishedSchema(
    "explanation", title: "Why a request has its answer",
    JSONShape<ExplainedAnswer>.explanation.schema,
    definitions: [
      .init("test", JSONShape<ExplainedTest>.test.schema),
      .init("condition", JSONShape<ExplainedPart>.condition.schema),
      .init("criterion", JSONShape<ExplainedCriterion>.criterion.schema),
      .init("statement", JSONShape<ExplainedStatement>.statement.schema),
    ])
}

extension JSONShape<ExplainedAnswer> {
  fileprivate static let explanation = JSONShape.object(
    .required("scope", .reference("condition") { .condition }) {
      ExplainedPart(answer: $0, index: CriteriaTree.scope)
    },
    .required("statements", .list(of: .reference("statement") { .statement }, atLeast: 1)) {
      answer in
      zip(answer.tree.statements, answer.table.decider.table.statements).map { index, statement in
        ExplainedStatement(
          outcome: statement.outcome,
          explained: ExplainedCriterion(
            part: ExplainedPart(answer: answer, index: index), criterion: statement.criterion))
      }
    },
    .required("near_misses", .list(of: .nearMiss), \.explanation.nearMisses),
    .required("near_misses_complete", .flag, \.explanation.hasAllNearMisses))
}

// MARK: Parts of the criteria

/// A part of the criteria tree by its index, with what the answer makes of it.
private struct ExplainedPart: Sendable {
  let answer: ExplainedAnswer
  let index: Int

  var part: CriteriaTree.Part { answer.tree.parts[index] }
  var state: CriterionState { answer.explanation.states[index] }

  func children(_ role: CriteriaTree.Part.Role) -> [ExplainedPart] {
    part.children.map { ExplainedPart(answer: answer, index: $0) }.filter { $0.part.role == role }
  }
}

extension JSONShape<ExplainedPart> {
  /// A test, a group, or a criterion, which may refer to another.
  fileprivate static let condition: JSONShape = .alternatives(
    [
      JSONAlternative(.reference("test") { .test }) { explained in
        guard case .test(let test) = explained.part.content else { return nil }
        return ExplainedTest(part: explained, test: test)
      }
    ]
      + Connective.Key.allCases.map { key in
        JSONAlternative(
          JSONShape.object([
            .required("state", .word, \.state),
            .group(key, of: .reference("condition") { .condition }, isRequired: true, \.members),
          ])
        ) { explained in explained.members?.connective.key == key ? explained : nil }
      })
}

extension ExplainedPart {
  /// The conditions of a group.
  fileprivate var members: JoinedMembers<ExplainedPart>? {
    guard case .group(let connective) = part.content else { return nil }
    return JoinedMembers(connective, children(.member))
  }
}

private struct ExplainedTest: Sendable {
  let part: ExplainedPart
  let test: UnaryTest

  /// The indices, from 0, of the entries of a list that the test counts, or may count; nil if it is not a
  /// test of a list that the request states.
  func entries(_ share: Truth) -> [Int]? {
    part.answer.counted[test].map { counted in counted.indices.filter { counted[$0] == share } }
  }
}

extension JSONShape<ExplainedTest> {
  fileprivate static let test = JSONShape.object(
    .required("state", .word, \.part.state),
    .required("test", .text) { $0.part.answer.table.decider.table.printed($0.test) },
    .required("fact", .name, \.test.fact),
    // Any value that the request states; null if it does not state the fact.
    .required("read", .anything) { $0.part.answer.stated($0.test.fact) },
    .optional("via", .list(of: .code, atLeast: 1)) { explained in
      let test = explained.test
      let codes = explained.part.answer.established.filter {
        $0.fact == test.fact && test.values.contains(.word($0.term))
      }.map(\.code)
      return codes.isEmpty ? nil : codes
    },
    .optional("counted", .list(of: .count())) { $0.entries(.yes) },
    .optional("may_count", .list(of: .count())) { $0.entries(.unknown) })
}

// MARK: Criteria

private struct ExplainedCriterion: Sendable {
  let part: ExplainedPart
  let criterion: Criterion

  /// A list of conditions, or nil for an empty one, which is not written.
  func conditions(_ role: CriteriaTree.Part.Role) -> [ExplainedPart]? {
    let conditions = part.children(role)
    return conditions.isEmpty ? nil : conditions
  }

  var members: JoinedMembers<ExplainedCriterion>? {
    guard case .group(let connective, let criteria) = criterion.rule else { return nil }
    return JoinedMembers(
      connective,
      zip(part.children(.member), criteria).map { ExplainedCriterion(part: $0, criterion: $1) })
  }
}

private struct ExplainedStatement: Sendable {
  let outcome: Outcome
  let explained: ExplainedCriterion
}

extension JSONShape<ExplainedStatement> {
  fileprivate static let statement: JSONShape = .object(
    [.required("outcome", .word, \.outcome)]
      + JSONMember.criterionMembers.map { member in member.of(\.explained) },
    constraints: [.oneRule])
}

extension JSONShape<ExplainedCriterion> {
  fileprivate static let criterion: JSONShape = .object(
    JSONMember.criterionMembers, constraints: [.oneRule])
}

extension JSONMember<ExplainedCriterion> {
  fileprivate static let criterionMembers: [JSONMember] =
    [
      .required("label", .text, \.criterion.label), .required("id", .name, \.criterion.id),
      .required("text", .text, \.criterion.text),
      .required("anchor", .text) { $0.part.answer.anchor($0.criterion.label) },
      .required("state", .word, \.part.state),
      .optional("require", .list(of: .reference("condition") { .condition }, atLeast: 1)) {
        $0.conditions(.requirement)
      },
      .optional("unless", .list(of: .reference("condition") { .condition }, atLeast: 1)) {
        $0.conditions(.exception)
      },
      .optional("when", .reference("condition") { .condition }) { $0.part.children(.rule).first },
    ]
    + Connective.Key.allCases.map { key in
      .group(key, of: .reference("criterion") { .criterion }, isRequired: false, \.members)
    }
}

// MARK: Near misses

extension JSONShape<NearMiss> {
  fileprivate static let nearMiss = JSONShape.object(
    [
      .required("fact", .name, \.fact),
      .optional("value", .anything) {
        if case .value(let value) = $0.change { value.json } else { nil }
      },
      .optional("present", .name) { if case .present(let term) = $0.change { term } else { nil } },
      .optional("absent", .name) { if case .absent(let term) = $0.change { term } else { nil } },
      .required("result", .word, \.verdict.result),
      .required("outcome", JSONShape<Outcome>.word.orNull, \.verdict.outcome),
      .required("statement", JSONShape<String>.name.orNull, \.verdict.statement),
      .required("criteria", .list(of: .text), \.verdict.criteria),
      .required("criterion_ids", .list(of: .name), \.verdict.criterionIDs),
      .required("needs", .list(of: .name), \.verdict.needs),
    ],
    constraints: [.exactlyOne(of: ["value", "present", "absent"])])
}
