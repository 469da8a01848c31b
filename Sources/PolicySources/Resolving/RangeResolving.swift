internal import DecisionTable
internal import Diagnostics
internal import Values

extension Interval {
  /// The interval of a single value that a test names.
  init(_ text: Located<String>, of fact: FactSource) throws(ValueMismatch) {
    let point = try fact.point(text)
    try fact.checkBounds(point, at: text.span)
    self.init(point)
    try check(in: fact, at: text.span)
  }

  init(_ bounds: [BoundSource], of fact: FactSource, at span: Span) throws(ValueMismatch) {
    var lower: Bound?
    var upper: Bound?
    for bound in bounds {
      guard let end = fact.end(bound.key.value) else {
        throw ValueMismatch(reason: fact.misplaced(bound.key.value), span: bound.key.span)
      }
      let point = try fact.point(bound.quantity)
      try fact.checkBounds(point, at: bound.quantity.span)
      if end.isLower {
        lower = Bound(point, isIncluded: end.isIncluded)
      } else {
        upper = Bound(point, isIncluded: end.isIncluded)
      }
    }
    self.init(lower: lower, upper: upper)
    if let lower, let upper, lower.value > upper.value {
      let ends = bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }
      let swapped =
        bounds.count == 2
        ? "write `\(bounds[0].key.value.rawValue): \(bounds[1].quantity.value)` and `\(bounds[1].key.value.rawValue): \(bounds[0].quantity.value)`"
        : "swap \(ends.joined(separator: " and "))"
      throw ValueMismatch(reason: .reversed(help: swapped), span: span)
    }
    try check(in: fact, at: span)
  }

  /// Checks that a request can state a value in the interval.
  private func check(in fact: FactSource, at span: Span) throws(ValueMismatch) {
    let possible = fact.possibleValues
    var least = [lower, possible.lower].compactMap(\.self).max { one, other in
      (one.value, one.isIncluded ? 0 : 1) < (other.value, other.isIncluded ? 0 : 1)
    }
    var greatest = [upper, possible.upper].compactMap(\.self).min { one, other in
      (one.value, one.isIncluded ? 1 : 0) < (other.value, other.isIncluded ? 1 : 0)
    }
    if fact.countsWholeUnits {
      least = least.map(\.nextWhole)
      greatest = greatest.map(\.previousWhole)
    }
    if isEmpty || Interval(lower: least, upper: greatest).isEmpty {
      throw ValueMismatch(reason: .excludesEverything, span: span)
    }
  }
}

extension Interval.Bound {
  /// The least whole number that a lower bound allows, as a bound.
  var nextWhole: Interval.Bound {
    let next = value.floor.adding(ExactDecimal(1)) ?? value.ceiling
    return Interval.Bound(isIncluded ? value.ceiling : next, isIncluded: true)
  }

  /// The greatest whole number that an upper bound allows, as a bound.
  var previousWhole: Interval.Bound {
    let previous = value.ceiling.adding(ExactDecimal(-1)) ?? value.floor
    return Interval.Bound(isIncluded ? value.floor : previous, isIncluded: true)
  }
}

extension FactSource {
  /// The interval of all values that a request can state.
  fileprivate var possibleValues: Interval {
    let (least, greatest): (ExactDecimal?, ExactDecimal?) =
      switch kind {
      case .number, .integer: (minimum?.value, maximum?.value)
      case .duration: (ExactDecimal(0), nil)
      case .date:
        (ExactDecimal(CalendarDate.first.dayNumber), ExactDecimal(CalendarDate.last.dayNumber))
      case .boolean, .code, .choice, .set, .records: (nil, nil)
      }
    return Interval(
      lower: least.map { Interval.Bound($0, isIncluded: true) },
      upper: greatest.map { Interval.Bound($0, isIncluded: true) })
  }

  /// Whether values are whole numbers: of days for a date, of its unit for an integer.
  fileprivate var countsWholeUnits: Bool {
    switch kind {
    case .integer, .date: true
    case .number, .duration, .boolean, .code, .choice, .set, .records: false
    }
  }

  /// Which end of a range a key is, or nil if ranges of this kind do not have it.
  fileprivate func end(_ key: BoundKey) -> (isLower: Bool, isIncluded: Bool)? {
    switch (kind, key) {
    case (.number, .atLeast), (.integer, .atLeast), (.duration, .atLeast), (.date, .from):
      (true, true)
    case (.number, .over), (.integer, .over), (.duration, .over), (.date, .after): (true, false)
    case (.number, .atMost), (.integer, .atMost), (.duration, .within), (.date, .until):
      (false, true)
    case (.number, .under), (.integer, .under), (.duration, .under), (.date, .before):
      (false, false)
    default: nil
    }
  }

  fileprivate func misplaced(_ key: BoundKey) -> ValueMismatch.Reason {
    switch kind {
    case .boolean, .code, .choice, .set:
      return .unlike(
        message: "`\(id.value)` is \(kind.phrase), and ranges are of numbers, dates and durations",
        help: "name the values that count, or declare `\(id.value)` as a `number`")
    case .number, .integer, .date, .duration, .records: break
    }
    let meant: [BoundKey: [BoundKey]] = [
      .atLeast: [.from], .from: [.atLeast], .over: [.after], .after: [.over],
      .atMost: [.within, .until], .within: [.atMost, .until], .until: [.within, .atMost],
      .under: [.before], .before: [.under],
    ]
    let keys = BoundKey.allCases.filter { end($0) != nil }.map { "`\($0.rawValue)`" }
    let equivalent = (meant[key] ?? []).first { end($0) != nil }
    return .unlike(
      message: "`\(key.rawValue)` is not a bound of \(kind.phrase)",
      help: equivalent.map { "write `\($0.rawValue)`" }
        ?? "write one of \(keys.joined(separator: ", "))")
  }

  /// Checks that a value is within the declared bounds.
  fileprivate func checkBounds(_ value: ExactDecimal, at span: Span) throws(ValueMismatch) {
    let isBelow = minimum.map { value < $0.value } ?? false
    let isAbove = maximum.map { value > $0.value } ?? false
    guard isBelow || isAbove else { return }
    let bounds = [minimum.map { "minimum: \($0.value)" }, maximum.map { "maximum: \($0.value)" }]
    throw ValueMismatch(
      reason: .outOfBounds(bounds: bounds.compactMap(\.self).joined(separator: ", ")), span: span)
  }
}
