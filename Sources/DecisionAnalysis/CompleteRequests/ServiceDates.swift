internal import DecisionTable
package import Values

/// Dates of service from one to another.
package struct ServiceDates: Hashable, Sendable, BitwiseCopyable {
  /// The first and the last of them; nil where there is none.
  package let from: CalendarDate?
  package let until: CalendarDate?

  /// One of them; nil for all dates there are.
  package var example: CalendarDate? { from ?? until }

  /// With those that follow.
  func joined(with next: ServiceDates) -> ServiceDates {
    ServiceDates(from: from, until: next.until)
  }

  /// All dates in stretches, the earliest first, on each of which the periods are open or closed
  /// throughout.
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
