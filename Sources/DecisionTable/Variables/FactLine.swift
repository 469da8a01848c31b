package import Values

/// The values that a request can state for a number, a date or a duration, as points on a line.
extension FactType {
  /// Whether the points are integers, as for days and for the values of an integer fact.
  package var hasIntegerLine: Bool {
    switch self {
    case .date: true
    case .number(let type): type.isInteger
    case .boolean, .code, .choice, .set, .duration, .records: false
    }
  }

  /// The values that a request can state: numbers within the declared bounds, dates in the calendar,
  /// and durations that do not begin after the date of service.
  package var extent: Interval {
    switch self {
    case .number(let type):
      Interval(
        lower: type.minimum.map { .init(type.isInteger ? $0.ceiling : $0, isIncluded: true) },
        upper: type.maximum.map { .init(type.isInteger ? $0.floor : $0, isIncluded: true) })
    case .date:
      Interval(
        lower: .init(ExactDecimal(0), isIncluded: true),
        upper: .init(ExactDecimal(CalendarDate.lastDayNumber), isIncluded: true))
    case .duration:
      Interval(lower: .init(ExactDecimal(0), isIncluded: true), upper: nil)
    case .boolean, .code, .choice, .set, .records: Interval(lower: nil, upper: nil)
    }
  }

  /// A point in an interval: an included bound if there is one, or else the simplest number.
  ///
  /// - Parameter interval: for a fact with an integer line, its included bounds must be integers.
  /// - Returns: nil if a request cannot state any value in the interval.
  package func point(in interval: Interval) -> ExactDecimal? {
    // A date next to a tested one is a better example than the first day of the calendar.
    let possible = self == .date ? interval : interval.intersection(extent)
    guard !possible.isEmpty else { return nil }
    let point: ExactDecimal? =
      switch (possible.lower, possible.upper) {
      case (let lower?, _) where lower.isIncluded: lower.value
      case (_, let upper?) where upper.isIncluded: upper.value
      case (let lower, let upper):
        ExactDecimal.simplest(after: lower?.value, before: upper?.value)
      }
    guard let point, extent.contains(point), !hasIntegerLine || point.isInteger else { return nil }
    return point
  }
}

extension Interval {
  /// The values in both intervals.
  package func intersection(_ other: Interval) -> Interval {
    func stricter(_ one: Bound?, _ other: Bound?, _ isTighter: (ExactDecimal, ExactDecimal) -> Bool)
      -> Bound?
    {
      guard let one, let other else { return one ?? other }
      if one.value == other.value { return one.isIncluded ? other : one }
      return isTighter(one.value, other.value) ? one : other
    }
    return Interval(
      lower: stricter(lower, other.lower, >), upper: stricter(upper, other.upper, <))
  }
}
