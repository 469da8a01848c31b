package import Values

extension CalendarUnit {
  /// The day on which this many months or days have passed; nil if the calendar does not have that
  /// day, or the count is not an integer.
  ///
  /// - Parameter count: in months for years and months, in days for weeks and days.
  package func anniversary(_ count: ExactDecimal, since day: CalendarDate) -> CalendarDate? {
    guard let count = count.integer else { return nil }
    return isOfMonths ? day.adding(months: count) : day.adding(days: count)
  }
}
