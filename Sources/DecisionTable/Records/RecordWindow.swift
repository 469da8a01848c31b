internal import Values

/// The days on which an entry has to be in order to count.
public enum RecordWindow: Hashable, Sendable {
  /// The days from which the time to the date of service is in this range. The date of service
  /// itself has the distance 0.
  case beforeService(TimeRange)
  /// A calendar year: that of the date of service, or one so many years before it.
  case calendarYear(yearsBefore: Int)
}

/// A range of time between two days, counted forward from the earlier one.
public struct TimeRange: Hashable, Sendable {
  public let unit: TimeUnit
  /// In months for years, months and full months; in days for weeks and days. The bounds are
  /// integers that are not negative.
  public let interval: Interval

  package init(_ interval: Interval, in unit: TimeUnit) {
    for bound in [interval.lower, interval.upper] {
      precondition(bound?.value.integer ?? 0 >= 0 && bound?.value.isInteger ?? true)
    }
    self.unit = unit
    self.interval = interval
  }
}

/// The units in which the time between two days is counted.
public enum TimeUnit: Hashable, Sendable {
  /// n months have passed from the n-th monthly anniversary on; an anniversary that its month does
  /// not have is the last day of that month.
  case calendar(CalendarUnit)
  /// The calendar months strictly between the months of the two days.
  case fullMonths
}
