internal import DecisionTable
internal import Values

/// A cell as the values that a test of its fact lists.
enum FactCell {
  case anything
  case values([TestValue])
  /// No request passes the cell; the associated value is the reason.
  case nothing(String)

  /// - Parameter words: the choice values by their strings.
  init(_ cell: ConstantCell, of fact: Fact, words: [String: String]) throws(ModelProblem) {
    guard cell.form != .any else {
      self = .anything
      return
    }
    var values: [TestValue] = []
    for test in cell.tests {
      values += try FactCell.values(of: test, cell, fact, words)
    }
    if cell.form == .noneOf { values = FactCell.complement(of: values, fact.type) }
    // Every request states a value, so `not(null)` accepts all of them.
    if values.contains(.range(Interval(lower: nil, upper: nil))) {
      self = .anything
      return
    }
    guard values.isEmpty else {
      self = .values(values)
      return
    }
    let isNull = cell.form == .anyOf && cell.constants.isEmpty
    self = .nothing(
      isNull
        ? "`\(fact.id)` would have to be null" : "`\(cell.text)` accepts no value of `\(fact.id)`")
  }

  /// The values that pass a test. A test for null has none, because no request states null.
  private static func values(
    of test: ConstantCell.Test, _ cell: ConstantCell, _ fact: Fact, _ words: [String: String]
  ) throws(ModelProblem) -> [TestValue] {
    switch (test, fact.type) {
    case (.equal(.null), _): return []
    case (.comparison(.unequal, let value), _):
      return complement(of: try values(of: .equal(value), cell, fact, words), fact.type)
    case (.comparison(.equal, let value), _):
      return try values(of: .equal(value), cell, fact, words)
    case (.equal(.boolean(let value)), .boolean): return [.boolean(value)]
    case (.equal(.string(let text)), .choice): return words[text].map { [.word($0)] } ?? []
    case (_, .number), (_, .date):
      let interval = interval(of: test)
      return interval.isEmpty ? [] : [.range(interval)]
    default:
      throw ModelProblem(
        "`\(cell.text)` orders \(fact.type == .boolean ? "booleans" : "strings"), which a policy "
          + "cannot do", line: cell.line, help: "list the values that pass")
    }
  }

  private static func interval(of test: ConstantCell.Test) -> Interval {
    func bound(_ value: FEELValue, _ isIncluded: Bool) -> Interval.Bound? {
      value.point.map { Interval.Bound($0, isIncluded: isIncluded) }
    }
    switch test {
    case .equal(let value):
      return Interval(lower: bound(value, true), upper: bound(value, true))
    case .comparison(let sign, let value):
      let end = bound(value, sign == .atLeast || sign == .atMost)
      return sign == .atLeast || sign == .greater
        ? Interval(lower: end, upper: nil) : Interval(lower: nil, upper: end)
    case .interval(let lower, let isLowerIncluded, let upper, let isUpperIncluded):
      return Interval(lower: bound(lower, isLowerIncluded), upper: bound(upper, isUpperIncluded))
    }
  }

  /// Every other value that a request can state.
  private static func complement(of values: [TestValue], _ type: FactType) -> [TestValue] {
    if let all = type.allValues { return all.filter { !values.contains($0) } }
    var rest: [Interval] = [Interval(lower: nil, upper: nil)]
    for case .range(let excluded) in values { rest = rest.flatMap { $0.without(excluded) } }
    return rest.map { .range($0) }
  }
}

extension FEELValue {
  /// The value as a number: a number itself, or the number of a day.
  var point: ExactDecimal? {
    switch self {
    case .number(let value): value
    case .date(let day): ExactDecimal(day.dayNumber)
    default: nil
    }
  }
}

extension Interval {
  /// The parts of this interval outside another one: none, one or two.
  fileprivate func without(_ other: Interval) -> [Interval] {
    var parts: [Interval] = []
    if let end = other.lower {
      parts.append(
        Interval(
          lower: lower, upper: upper.tighterUpper(.init(end.value, isIncluded: !end.isIncluded))))
    }
    if let end = other.upper {
      parts.append(
        Interval(
          lower: lower.tighterLower(.init(end.value, isIncluded: !end.isIncluded)), upper: upper))
    }
    return parts.filter { !$0.isEmpty }
  }
}

extension Interval.Bound? {
  /// The stricter of two upper bounds.
  fileprivate func tighterUpper(_ other: Interval.Bound) -> Interval.Bound {
    guard let self else { return other }
    if self.value == other.value { return self.isIncluded ? other : self }
    return self.value < other.value ? self : other
  }

  /// The stricter of two lower bounds.
  fileprivate func tighterLower(_ other: Interval.Bound) -> Interval.Bound {
    guard let self else { return other }
    if self.value == other.value { return self.isIncluded ? other : self }
    return self.value > other.value ? self : other
  }
}
