internal import DMN
internal import DecisionTable
internal import Values

/// How a variable of the decision stands in decision tables: the input that a column tests, and the
/// cells in which its values are told apart.
///
/// Only what engines agree on is written: equality with strings, booleans and null, comparisons and
/// intervals with literals, lists of these. A cell never holds null beside other tests, and nothing
/// is negated, since engines differ in what `not("a")` and `null` in a list make of a value that is
/// unknown.
struct ModelColumn {
  let expression: FEELExpression
  /// Nil for dates: an engine that makes a date and time of them would compare them with no date.
  let type: String?
  private let domain: Domain

  private enum Domain {
    /// The words of each cell, and the one of a value that is unknown.
    case words([[String]], unknown: String)
    /// The values of each cell; unknown is null.
    case values([[FEELExpression]])
    /// The stretches from below, and the cell of each; unknown is null.
    case line([(interval: Interval, cell: Int)], FactType)
  }

  /// The word of a code, or of a term of a set, of which nothing is known.
  static let unknown = "unknown"
  /// The word of a code that no test names.
  static let otherCode = "other"
  static let absent = "absent"
  static let present = "present"

  init(_ variable: DecisionVariable, of fact: Fact) {
    switch variable.domain {
    case .member(let term):
      self.init(
        expression: .name([fact.id, term]), type: ModelTypes.presence,
        domain: .words([[Self.absent], [Self.present]], unknown: Self.unknown))
    case .values(let cells):
      switch fact.type {
      case .code:
        let words = cells.map { $0.isEmpty ? [Self.otherCode] : $0.map(\.text) }
        self.init(
          expression: .name([ModelTypes.readCode(of: fact)]), type: "string",
          domain: .words(words, unknown: Self.unknown))
      case .boolean, .choice, .set, .number, .date, .duration:
        let named = Set(cells.joined())
        let rest = (fact.type.allValues ?? []).filter { !named.contains($0) }
        self.init(
          expression: .name([fact.id]), type: ModelTypes.name(of: fact),
          domain: .values(cells.map { ($0.isEmpty ? rest : $0).map(Self.literal) }))
      }
    case .line(let stretches):
      self.init(
        expression: .name([fact.id]), type: fact.type == .date ? nil : ModelTypes.name(of: fact),
        domain: .line(stretches, fact.type))
    }
  }

  private init(expression: FEELExpression, type: String?, domain: Domain) {
    self.expression = expression
    self.type = type
    self.domain = domain
  }

  /// The tests that accept some cells; several where null stands in a row of its own. None is
  /// empty.
  func tests(_ cells: [Int], includingUnknown: Bool) -> [UnaryTests] {
    switch domain {
    case .words(let words, let unknown):
      let accepted = cells.flatMap { words[$0] } + (includingUnknown ? [unknown] : [])
      return [.anyOf(accepted.map { .equal(.string($0)) })]
    case .values(let values):
      let accepted = cells.flatMap { values[$0] }.map { PositiveUnaryTest.equal($0) }
      return (accepted.isEmpty ? [] : [.anyOf(accepted)]) + null(includingUnknown)
    case .line(let stretches, let type):
      let accepted = Self.joined(stretches, cells).map { Self.test($0, type) }
      return (accepted.isEmpty ? [] : [.anyOf(accepted)]) + null(includingUnknown)
    }
  }

  private func null(_ isIncluded: Bool) -> [UnaryTests] {
    isIncluded ? [.anyOf([.equal(.null)])] : []
  }

  // MARK: Lines

  /// The accepted stretches, neighbours joined; the whole line, which would also accept what is no
  /// number, stays in two pieces.
  private static func joined(_ stretches: [(interval: Interval, cell: Int)], _ cells: [Int])
    -> [Interval]
  {
    var joined: [Interval] = []
    var isOpen = false
    for stretch in stretches {
      guard cells.contains(stretch.cell) else {
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

  private static func literal(_ value: Value) -> FEELExpression {
    if case .boolean(let value) = value { .boolean(value) } else { .string(value.text) }
  }

  /// A point of the line as FEEL writes it: a number, or a day.
  private static func literal(_ point: Decimal, _ type: FactType) -> FEELExpression {
    guard case .date = type, let day = point.integer.flatMap(CalendarDate.init(dayNumber:)) else {
      return .number(point)
    }
    return .date(day)
  }
}
