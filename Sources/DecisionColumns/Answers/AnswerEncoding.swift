internal import CArrow
internal import DecisionTable

/// How answers write the names of results, outcomes, statements, criteria and facts.
package enum AnswerEncoding: Sendable {
  /// As texts, which every consumer reads.
  case texts
  /// As indices into dictionaries, which is faster.
  case dictionaries
}

/// The columns of answers, those of the answers in SQL.
struct AnswerFormat: Sendable {
  let encoding: AnswerEncoding
  let results = Names(Verdict.Result.allCases.map(\.rawValue))
  let outcomes = Names(Outcome.allCases.map(\.rawValue))
  let statements: Names
  let criteria: Names
  let criterionIDs: Names
  let facts: Names

  init(_ decider: Decider, _ encoding: AnswerEncoding) {
    self.encoding = encoding
    statements = Names(decider.table.statements.map(\.criterion.id))
    criteria = Names(decider.criteria.map(\.label))
    criterionIDs = Names(decider.criteria.map(\.id))
    facts = Names(decider.table.facts.map(\.id))
  }

  /// - Parameter id: the schema of the column `id` of the requests, if they have one.
  func schema(id: ArrowSchema?) -> ArrowSchema {
    func name(_ column: String) -> ArrowSchema {
      switch encoding {
      case .texts: ArrowSchema(format: "u", name: column)
      case .dictionaries:
        ArrowSchema(
          format: "i", name: column, dictionary: ArrowSchema(format: "u", name: ""))
      }
    }
    func names(_ column: String) -> ArrowSchema {
      ArrowSchema(format: "+l", name: column, children: [name("item")])
    }
    return ArrowSchema(
      format: "+s", name: "",
      children: (id.map { [$0] } ?? []) + [
        name("result"), name("outcome"), name("statement"), names("criteria"),
        names("criterion_ids"), names("needs"), ArrowSchema(format: "u", name: "error"),
      ])
  }
}
