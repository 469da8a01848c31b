internal import DecisionTable
internal import PolicyModel
internal import Values

extension Export {
  /// `requests.ENGINE.sql`: a query that makes the rows of `requests` of lines of JSON.
  package static func requestQuery(_ dialect: SQLDialect) -> Export {
    let name = "requests.\(dialect.rawValue).sql"
    return Export(.sql, name) { exported throws(ExportRefusal) in
      let query = try RequestReading(exported, dialect).query
      return [exported.artifact(name, SQLPrinter(dialect: dialect).text(query))]
    }
  }
}

/// The query that reads requests, one JSON object a line, into the columns of `requests`; what
/// cannot be read as the facts are declared becomes the error of its row.
private struct RequestReading {
  private var columns: [(name: String, value: SQLExpression)] = []
  private var problems: [SQLExpression.Choice] = []
  private let exported: RevisionExport
  private let dialect: SQLDialect

  init(_ exported: RevisionExport, _ dialect: SQLDialect) throws(ExportRefusal) {
    self.exported = exported
    self.dialect = dialect
    let facts = exported.revision.table.facts
    _ = try RequestColumns.all(of: facts)
    addRequest(facts)
    for fact in facts { add(fact, .column("\(fact.id).json")) }
  }

  var query: SQLQuery {
    let facts = exported.revision.table.facts
    let (request, stated) = (SQLExpression.column("request"), SQLExpression.column("facts"))
    func field(_ name: String) -> SQLExpression { .column("\(name).") }
    return SQLQuery(
      header: exported.headerLines + [
        "", "Reads a table `request_lines` with one column, `line`: requests as JSON objects, as",
        "`policyc decide` takes them. Gives the rows of the table `requests`.", "",
      ], table: "request_lines",
      steps: [
        SQLQuery.Step(
          name: "parsed", comment: "Null where a line is no JSON.", keepsAll: true,
          columns: [("request", .parsed(.column("line")))]),
        SQLQuery.Step(
          name: "stated", comment: "The members of a request.", keepsAll: true,
          columns: RequestReading.members.map { ("\($0).", .member(of: request, $0)) }
            + [("facts", .member(of: request, "facts"))]),
        SQLQuery.Step(
          name: "known", comment: "What is stated of each fact.", keepsAll: true,
          columns: facts.map { ("\($0.id).json", .member(of: stated, $0.id)) }),
        SQLQuery.Step(
          name: "kinds", comment: "What each value is.", keepsAll: true,
          columns: (["request", "facts"] + RequestReading.members.map { "\($0)." }
            + facts.map { "\($0.id).json" }).map { ("\($0).kind", .kind(of: .column($0))) }),
        SQLQuery.Step(
          name: "", comment: "Typed columns.", keepsAll: false,
          columns: [
            (
              "id",
              .choose(
                [.init(.isKind(field("id"), .string), .characters(of: field("id")))],
                otherwise: .cast(.null, .text))
            ),
            (
              "date",
              .choose(
                [
                  .init(
                    .isKind(field("date"), .string),
                    .readDate(.characters(of: field("date"))))
                ], otherwise: .cast(.null, .date))
            ),
          ] + columns + [
            ("error", .choose(problems, otherwise: .cast(.null, .text)))
          ]),
      ])
  }

  private static let members = ["id", "policy", "revision", "date"]

  private mutating func add(_ code: String, _ subject: String, where condition: SQLExpression) {
    problems.append(.init(condition, .text("\(code): \(subject)")))
  }

  // MARK: The request

  private mutating func addRequest(_ facts: [Fact]) {
    let (request, stated) = (SQLExpression.column("request"), SQLExpression.column("facts"))
    add("bad-json", "the line", where: .isNull(request))
    if dialect == .duckdb, facts.contains(where: \.isMeasured) {
      // Its JSON numbers are doubles; what those might not hold is refused.
      add("out-of-range", "a number", where: .matches(.column("line"), RequestReading.longNumber))
    }
    add("not-an-object", "the line", where: .not(.isKind(request, .object)))
    add("repeated-member", "the line", where: .hasRepeats(.memberNames(of: request)))
    for name in RequestReading.members {
      add("wrong-type", name, where: .isOther(.column("\(name)."), than: [.string]))
    }
    func differs(_ name: String, from known: [String]) -> SQLExpression {
      let text = SQLExpression.characters(of: .column("\(name)."))
      return .all([
        .isKind(.column("\(name)."), .string), .not(.isAmong(text, known.map { .text($0) })),
      ])
    }
    add("conflict", "policy", where: differs("policy", from: [exported.policy.id]))
    add(
      "conflict", "revision",
      where: differs("revision", from: [exported.revision.id, exported.revision.date.printed]))
    add(
      "bad-date", "date",
      where: .all([
        .isKind(.column("date."), .string),
        .isNull(.readDate(.characters(of: .column("date.")))),
      ]))
    add("missing-facts", "facts", where: .any([.isNull(stated), .isKind(stated, .null)]))
    add("wrong-type", "facts", where: .not(.isKind(stated, .object)))
    add("repeated-member", "facts", where: .hasRepeats(.memberNames(of: stated)))
    add(
      "unknown-fact", "facts",
      where: .someElement(
        .memberNames(of: stated), .not(.isAmong(.element, facts.map { .text($0.id) }))))
  }

  /// A number of more than 16 digits where JSON can have one.
  private static let longNumber = "[[:{,] *-?[0-9][0-9.]{16}"

  // MARK: Facts

  private mutating func add(_ fact: Fact, _ json: SQLExpression) {
    let names = RequestColumns(of: fact).own.map(\.name)
    let text = SQLExpression.characters(of: json)
    switch fact.type {
    case .boolean:
      add("wrong-type", fact.id, where: .isOther(json, than: [.boolean]))
      columns.append(
        (names[0], .when(.isKind(json, .boolean), .equal(text, .text("true")), .boolean)))
    case .code, .choice:
      add("wrong-type", fact.id, where: .isOther(json, than: [.string]))
      columns.append((names[0], .when(.isKind(json, .string), text, .text)))
    case .date:
      add("wrong-type", fact.id, where: .isOther(json, than: [.string]))
      addDate(names[0], fact, json)
    case .number(let type):
      add("wrong-type", fact.id, where: .isOther(json, than: [.number, .object]))
      var units: [(unit: String, factor: Int)] = []
      if let unit = type.unit { units.append((unit, 1)) }
      addQuantity(names[0], fact, json, units, factor: 1)
    case .duration(let unit):
      add("wrong-type", fact.id, where: .isOther(json, than: [.string, .number, .object]))
      addDate(names[0], fact, json)
      let units = CalendarUnit.allCases.filter { $0.isOfMonths == unit.isOfMonths }
      addQuantity(names[1], fact, json, units.map { ($0.ucum, $0.length) }, factor: unit.length)
    case .set: addSet(names, fact, json)
    }
  }

  private mutating func addDate(_ name: String, _ fact: Fact, _ json: SQLExpression) {
    let date = SQLExpression.readDate(.characters(of: json))
    add("bad-date", fact.id, where: .all([.isKind(json, .string), .isNull(date)]))
    columns.append((name, .when(.isKind(json, .string), date, .date)))
  }

  /// A number, or `{"value": 20, "unit": "a"}`, on the line of the fact.
  private mutating func addQuantity(
    _ name: String, _ fact: Fact, _ json: SQLExpression, _ units: [(unit: String, factor: Int)],
    factor: Int
  ) {
    let (value, unit) = (
      SQLExpression.member(of: json, "value"), SQLExpression.member(of: json, "unit")
    )
    let isObject = SQLExpression.isKind(json, .object)
    add(
      "wrong-type", fact.id,
      where: .all([
        isObject,
        .any([
          .isNull(value), .isNull(unit), .not(.isKind(value, .number)),
          .not(.isKind(unit, .string)),
          .hasRepeats(.memberNames(of: json)), .holdsOthers(json, than: ["value", "unit"]),
        ]),
      ]))
    add(
      "wrong-unit", fact.id,
      where: .all([
        isObject,
        .not(.isAmong(.characters(of: unit), (units.map(\.unit) + [""]).map { .text($0) })),
      ]))
    for number in [json, value] {
      add(
        "out-of-range", fact.id,
        where: .all([
          .isKind(number, .number), .not(.matches(.digits(of: number), RequestReading.decimal)),
        ]))
    }
    func scaled(_ json: SQLExpression, by factor: Int) -> SQLExpression {
      let number = SQLExpression.when(
        .matches(.digits(of: json), RequestReading.decimal), .cast(.digits(of: json), .decimal),
        .decimal)
      return factor == 1 ? number : .times(number, factor)
    }
    columns.append(
      (
        name,
        .choose(
          [.init(.isKind(json, .number), scaled(json, by: factor))]
            + units.map { unit, factor in
              .init(
                .all([
                  isObject, .isKind(value, .number),
                  .equal(.characters(of: .member(of: json, "unit")), .text(unit)),
                ]), scaled(value, by: factor))
            }, otherwise: .cast(.null, .decimal))
      ))
  }

  /// What a decimal column holds, as `RequestColumns` has it.
  private static let decimal = "^-?[0-9]{1,20}([.][0-9]{1,18})?$"

  private mutating func addSet(_ names: [String], _ fact: Fact, _ json: SQLExpression) {
    let (present, absent) = (
      SQLExpression.member(of: json, "present"), SQLExpression.member(of: json, "absent")
    )
    let isObject = SQLExpression.isKind(json, .object)
    add("wrong-type", fact.id, where: .isOther(json, than: [.array, .object]))
    add(
      "wrong-type", fact.id,
      where: .all([
        isObject,
        .any([
          .all([.isGiven(present), .not(.isKind(present, .array))]),
          .all([.isGiven(absent), .not(.isKind(absent, .array))]),
          .hasRepeats(.memberNames(of: json)), .holdsOthers(json, than: ["present", "absent"]),
        ]),
      ]))
    columns += [
      (names[0], .when(.isKind(json, .array), .elementTexts(of: json), .texts)),
      (
        names[1],
        .when(.all([isObject, .isKind(present, .array)]), .elementTexts(of: present), .texts)
      ),
      (
        names[2],
        .when(.all([isObject, .isKind(absent, .array)]), .elementTexts(of: absent), .texts)
      ),
    ]
  }
}

extension Fact {
  /// Whether it is a number or the length of a duration.
  fileprivate var isMeasured: Bool {
    switch type {
    case .number, .duration: true
    case .boolean, .code, .choice, .set, .date: false
    }
  }
}

extension SQLExpression {
  /// A value where a condition is true, null otherwise.
  fileprivate static func when(
    _ condition: SQLExpression, _ value: SQLExpression, _ type: SQLType
  ) -> SQLExpression {
    .choose([.init(condition, value)], otherwise: .cast(.null, type))
  }

  fileprivate static func isKind(_ json: SQLExpression, _ kind: JSONKind) -> SQLExpression {
    .equal(kindOnce(of: json), .text(kind.rawValue))
  }

  /// A column of JSON has its kind in a column beside it, so that it is looked at once.
  fileprivate static func kindOnce(of json: SQLExpression) -> SQLExpression {
    if case .column(let name) = json { .column("\(name).kind") } else { .kind(of: json) }
  }

  /// Whether there is a value, and it is of no such kind.
  fileprivate static func isOther(_ json: SQLExpression, than kinds: [JSONKind]) -> SQLExpression {
    .not(.isAmong(kindOnce(of: json), (kinds + [.null]).map { .text($0.rawValue) }))
  }

  /// Whether an object has a member of another name.
  fileprivate static func holdsOthers(_ json: SQLExpression, than names: [String]) -> SQLExpression
  {
    .someElement(.memberNames(of: json), .not(.isAmong(.element, names.map { .text($0) })))
  }
}
