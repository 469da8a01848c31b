internal import DecisionTable
package import Values

/// A range of dates of service.
package struct ServiceDates: Hashable, Sendable, BitwiseCopyable {
  /// The first date, or nil if the range is not limited.
  package let from: CalendarDate?
  /// The last date, or nil if the range is not limited.
  package let until: CalendarDate?

  /// A date in the range, or nil if the range contains all dates.
  package var example: CalendarDate? { from ?? until }

  /// This range extended by the range that follows it.
  func joined(with next: ServiceDates) -> ServiceDates {
    ServiceDates(from: from, until: next.until)
  }

  /// All dates, split into stretches in ascending order such that each period contains all of a
  /// stretch or none of it.
  static func stretches(of periods: some Sequence<CodePeriod>) -> [ServiceDates] {
    var first: Set<CalendarDate> = []
    for period in periods {
      if let from = period.from, from.dayNumber > 0 { first.insert(from) }
      if let next = period.until?.adding(days: 1) { first.insert(next) }
    }
    let days = first.sorted()
    return zip([nil] + days, days + [nil]).map { from, next in
      ServiceDates(from: from, until: next.flatMap { $0.adding(days: -1) })
    }
  }
}
