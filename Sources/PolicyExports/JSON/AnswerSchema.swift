internal import DecisionRequests
internal import DecisionTable
internal import JSONShapes
internal import JSONText
internal import PolicyModel
internal import Values

extension Export {
  /// `answer.schema.json`: every line that `policyc decide` writes for a request on this revision.
  package static let answerSchema = Export(.json, "answer.schema.json") { exported in
    [exported.artifact("answer.schema.json", exported.answer.document.pretty)]
  }
}

extension RevisionExport {
  fileprivate var answer: JSONSchema {
    JSONSchema(
      .title("An answer of \(policy.id), revision \(revision.date.printed): \(revision.title)"),
      .description(
        "`not-met` and `out-of-scope` mean clinical review by a qualified person, never a denial. Later versions may add members; ignore those that you do not know."
      ),
      .comment(comment), .type(.object),
      .required(["id"]),
      .properties([.init("id", JSONSchema.string.orNull())]),
      .oneOf(revision.answers(of: policy.id) + [failure]),
      .definitions([.init("code", .text(CodeSystem.pattern))]))
  }
}

/// The members of an answer that depend on its result.
private struct AnswerMembers {
  let result: Verdict.Result
  var outcome = JSONSchema.null
  var statement = JSONSchema.null
  var criteria = JSONSchema(.constant([]))
  var criterionIDs = JSONSchema(.constant([]))
  var needs = JSONSchema(.constant([]))
}

/// The error of a request, in place of an answer.
private let failure = JSONSchema(
  .required(["error"]),
  .properties([
    .init("result", .never),
    .init(
      "error",
      JSONSchema(
        .type(.object), .required(["code", "message", "line"]),
        .properties([
          .init(
            "code",
            .words(RequestError.Code.allCases.map(\.rawValue))),
          .init("message", JSONSchema(.type(.string), .minLength(1))),
          .init("line", JSONSchema(.type(.integer), .minimum(1))),
        ]))),
  ]))

extension Revision {
  /// A schema for each result that the table can have.
  fileprivate func answers(of policy: String) -> [JSONSchema] {
    let outcomes = Outcome.allCases.filter { outcome in
      table.statements.contains { $0.outcome == outcome }
    }
    let favoring = outcomes.filter(\.favors)
    func statements(favoring favors: Bool) -> [JSON] {
      table.statements.filter { $0.outcome.favors == favors }.map { .string($0.criterion.id) }
    }
    let criteria = table.statements.filter(\.outcome.favors).flatMap(\.criterion.leaves)
    let nothing = JSONSchema(.constant([]))
    func list(of words: [String]) -> JSONSchema {
      words.isEmpty
        ? nothing : JSONSchema(.type(.array), .items(.words(words)), .uniqueItems)
    }
    var results = [
      AnswerMembers(
        result: .notMet,
        outcome: JSONSchema(
          .oneOfValues(outcomes.filter { !$0.favors }.map { .string($0.rawValue) } + [.null])),
        statement: JSONSchema(.oneOfValues(statements(favoring: false) + [.null]))),
      AnswerMembers(
        result: .needsInformation,
        needs: JSONSchema(
          .type(.array), .items(.words(table.facts.map(\.id))), .minItems(1), .uniqueItems)),
      AnswerMembers(result: .outOfScope),
    ]
    if !favoring.isEmpty {
      results.insert(
        AnswerMembers(
          result: .met, outcome: .words(favoring.map(\.rawValue)),
          statement: JSONSchema(.oneOfValues(statements(favoring: true) + [.null])),
          criteria: list(of: criteria.map(\.label)), criterionIDs: list(of: criteria.map(\.id))),
        at: 0)
    }
    return results.map { answer in
      JSONSchema(
        .required(
          [
            "policy", "revision", "basis", "result", "outcome", "statement", "criteria",
            "criterion_ids", "needs",
          ] + marks.filter(\.isSet).map(\.name)),
        .properties(
          [
            .init("error", .never), .init("policy", .constant(policy)),
            .init("revision", .constant(id)), .init("basis", .words(bases)),
            .init("result", .constant(answer.result.rawValue)), .init("outcome", answer.outcome),
            .init("statement", answer.statement), .init("criteria", answer.criteria),
            .init("criterion_ids", answer.criterionIDs), .init("needs", answer.needs),
          ] + marks.map { .init($0.name, $0.isSet ? JSONSchema(.constant(true)) : .never) } + [
            .init("via", establishedTerms),
            .init(
              "ignored",
              JSONSchema(
                .description("Facts that only other revisions declare, and that were left aside."),
                .type(.array), .items(JSONShape<String>.name.schema), .minItems(1), .uniqueItems)),
            .init(
              "explanation",
              JSONSchema(
                .description(
                  "Written with `--explain`; schemas/explanation.schema.json describes it."),
                .type(.object))),
          ]))
    }
  }

  /// The marks that each answer bears of its revision.
  private var marks: [(name: String, isSet: Bool)] {
    [("reconstructed", entry.isReconstructed), ("draft", entry.status == .draft)]
  }

  /// The grounds on which this revision can be the one that answers.
  private var bases: [String] {
    var bases = [RevisionHistory.Basis.named]
    if entry.status != .draft {
      if entry.effective != nil {
        bases.append(.effective)
      } else if entry.approval != nil {
        bases.append(.approval)
      }
    }
    return bases.map(\.rawValue)
  }

  /// Terms that count because of a code, under `--crosswalk`.
  private var establishedTerms: JSONSchema {
    let sets: [JSONSchema] = table.facts.compactMap { fact in
      guard case .set(let terminology, let terms) = fact.type,
        table.bindings.contains(where: { $0.terminology == terminology && $0.decides })
      else { return nil }
      return JSONSchema(
        .type(.object), .required(["fact", "term", "code"]),
        .properties([
          .init("fact", .constant(fact.id)), .init("term", .words(terms.map(\.id))),
          .init("code", JSONSchema(.reference("code"))),
        ]))
    }
    guard !sets.isEmpty else { return .never }
    return JSONSchema(.type(.array), .minItems(1), .items(JSONSchema(.anyOf(sets))))
  }
}
