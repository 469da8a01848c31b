package import Values

/// The keys of the bounds with which a request states a range of numbers, as sources write them.
package enum StatedBound: String, CaseIterable, Sendable {
  case atLeast = "at_least"
  case over
  case atMost = "at_most"
  case under

  package var isLower: Bool { self == .atLeast || self == .over }

  /// Whether the bound is in the range.
  package var isIncluded: Bool { self == .atLeast || self == .atMost }
}

/// The keys of the bounds with which a request states a range of days, as sources write them.
package enum StatedDay: String, CaseIterable, Sendable {
  case from
  case after
  case until
  case before

  package var isLower: Bool { self == .from || self == .after }

  /// The first day of the range, or its last one, if this bound is on a day; nil if the calendar does
  /// not have it.
  package func end(_ day: CalendarDate) -> CalendarDate? {
    switch self {
    case .from, .until: day
    case .after: day.adding(days: 1)
    case .before: day.adding(days: -1)
    }
  }
}

/// Reads the bounds of a range, at most one on each side.
package struct StatedRange<Bound> {
  package private(set) var lower: Bound?
  package private(set) var upper: Bound?

  package init() {}

  /// - Returns: false if the range has a bound on that side already.
  package mutating func add(_ bound: Bound, isLower: Bool) -> Bool {
    guard (isLower ? lower : upper) == nil else { return false }
    if isLower { lower = bound } else { upper = bound }
    return true
  }
}

extension Interval {
  /// The bounds with the keys by which a request states them.
  package var bounds: [(key: StatedBound, value: ExactDecimal)] {
    (lower.map { [($0.isIncluded ? .atLeast : .over, $0.value)] } ?? [])
      + (upper.map { [($0.isIncluded ? .atMost : .under, $0.value)] } ?? [])
  }
}
