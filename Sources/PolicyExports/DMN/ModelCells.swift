internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import Values

/// The groups of values of a scalar fact that tests tell apart: a word and a DMN test for each.
///
/// The tests use only what engines agree on: equality with strings and booleans, comparisons and
/// intervals with literals, and lists of these. No test lists null next to other values, and none is
/// negated, because engines disagree on whether `not("a")` and lists with `null` accept null.
struct ModelCells {
  /// One word for each cell.
  let words: [String]
  /// The type of the column. Nil for dates: some engines would convert a typed date to a date and time,
  /// which does not compare with a date.
  let type: String?
  private let domain: Domain

  private enum Domain {
    case values([[FEELExpression]])
    /// The stretches of the line in ascending order, and the cell of each.
    case line([(interval: Interval, cell: Int)], FactType)
  }

  /// The word for an unknown value; the values of choices do not contain spaces.
  static let unknown = "not stated"
  /// The word for a code that no test names.
  static let otherCode = "other"

  init(_ variable: DecisionVariable, of fact: Fact) {
    switch variable.domain {
    case .member, .records: preconditionFailure("a variable of a fact that is not a scalar")
    case .values(let cells):
      let named = Set(cells.joined())
      let rest = (fact.type.allValues ?? []).filter { !named.contains($0) }
      let values = cells.map { $0.isEmpty ? rest : $0 }
      words = values.map { $0.map(\.text).joined(separator: " or ") }
      type = ModelTypes.name(of: fact)
      domain = .values(values.map { $0.map(Self.literal) })
    case .line(let stretches):
      words = (0..<variable.cellCount).map { cell in
        Self.joined(stretches, of: cell).map { $0.wording(of: fact.type) }.joined(separator: " or ")
      }
      type = fact.type == .date ? nil : ModelTypes.name(of: fact)
      domain = .line(stretches, fact.type)
    }
  }

  /// The test that the values of a cell pass.
  func test(_ cell: Int) -> UnaryTests {
    switch domain {
    case .values(let values): .anyOf(values[cell].map { .equal($0) })
    case .line(let stretches, let type):
      .anyOf(Self.joined(stretches, of: cell).map { Self.test($0, type) })
    }
  }

  // MARK: Lines

  /// The stretches of a cell, with adjacent ones merged. The whole line stays in two pieces, because
  /// a test without bounds would also accept values that are not numbers.
  private static func joined(_ stretches: [(interval: Interval, cell: Int)], of cell: Int)
    -> [Interval]
  {
    var joined: [Interval] = []
    var isOpen = false
    for stretch in stretches {
      guard stretch.cell == cell else {
        isOpen = false
        continue
      }
      if isOpen, let last = joined.popLast() {
        if last.lower == nil, stretch.interval.upper == nil {
          joined += [last, stretch.interval]
        } else {
          joined.append(Interval(lower: last.lower, upper: stretch.interval.upper))
        }
      } else {
        joined.append(stretch.interval)
      }
      isOpen = true
    }
    return joined
  }

  private static func test(_ interval: Interval, _ type: FactType) -> PositiveUnaryTest {
    func value(_ bound: Interval.Bound) -> FEELExpression { literal(bound.value, type) }
    switch (interval.lower, interval.upper) {
    case (let lower?, let upper?) where lower == upper: return .equal(value(lower))
    case (let lower?, let upper?):
      return .interval(
        FEELInterval(
          from: .init(value(lower), isIncluded: lower.isIncluded),
          to: .init(value(upper), isIncluded: upper.isIncluded)))
    case (let lower?, nil):
      return .comparison(lower.isIncluded ? .atLeast : .greater, value(lower))
    case (nil, let upper?): return .comparison(upper.isIncluded ? .atMost : .less, value(upper))
    case (nil, nil): preconditionFailure("a line without bounds is not a variable")
    }
  }

  private static func literal(_ value: TestValue) -> FEELExpression {
    if case .boolean(let value) = value { .boolean(value) } else { .string(value.text) }
  }

  /// A point of the line as a FEEL literal: a number or a date.
  private static func literal(_ point: ExactDecimal, _ type: FactType) -> FEELExpression {
    switch type {
    case .date:
      guard let day = point.integer.flatMap(CalendarDate.init(dayNumber:)) else {
        preconditionFailure("a bound of a date is a day of the calendar")
      }
      return .date(day)
    case .number, .duration: return .number(point)
    case .boolean, .code, .choice, .set, .records:
      preconditionFailure("only ordered values have a line")
    }
  }
}
