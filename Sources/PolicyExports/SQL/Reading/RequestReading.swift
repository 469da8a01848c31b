internal import DecisionTable
internal import PolicyModel
internal import Values

extension Export {
  /// `requests.ENGINE.sql`: a query that turns lines of JSON into the rows of the table `requests`.
  package static func requestQuery(_ dialect: SQLDialect) -> Export {
    let name = "requests.\(dialect.rawValue).sql"
    return Export(.sql, name) { exported throws(ExportRefusal) in
      let query = try RequestReading(exported, dialect).query
      return [exported.artifact(name, SQLPrinter(dialect: dialect).text(query))]
    }
  }
}

/// The query that reads requests, one JSON object a line, into the columns of `requests`.
///
/// A request that does not state its facts as they are declared gets an error in its row.
private struct RequestReading {
  private let exported: RevisionExport
  private let facts: [StatedFact]
  /// Whether a second reading of the line is needed for numbers, because the engine may read JSON
  /// numbers as doubles.
  private let rereadsNumbers: Bool
  private var problems: [SQLExpression.Choice] = []

  private let request = SQLExpression.column("request")
  private let stated = SQLExpression.column("facts")

  init(_ exported: RevisionExport, _ dialect: SQLDialect) throws(ExportRefusal) {
    let declared = exported.revision.table.facts
    _ = try RequestColumns.all(of: declared)
    self.exported = exported
    rereadsNumbers = dialect != .postgres && declared.contains(where: \.isMeasured)
    let rereadsNumbers = rereadsNumbers
    facts = declared.map { StatedFact($0, isReread: rereadsNumbers && $0.isMeasured) }
    addProblems(of: declared)
    problems += facts.flatMap(\.problems)
  }

  // MARK: The steps

  var query: SQLQuery {
    SQLQuery(
      header: exported.headerLines + [
        "", "Reads a table `request_lines` with one column, `line`: requests as JSON objects, as",
        "`policyc decide` takes them. Returns the rows of the table `requests`.", "",
      ], table: "request_lines",
      steps: [
        SQLQuery.Step(
          name: "parsed", comment: "Null where a line is not a JSON value.", keepsAll: true,
          columns: [("request", .parsed(.column("line")))])
      ] + rereading + [
        SQLQuery.Step(
          name: "members", comment: "The members of a request.", keepsAll: true,
          columns: RequestReading.members.map { (field($0), .member(of: request, $0)) }
            + [("facts", .member(of: request, "facts"))]
            + (rereadsNumbers ? [("facts.exact", .member(of: .column("exact"), "facts"))] : [])),
        SQLQuery.Step(
          name: "stated", comment: "What a request states about each fact.", keepsAll: true,
          columns: facts.flatMap { $0.stated(in: stated) }),
        SQLQuery.Step(
          name: "kinds", comment: "The type of each JSON value.", keepsAll: true,
          columns: (["request", "facts"] + RequestReading.members.map(field)
            + facts.map(\.name)).map { ("\($0).kind", .kind(of: .column($0))) }
            + facts.flatMap(\.quantities)),
        SQLQuery.Step(
          name: "", comment: "Typed columns.", keepsAll: false,
          columns: [("id", id), ("date", date)] + facts.flatMap(\.columns) + [
            ("error", .choose(problems, otherwise: .cast(.null, .text)))
          ]),
      ])
  }

  private var rereading: [SQLQuery.Step] {
    guard rereadsNumbers else { return [] }
    let line = SQLExpression.column("line")
    return [
      SQLQuery.Step(
        name: "exact",
        comment: "The engine may round a number of JSON; in quotes it keeps all its digits.",
        keepsAll: true,
        columns: [
          (
            "exact",
            .choose(
              [
                .init(
                  .matches(line, JSONPatterns.inexactNumber),
                  .engineParsed(.numbersAsStrings(line)))
              ], otherwise: request)
          )
        ])
    ]
  }

  private var id: SQLExpression {
    let id = SQLExpression.column(field("id"))
    return .when(.isKind(id, .string), .characters(of: id), .text)
  }

  private var date: SQLExpression {
    let date = SQLExpression.column(field("date"))
    return .when(.isKind(date, .string), .readDate(.characters(of: date)), .date)
  }

  /// The members of a request that mean something, apart from its facts.
  private static let members = ["id", "policy", "revision", "date"]

  /// The column of a member; the dot keeps it apart from the columns of facts.
  private func field(_ member: String) -> String { "\(member)." }

  // MARK: Errors of a whole request

  private mutating func add(_ code: String, _ subject: String, where condition: SQLExpression) {
    problems.append(.init(condition, .text("\(code): \(subject)")))
  }

  private mutating func addProblems(of declared: [Fact]) {
    add("bad-json", "the line", where: .isNull(request))
    add("not-an-object", "the line", where: .not(.isKind(request, .object)))
    add("repeated-member", "the line", where: .hasRepeats(.memberNames(of: request)))
    for name in RequestReading.members {
      add("wrong-type", name, where: .isOther(.column(field(name)), than: [.string]))
    }
    addConflict("policy", [exported.policy.id])
    addConflict("revision", [exported.revision.id, exported.revision.date.printed])
    let date = SQLExpression.column(field("date"))
    add(
      "bad-date", "date",
      where: .all([.isKind(date, .string), .isNull(.readDate(.characters(of: date)))]))
    add("missing-facts", "facts", where: .any([.isNull(stated), .isKind(stated, .null)]))
    add("wrong-type", "facts", where: .not(.isKind(stated, .object)))
    add("repeated-member", "facts", where: .hasRepeats(.memberNames(of: stated)))
    add(
      "unknown-fact", "facts",
      where: .someElement(
        .memberNames(of: stated),
        .not(.isAmong(.element, (declared.map(\.id) + exported.otherFacts).map { .text($0) }))))
  }

  /// A request that names another policy or revision is not one for this query.
  private mutating func addConflict(_ member: String, _ known: [String]) {
    let name = SQLExpression.column(field(member))
    add(
      "conflict", member,
      where: .all([
        .isKind(name, .string),
        .not(.isAmong(.characters(of: name), known.map { .text($0) })),
      ]))
  }
}
