internal import DecisionTable
internal import Values

/// The reasons for which a row of `requests` gets an error instead of a verdict, beyond those that
/// its typed columns rule out: the error codes of `policyc decide`, each with the fact.
struct RequestProblems {
  private(set) var choices: [SQLExpression.Choice] = []
  private let table: DecisionTable
  private let date = SQLExpression.column(RequestColumns.date.name)

  /// - Parameter tested: the facts that the decision depends on.
  init(_ table: DecisionTable, tested: Set<String>) throws(ExportRefusal) {
    self.table = table
    let error = SQLExpression.column(RequestColumns.error.name)
    choices = [.init(.isGiven(error), error)]
    choices.append(.init(.isNoDay(date), .text("bad-date: date")))
    for fact in table.facts { try add(fact, isTested: tested.contains(fact.id)) }
  }

  private mutating func add(_ code: String, _ fact: Fact, where condition: SQLExpression) {
    choices.append(.init(condition, .text("\(code): \(fact.id)")))
  }

  private mutating func add(_ fact: Fact, isTested: Bool) throws(ExportRefusal) {
    let columns = fact.columns
    let value = columns[0]
    switch fact.type {
    case .boolean: break
    case .date: add("bad-date", fact, where: .isNoDay(value))
    case .code:
      add("bad-code", fact, where: .not(.isCode(value)))
      let limited = table.periods.map(\.code)
      if isTested, !limited.isEmpty {
        add(
          "missing-date", fact,
          where: .all([
            .isNull(date), .isAmong(.undotted(value), limited.map { .text($0.undotted) }),
          ]))
      }
    case .choice(let words):
      add("unknown-word", fact, where: .not(.isAmong(value, words.map { .text($0) })))
    case .number(let type):
      var bounds: [SQLExpression] = []
      if type.isInteger { bounds.append(.not(.equal(value, .floor(value)))) }
      if let minimum = type.minimum {
        bounds.append(.compare(value, .less, try .exactBound(minimum, of: fact)))
      }
      if let maximum = type.maximum {
        bounds.append(.compare(value, .over, try .exactBound(maximum, of: fact)))
      }
      if !bounds.isEmpty { add("out-of-range", fact, where: .any(bounds)) }
    case .duration:
      add("wrong-type", fact, where: .all(columns.map { .isGiven($0) }))
      add("missing-date", fact, where: .all([.isGiven(value), .isNull(date)]))
      add("bad-date", fact, where: .isNoDay(value))
      add("date-after-service", fact, where: .compare(value, .over, date))
      add("out-of-range", fact, where: .compare(columns[1], .less, .number("0")))
    case .set(_, let terms):
      let (list, present, absent) = (columns[0], columns[1], columns[2])
      add(
        "wrong-type", fact,
        where: .all([.isGiven(list), .any([.isGiven(present), .isGiven(absent)])]))
      let known = SQLExpression.isAmong(.element, terms.map { .text($0.id) })
      for column in columns {
        add(
          "unknown-word", fact,
          where: .someElement(
            column,
            .any([
              .isNull(.element), .all([.not(known), .not(.isCode(.element))]),
            ])))
      }
      add(
        "contradiction", fact,
        where: .someElement(present, .all([known, .holds(absent, .element)])))
    case .records: preconditionFailure("a record in SQL")
    }
  }
}

extension SQLExpression {
  /// Whether a date is outside the years of `CalendarDate`.
  fileprivate static func isNoDay(_ date: SQLExpression) -> SQLExpression {
    .any([
      .compare(date, .less, .date("1900-01-01")), .compare(date, .over, .date("2199-12-31")),
    ])
  }

  /// Whether a text is a code of a known system, in the form of that system.
  static func isCode(_ text: SQLExpression) -> SQLExpression {
    .matches(text, "^(\(CodeSystem.pattern))$")
  }
}
