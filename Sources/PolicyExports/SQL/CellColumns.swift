internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyChecks
internal import Values

/// The cell of each variable as a column: its number from 1, and one more for unknown.
struct CellColumns {
  /// Of each variable of the decision.
  private(set) var columns: [(name: String, value: SQLExpression)] = []
  /// What they read besides the columns of facts: of each set the coded conditions of a complete
  /// list that may open a term, as one text.
  private(set) var codeColumns: [(name: String, value: SQLExpression)] = []
  private let table: DecisionTable
  private let date = SQLExpression.column(RequestColumns.date.name)

  init(_ table: DecisionTable, _ decision: PartialDecision) throws(ExportRefusal) {
    self.table = table
    let opening = decision.variables.map { table.openingCodes(of: $0) }
    for (place, fact) in table.facts.enumerated() {
      let codes = zip(decision.variables, opening).filter { $0.0.fact == place }.flatMap(\.1)
      if !codes.isEmpty { addCodes(of: fact, codes) }
    }
    for (variable, codes) in zip(decision.variables, opening) {
      let fact = table.facts[variable.fact]
      columns.append((CellColumns.name(variable, fact), try cell(variable, fact, codes)))
    }
  }

  /// No fact has a dot in its name.
  static func name(_ variable: DecisionVariable, _ fact: Fact) -> String {
    "\(fact.id).\(variable.term ?? "cell")"
  }

  private func codesName(_ fact: Fact) -> String { "\(fact.id).codes." }

  /// - Parameter opening: the codes that open the term that the variable is.
  private func cell(
    _ variable: DecisionVariable, _ fact: Fact, _ opening: [DecisionTable.OpeningCode]
  ) throws(ExportRefusal) -> SQLExpression {
    let unknown = SQLExpression.integer(variable.cellCount + 1)
    func number(_ cell: Int) -> SQLExpression { .integer(cell + 1) }
    let columns = fact.columns
    switch variable.domain {
    case .member(let term):
      return member(term, fact, opening, unknown: unknown)
    case .values(let cells):
      var choices = [SQLExpression.Choice(.isNull(columns[0]), unknown)]
      for (place, values) in cells.enumerated() where place < cells.count - 1 {
        choices.append(.init(isAny(of: values, columns[0]), number(place)))
      }
      // The last cell has what is left: of a code or a word that no test names it is the only one.
      return .choose(choices, otherwise: number(cells.count - 1))
    case .line(let stretches):
      var choices: [SQLExpression.Choice] = []
      for column in columns {
        var beforeCut: [SQLExpression.Choice] = []
        for stretch in stretches.dropLast() {
          guard let upper = stretch.interval.upper else { continue }
          beforeCut.append(
            .init(
              .all([.isGiven(column), try isBefore(upper, column, fact)]), number(stretch.cell)))
        }
        choices += beforeCut
        choices.append(.init(.isGiven(column), number(stretches[stretches.count - 1].cell)))
      }
      return .choose(choices, otherwise: unknown)
    }
  }

  // MARK: Scalars

  private func isAny(of values: [TestValue], _ column: SQLExpression) -> SQLExpression {
    let plain = values.filter { period(of: $0) == nil }
    var ways: [SQLExpression] = []
    if let first = plain.first {
      var column = column
      if case .code = first { column = .undotted(column) }
      ways.append(.isAmong(column, plain.map { literal($0) }))
    }
    for value in values {
      guard let period = period(of: value) else { continue }
      var parts = [SQLExpression.equal(.undotted(column), .text(period.code.undotted))]
      if let from = period.from { parts.append(.compare(date, .atLeast, .date("\(from)"))) }
      if let until = period.until { parts.append(.compare(date, .atMost, .date("\(until)"))) }
      ways.append(.all(parts))
    }
    return .any(ways)
  }

  private func literal(_ value: TestValue) -> SQLExpression {
    switch value {
    case .boolean(let value): .number(value ? "TRUE" : "FALSE")
    case .code(let code): .text(code.undotted)
    case .word, .range: .text(value.text)
    }
  }

  private func period(of value: TestValue) -> CodePeriod? {
    value.code.flatMap { table.period(of: $0) }
  }

  /// Whether a value lies before the end of a stretch.
  private func isBefore(
    _ upper: Interval.Bound, _ column: SQLExpression, _ fact: Fact
  ) throws(ExportRefusal) -> SQLExpression {
    switch fact.type {
    case .date:
      return .compare(
        column, upper.isIncluded ? .atMost : .less, .date(try day(upper.value, of: fact)))
    case .duration(let unit) where column == fact.columns[0]:
      // Not yet so long ago: the day on which so many months have passed is still to come.
      guard let count = upper.value.integer else {
        throw ExportRefusal(
          of: .fact(fact.id), "a part of a \(unit.isOfMonths ? "month" : "day") is no day")
      }
      let anniversary: SQLExpression =
        unit.isOfMonths ? .later(column, months: count) : .afterDays(column, count)
      return .compare(date, upper.isIncluded ? .atMost : .less, anniversary)
    default:
      return .compare(
        column, upper.isIncluded ? .atMost : .less, .number(try digits(upper.value, of: fact)))
    }
  }

  private func day(_ value: ExactDecimal, of fact: Fact) throws(ExportRefusal) -> String {
    guard let day = value.integer.flatMap(CalendarDate.init(dayNumber:)) else {
      throw ExportRefusal(of: .fact(fact.id), "a bound is no day of the calendar")
    }
    return day.description
  }

  /// Written without an exponent, within what a decimal column holds.
  private func digits(_ value: ExactDecimal, of fact: Fact) throws(ExportRefusal) -> String {
    let text = value.description
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }), parts[0].count <= 20,
      parts.count == 1 || parts[1].count <= 18
    else {
      throw ExportRefusal(
        of: .fact(fact.id),
        "the bound \(text) has more than 20 digits before the point or 18 behind it",
        help: "state the bound with fewer digits")
    }
    return text
  }

  // MARK: Sets

  private func member(
    _ term: String, _ fact: Fact, _ opening: [DecisionTable.OpeningCode], unknown: SQLExpression
  ) -> SQLExpression {
    let (list, present, absent) = (fact.columns[0], fact.columns[1], fact.columns[2])
    let (isAbsent, isPresent) = (SQLExpression.integer(1), SQLExpression.integer(2))
    var whenComplete = [SQLExpression.Choice(.holds(list, .text(term)), isPresent)]
    if !opening.isEmpty {
      whenComplete.append(
        .init(.matches(.column(codesName(fact)), CellColumns.pattern(opening)), unknown))
    }
    return .choose(
      [
        .init(.isGiven(list), .choose(whenComplete, otherwise: isAbsent)),
        .init(.holds(present, .text(term)), isPresent),
        .init(.holds(absent, .text(term)), isAbsent),
      ], otherwise: unknown)
  }

  /// The codes of a list as one text, undotted, each between spaces; null where none bears on a term.
  private mutating func addCodes(of fact: Fact, _ opening: [DecisionTable.OpeningCode]) {
    let text = SQLExpression.concatenated([
      .text(" "), .undotted(.joined(fact.columns[0], separator: " ")), .text(" "),
    ])
    codeColumns.append(
      (
        codesName(fact),
        .choose(
          [.init(.matches(text, CellColumns.beginnings(opening)), text)],
          otherwise: .cast(.null, .text))
      ))
  }

  /// The first three characters of codes, by system: a code has no fewer, and most codes of a claim
  /// share them with none of these. Kept small, since PostgreSQL takes time by the pattern's size.
  private static func beginnings(_ codes: [DecisionTable.OpeningCode]) -> String {
    let bySystem = Dictionary(grouping: codes.map(\.code), by: \.system)
    let parts = bySystem.map { system, codes in
      let texts = Set(codes.map { $0.value.prefix(3) }.filter { $0.count == 3 })
      return "\(system.rawValue):(\(texts.sorted().joined(separator: "|")))"
    }
    return " (\(parts.sorted().joined(separator: "|")))"
  }

  /// A code that stands between spaces, or one that a category begins.
  private static func pattern(_ codes: [DecisionTable.OpeningCode]) -> String {
    var texts: Set<String> = []
    // No request states fewer characters.
    for code in codes where code.code.value.count >= 3 {
      switch code {
      case .exactly(let code): texts.insert(code.undotted)
      case .below(let code): texts.insert("\(code.undotted)[0-9A-Z]*")
      }
    }
    return " (\(texts.sorted().joined(separator: "|"))) "
  }
}

extension DecisionTable {
  /// The codes that open the term of a set that a variable is; none of a scalar fact.
  fileprivate func openingCodes(of variable: DecisionVariable) -> [OpeningCode] {
    guard let term = variable.term, case .set(let terminology, _) = facts[variable.fact].type else {
      return []
    }
    return openingCodes(of: term, in: terminology)
  }
}

extension DecisionTable.OpeningCode {
  fileprivate var code: Code {
    switch self {
    case .exactly(let code), .below(let code): code
    }
  }
}
