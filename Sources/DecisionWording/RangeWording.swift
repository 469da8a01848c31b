package import DecisionTable
internal import Values

/// Ranges in plain language with unambiguous bounds: `55 to 77 years` includes both numbers, `under`
/// excludes its number. Phrases never contain ` or `, which separates the values of a test.
extension Interval {
  /// The range of a number, a date or a duration of this type.
  package func wording(of type: FactType) -> String {
    switch type {
    case .number(let number): wording(ofNumberIn: number.unit)
    case .duration(let unit): wording(ofDurationIn: unit)
    case .date: dateWording
    case .boolean, .code, .choice, .set, .records:
      preconditionFailure("only ordered values have ranges")
    }
  }

  private func wording(ofNumberIn unit: String?) -> String {
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

  /// For example `within the last 15 years` or `at least 6 months ago`.
  private func wording(ofDurationIn unit: CalendarUnit) -> String {
    func time(_ bound: Bound) -> String { unit.wording(ofLength: bound.value) }
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

  /// For example `from 2021-01-01 to 2021-12-31` or `before 2021-01-01`.
  private var dateWording: String {
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
  /// A length of time, in this unit if that is exact, and in months or days if it is not.
  ///
  /// - Parameter length: months if the unit is years or months, days if it is weeks or days.
  func wording(ofLength length: ExactDecimal) -> String {
    let base: CalendarUnit = isOfMonths ? .months : .days
    if let count = length.integer, count % self.length == 0 {
      return UnitWords.quantity(ExactDecimal(count / self.length), ucum)
    }
    return UnitWords.quantity(length, base.ucum)
  }
}
