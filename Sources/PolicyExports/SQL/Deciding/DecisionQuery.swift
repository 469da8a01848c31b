internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyChecks
internal import PolicyModel

extension Export {
  /// `decision.ENGINE.sql`: a query that answers a table of requests.
  package static func decisionQuery(_ dialect: SQLDialect) -> Export {
    Export(.sql, "decision.\(dialect.rawValue).sql") { exported throws(ExportRefusal) in
      let query = try DecisionQuery(exported, dialect).query
      return [
        exported.artifact(
          "decision.\(dialect.rawValue).sql", SQLPrinter(dialect: dialect).text(query))
      ]
    }
  }
}

/// The query that answers a table of requests: a step for the cells of variables, one that walks
/// through the diagram to the answer, and one that writes the answer out.
private struct DecisionQuery {
  let query: SQLQuery

  init(_ exported: RevisionExport, _ dialect: SQLDialect) throws(ExportRefusal) {
    let table = exported.revision.table
    let decision = try exported.decision()
    let columns = try RequestColumns.all(of: table.facts)
    let cells = try CellColumns(table, decision)
    let names = cells.columns.map(\.name)
    let tested = Set(decision.variables.map { table.facts[$0.fact].id })
    let walk = DiagramTables(decision.answer, decision.variables)
    let answers = AnswerColumns(decision, walk, names)
    guard answers.entryCount <= dialect.mostEntries else {
      throw ExportRefusal(
        of: .revision,
        "the exact decision needs \(answers.entryCount) numbers, and \(dialect.mostEntries) fit",
        help: "state criteria that share facts next to one another, or run `policyc decide`")
    }
    query = SQLQuery(
      header: DecisionQuery.header(exported, columns), table: RequestColumns.table,
      steps: [
        SQLQuery.Step(
          name: "checked", comment: "The error of a request, which then gets no verdict.",
          keepsAll: true,
          columns: cells.codeColumns + [
            (
              "problem.",
              .choose(try RequestProblems(table, tested: tested).choices, otherwise: .null)
            )
          ]),
        SQLQuery.Step(
          name: "cells",
          comment:
            "The cell of each value: no test tells values of one cell apart. The last one is unknown.",
          keepsAll: false,
          columns: [("id", .column("id")), ("problem.", .column("problem."))] + cells.columns),
        SQLQuery.Step(
          name: "answers",
          comment:
            "The exact answer: a walk through the decision diagram, with an array for each variable.",
          keepsAll: true, columns: [("answer.", answers.answer)]),
        SQLQuery.Step(
          name: "", comment: "The answer by its names.", keepsAll: false, columns: answers.columns),
      ])
  }

  private static func header(_ exported: RevisionExport, _ columns: [RequestColumns.Column])
    -> [String]
  {
    exported.headerLines + [
      "",
      "Answers a table `\(RequestColumns.table)`, which has a row for each request, with the columns",
    ]
      + columns.map { column in
        "  \(column.name): \(column.meaning)"
      } + [
        "A null is unknown. Returns id, result, outcome, statement, criteria, criterion_ids, needs, and",
        "error: a request with an error has no verdict.",
        "",
      ]
  }
}

/// The columns of an answer.
private struct AnswerColumns {
  let answer: SQLExpression
  let columns: [(name: String, value: SQLExpression)]
  /// The numbers in all arrays of the query.
  private(set) var entryCount: Int

  init(
    _ decision: PartialDecision, _ walk: DiagramTables<PartialDecision.Answer>,
    _ cells: [String]
  ) {
    answer = walk.value(cells)
    entryCount = walk.entryCount
    let (problem, end) = (SQLExpression.column("problem."), SQLExpression.column("answer."))
    func numbers(_ isMeant: (PartialDecision.Answer) -> Bool) -> [SQLExpression] {
      walk.ends.indices.filter { isMeant(walk.ends[$0]) }.map { .integer($0 + 1) }
    }
    func answered(_ isMeant: (PartialDecision.Answer) -> Bool) -> SQLExpression? {
      let ends = numbers(isMeant)
      return ends.isEmpty ? nil : .isAmong(end, ends)
    }
    func texts(_ word: (PartialDecision.Answer) -> String?) -> SQLExpression {
      var choices = [SQLExpression.Choice(.isGiven(problem), .cast(.null, .text))]
      for text in Set(walk.ends.compactMap(word)).sorted() {
        if let condition = answered({ word($0) == text }) {
          choices.append(.init(condition, .text(text)))
        }
      }
      return .choose(choices, otherwise: .cast(.null, .text))
    }
    /// The texts whose conditions are true, for the answers that are meant.
    func list(_ entries: [(word: String, condition: SQLExpression)], _ isMeant: SQLExpression?)
      -> SQLExpression
    {
      var choices = [SQLExpression.Choice(.isGiven(problem), .cast(.null, .texts))]
      if let isMeant, !entries.isEmpty {
        let elements = entries.map { entry in
          SQLExpression.choose(
            [.init(entry.condition, .text(entry.word))], otherwise: .cast(.null, .text))
        }
        choices.append(.init(isMeant, .withoutNulls(.list(elements))))
      }
      return .choose(choices, otherwise: .texts([]))
    }
    var criteria: [(word: String, condition: SQLExpression)] = []
    var ids: [(word: String, condition: SQLExpression)] = []
    for leaf in decision.leaves {
      let certain = DiagramTables(leaf.certain, decision.variables)
      guard certain.ends.contains(true),
        let decides = answered({ $0.statements.contains(leaf.statement) })
      else { continue }
      entryCount += 2 * certain.entryCount
      let isListed = SQLExpression.all([decides, certain.condition(cells)])
      criteria.append((leaf.criterion.label, isListed))
      ids.append((leaf.criterion.id, isListed))
    }
    var needs: [(word: String, condition: SQLExpression)] = []
    for (fact, function) in zip(decision.facts, decision.needs) where !function.isNever {
      let needed = DiagramTables(function, decision.variables)
      entryCount += needed.entryCount
      needs.append((fact.id, needed.condition(cells)))
    }
    columns = [
      ("id", .column("id")),
      ("result", texts { $0.result.rawValue }),
      ("outcome", texts { $0.outcome?.rawValue }),
      (
        "statement",
        texts { $0.statement.map { decision.statements[$0].criterion.id } }
      ),
      ("criteria", list(criteria, answered { $0.result == .met })),
      ("criterion_ids", list(ids, answered { $0.result == .met })),
      ("needs", list(needs, answered { $0.complete == nil })),
      ("error", problem),
    ]
  }
}
