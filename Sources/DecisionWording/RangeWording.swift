package import DecisionTable
internal import Values

/// Ranges as people say them, with clear ends: `55 to 77 years` holds both, `under` does not hold
/// its number. No phrase holds ` or `, which stands between the values of a test.
extension Interval {
  package func words(of type: FactType) -> String {
    if case .duration(let unit) = type { return words(ofDurationIn: unit) }
    if case .date = type { return wordsOfDates }
    var unit: String?
    if case .number(let number) = type { unit = number.unit }
    func quantity(_ bound: Bound) -> String { UnitWords.quantity(bound.value, unit) }
    switch (lower, upper) {
    case (let lower?, let upper?) where lower.isIncluded && upper.isIncluded:
      return lower.value == upper.value
        ? "exactly \(quantity(lower))" : "\(lower.value) to \(quantity(upper))"
    case (let lower?, let upper?):
      return
        "\(Interval.lowerWord(lower)) \(lower.value) and \(Interval.upperWord(upper)) \(quantity(upper))"
    case (let lower?, nil): return "\(Interval.lowerWord(lower)) \(quantity(lower))"
    case (nil, let upper?): return "\(Interval.upperWord(upper)) \(quantity(upper))"
    case (nil, nil): return "any number"
    }
  }

  private static func lowerWord(_ bound: Bound) -> String { bound.isIncluded ? "at least" : "over" }

  private static func upperWord(_ bound: Bound) -> String {
    bound.isIncluded ? "at most" : "under"
  }

  /// `within the last 15 years`, `at least 6 months ago`.
  private func words(ofDurationIn unit: CalendarUnit) -> String {
    func time(_ bound: Bound) -> String { unit.words(ofLength: bound.value) }
    switch (lower, upper) {
    case (nil, let upper?) where upper.isIncluded: return "within the last \(time(upper))"
    case (let lower?, let upper?) where lower.isIncluded && upper.isIncluded:
      return lower.value == upper.value
        ? "exactly \(time(lower)) ago" : "\(time(lower)) to \(time(upper)) ago"
    case (let lower?, let upper?):
      return
        "\(Interval.lowerWord(lower)) \(time(lower)) and \(Interval.upperWord(upper)) \(time(upper)) ago"
    case (let lower?, nil): return "\(Interval.lowerWord(lower)) \(time(lower)) ago"
    case (nil, let upper?): return "\(Interval.upperWord(upper)) \(time(upper)) ago"
    case (nil, nil): return "at any time"
    }
  }

  /// `from 2021-01-01 to 2021-12-31`, `before 2021-01-01`.
  private var wordsOfDates: String {
    func day(_ bound: Bound) -> String {
      bound.value.integer.flatMap(CalendarDate.init(dayNumber:))?.description ?? "\(bound.value)"
    }
    func from(_ bound: Bound) -> String { "\(bound.isIncluded ? "from" : "after") \(day(bound))" }
    switch (lower, upper) {
    case (let lower?, let upper?) where lower == upper: return "on \(day(lower))"
    case (let lower?, let upper?):
      return "\(from(lower)) \(upper.isIncluded ? "to" : "to before") \(day(upper))"
    case (let lower?, nil): return from(lower)
    case (nil, let upper?): return "\(upper.isIncluded ? "until" : "before") \(day(upper))"
    case (nil, nil): return "on any day"
    }
  }
}

extension CalendarUnit {
  /// A length on the line of a duration, in this unit where that is exact.
  ///
  /// - Parameter length: in months for years and months, in days for weeks and days.
  fileprivate func words(ofLength length: ExactDecimal) -> String {
    let base: CalendarUnit = isOfMonths ? .months : .days
    if let count = length.integer, count % self.length == 0 {
      return UnitWords.quantity(ExactDecimal(count / self.length), ucum)
    }
    return UnitWords.quantity(length, base.ucum)
  }
}
