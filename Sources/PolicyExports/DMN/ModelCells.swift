internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import Values

/// The cells of a scalar fact as a table of DMN tells them apart: a word and a test for each.
///
/// Only what engines agree on is written: equality with strings and booleans, comparisons and
/// intervals with literals, lists of these. A test never holds null beside other values, and nothing
/// is negated, since engines differ in what `not("a")` and `null` in a list make of a value that is
/// unknown.
struct ModelCells {
  /// By cell.
  let words: [String]
  /// Nil for dates: an engine that makes a date and time of them would compare them with no date.
  let type: String?
  private let domain: Domain

  private enum Domain {
    case values([[FEELExpression]])
    /// The stretches from below, and the cell of each.
    case line([(interval: Interval, cell: Int)], FactType)
  }

  /// The word of a fact of which nothing is known; no choice has a word with a space.
  static let unknown = "not stated"
  /// The word of a code that no test names.
  static let otherCode = "other"

  init(_ variable: DecisionVariable, of fact: Fact) {
    switch variable.domain {
    case .member: preconditionFailure("a member of a set is no scalar")
    case .values(let cells):
      let named = Set(cells.joined())
      let rest = (fact.type.allValues ?? []).filter { !named.contains($0) }
      let values = cells.map { $0.isEmpty ? rest : $0 }
      words = values.map { $0.map(\.text).joined(separator: " or ") }
      type = ModelTypes.name(of: fact)
      domain = .values(values.map { $0.map(Self.literal) })
    case .line(let stretches):
      words = (0..<variable.cellCount).map { cell in
        Self.joined(stretches, of: cell).map { $0.words(of: fact.type) }.joined(separator: " or ")
      }
      type = fact.type == .date ? nil : ModelTypes.name(of: fact)
      domain = .line(stretches, fact.type)
    }
  }

  /// What a value of a cell passes.
  func test(_ cell: Int) -> UnaryTests {
    switch domain {
    case .values(let values): .anyOf(values[cell].map { .equal($0) })
    case .line(let stretches, let type):
      .anyOf(Self.joined(stretches, of: cell).map { Self.test($0, type) })
    }
  }

  // MARK: Lines

  /// The stretches of a cell, neighbours joined; the whole line, which would also accept what is no
  /// number, stays in two pieces.
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
    case (nil, nil): preconditionFailure("a line that no test cuts is no variable")
    }
  }

  private static func literal(_ value: TestValue) -> FEELExpression {
    if case .boolean(let value) = value { .boolean(value) } else { .string(value.text) }
  }

  /// A point of the line as FEEL writes it: a number, or a day.
  private static func literal(_ point: ExactDecimal, _ type: FactType) -> FEELExpression {
    guard case .date = type, let day = point.integer.flatMap(CalendarDate.init(dayNumber:)) else {
      return .number(point)
    }
    return .date(day)
  }
}
