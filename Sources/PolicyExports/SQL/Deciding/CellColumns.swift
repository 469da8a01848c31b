internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyChecks
internal import Values

/// A column for each variable of the decision with the number of its cell.
///
/// Cells are numbered from 1, and the number after the last one means unknown.
struct CellColumns {
  /// The columns in the order of the variables.
  private(set) var columns: [(name: String, value: SQLExpression)] = []
  /// Columns that those of variables read, apart from the columns of facts: for each set, the codes of a
  /// complete list that may leave a term unknown, as one text, and whether a code can be any term.
  private(set) var codeColumns: [(name: String, value: SQLExpression)] = []
  private let table: DecisionTable
  private let date = SQLExpression.column(RequestColumns.date.name)

  init(_ table: DecisionTable, _ decision: PartialDecision) throws(ExportRefusal) {
    self.table = table
    let opening = decision.variables.map { table.openingCodes(of: $0) }
    for (index, fact) in table.facts.enumerated() {
      let codes = zip(decision.variables, opening).filter { $0.0.fact == index }.flatMap(\.1)
      if !codes.isEmpty { addCodes(of: fact, codes) }
      if let isAnyTerm = table.codeOfAnyTerm(of: fact) {
        codeColumns.append((anyTermName(fact), .someElement(fact.columns[0], isAnyTerm)))
      }
    }
    for (variable, codes) in zip(decision.variables, opening) {
      let fact = table.facts[variable.fact]
      columns.append((CellColumns.name(variable, fact), try cell(variable, fact, codes)))
    }
  }

  /// The name of the column of a variable. Names of facts do not have dots, so it cannot clash with one.
  static func name(_ variable: DecisionVariable, _ fact: Fact) -> String {
    "\(fact.id).\(variable.term ?? "cell")"
  }

  private func codesName(_ fact: Fact) -> String { "\(fact.id).codes." }
  private func anyTermName(_ fact: Fact) -> String { "\(fact.id).any." }

  /// - Parameter opening: the codes that leave the term of the variable unknown where they are listed.
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
      for (cell, values) in cells.enumerated() where cell < cells.count - 1 {
        choices.append(.init(isAny(of: values, columns[0]), number(cell)))
      }
      // The last cell holds all other values.
      return .choose(choices, otherwise: number(cells.count - 1))
    case .records: preconditionFailure("a record in SQL")
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
    case .word, .range, .records: .text(value.text)
    }
  }

  private func period(of value: TestValue) -> CodePeriod? {
    value.code.flatMap { table.period(of: $0) }
  }

  /// Whether a value is below the upper end of a stretch.
  private func isBefore(
    _ upper: Interval.Bound, _ column: SQLExpression, _ fact: Fact
  ) throws(ExportRefusal) -> SQLExpression {
    switch fact.type {
    case .date:
      return .compare(
        column, upper.isIncluded ? .atMost : .less, .date(try day(upper.value, of: fact)))
    case .duration(let unit) where column == fact.columns[0]:
      // A duration is below its bound as long as the anniversary is still to come.
      guard let count = upper.value.integer else {
        throw ExportRefusal(
          of: .fact(fact.id),
          "a bound falls between two \(unit.isOfMonths ? "months" : "days")")
      }
      let anniversary: SQLExpression =
        unit.isOfMonths ? .later(column, months: count) : .afterDays(column, count)
      return .compare(date, upper.isIncluded ? .atMost : .less, anniversary)
    case .duration, .number, .boolean, .code, .choice, .set, .records:
      return .compare(
        column, upper.isIncluded ? .atMost : .less, try .exactBound(upper.value, of: fact))
    }
  }

  private func day(_ value: ExactDecimal, of fact: Fact) throws(ExportRefusal) -> String {
    guard let day = value.integer.flatMap(CalendarDate.init(dayNumber:)) else {
      throw ExportRefusal(of: .fact(fact.id), "a bound is not a day from 1900 to 2199")
    }
    return day.description
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
    if table.codeOfAnyTerm(of: fact) != nil {
      whenComplete.append(.init(.column(anyTermName(fact)), unknown))
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

  /// A quick test that most codes of a claim fail: the first three characters of codes, by system. No
  /// code is shorter. The pattern is kept small because PostgreSQL takes time in proportion to it.
  private static func beginnings(_ codes: [DecisionTable.OpeningCode]) -> String {
    let bySystem = Dictionary(grouping: codes.map(\.code), by: \.system)
    let parts = bySystem.map { system, codes in
      let texts = Set(codes.map { $0.value.prefix(3) }.filter { $0.count == 3 })
      return "\(system.rawValue):(\(texts.sorted().joined(separator: "|")))"
    }
    return " (\(parts.sorted().joined(separator: "|")))"
  }

  /// Matches a code between spaces, or one that begins with a category.
  private static func pattern(_ codes: [DecisionTable.OpeningCode]) -> String {
    var texts: Set<String> = []
    // A request cannot state a code with fewer characters.
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
  /// The codes that leave the term of a variable unknown where they are listed; empty for a fact that is
  /// not a set.
  fileprivate func openingCodes(of variable: DecisionVariable) -> [OpeningCode] {
    guard let term = variable.term, case .set(let terminology, _) = facts[variable.fact].type else {
      return []
    }
    return openingCodes(of: term, in: terminology)
  }
}

extension DecisionTable {
  /// Whether the element of a list is a code that can be any term of a set: it is not bound, and its
  /// system is not covered completely. Nil if every system is.
  fileprivate func codeOfAnyTerm(of fact: Fact) -> SQLExpression? {
    guard case .set(let terminology, _) = fact.type else { return nil }
    let open = CodeSystem.allCases.filter { !isComplete($0, of: terminology) }
    guard !open.isEmpty else { return nil }
    let isOpen = SQLExpression.matches(
      .element, "^(\(open.map(\.rawValue).joined(separator: "|"))):")
    let bound = bindings.filter {
      $0.terminology == terminology && open.contains($0.code.system)
    }.map { $0.code.undotted + ($0.isCategory ? "[0-9A-Z]*" : "") }
    guard !bound.isEmpty else { return isOpen }
    let pattern = "^(\(Set(bound).sorted().joined(separator: "|")))$"
    return .all([isOpen, .not(.matches(.undotted(.element), pattern))])
  }
}

extension DecisionTable.OpeningCode {
  fileprivate var code: Code {
    switch self {
    case .exactly(let code), .below(let code): code
    }
  }
}
