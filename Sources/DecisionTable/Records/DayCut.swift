internal import Values

/// A position in the past as seen from the date of service, which divides the days up to it into older
/// and newer ones.
enum DayCut: Hashable, Sendable {
  /// From the older days at least so many months have passed or, if `isAfter`, more than those.
  case months(Int, isAfter: Bool)
  /// From the older days at least so many days have passed.
  case days(Int)
  /// At least so many calendar months lie strictly between the older days and the date of service.
  case fullMonths(Int)
  /// The older days lie before the calendar year that began so many years before that of the date
  /// of service.
  case calendarYear(yearsBefore: Int)

  /// The cut at a bound of a distance: the older days are those at least, or more than, so far away.
  init(_ bound: Interval.Bound, isAfter: Bool, in unit: TimeUnit) {
    let count = bound.value.integer ?? 0
    switch unit {
    case .calendar(let unit) where unit.isOfMonths: self = .months(count, isAfter: isAfter)
    case .calendar: self = .days(isAfter ? count + 1 : count)
    case .fullMonths: self = .fullMonths(isAfter ? count + 1 : count)
    }
  }

  /// The last of the older days, as a day number. It may lie before the calendar of `CalendarDate`
  /// begins, and is the date of service or later if all days are older.
  func lastOlderDay(before service: CivilDay) -> Int {
    switch self {
    case .days(let count): service.number - count
    case .fullMonths(0): service.number
    case .fullMonths(let count): CivilDay.end(ofMonth: service.month - count - 1)
    case .calendarYear(let years):
      CivilDay.end(ofMonth: (service.year - years) * 12 - 1)
    case .months(let count, let isAfter):
      // A day has its n-th anniversary before a date if it has it on or before the eve.
      CivilDay.last(
        withAnniversaryBy: isAfter ? CivilDay(number: service.number - 1) : service, months: count)
    }
  }
}

/// A day of the Gregorian calendar of any year.
///
/// Cuts of long windows can lie before 1900, where `CalendarDate` does not reach.
struct CivilDay: Hashable, Sendable, BitwiseCopyable {
  /// Days since 1900-01-01.
  let number: Int
  /// Months since January of the year 0.
  let month: Int
  /// From 1.
  let day: Int

  var year: Int { CivilDay.quotient(month, 12) }

  init(_ date: CalendarDate) {
    number = date.dayNumber
    month = date.year * 12 + date.month - 1
    day = date.day
  }

  init(number: Int) {
    self.number = number
    // An estimate that is at most a month too late.
    var month = CivilDay.quotient(number * 4800, 146_097) + 1900 * 12 + 1
    while CivilDay.start(ofMonth: month) > number { month -= 1 }
    self.month = month
    day = number - CivilDay.start(ofMonth: month) + 1
  }

  /// The number of the first day of a month.
  static func start(ofMonth month: Int) -> Int {
    // The year is counted from March, so that a leap day ends it (Howard Hinnant, "chrono-Compatible
    // Low-Level Date Algorithms").
    let shifted = month - 2
    let year = quotient(shifted, 12)
    let monthOfYear = shifted - year * 12
    let leapDays = quotient(year, 4) - quotient(year, 100) + quotient(year, 400)
    return year * 365 + leapDays + (153 * monthOfYear + 2) / 5 - 693_901
  }

  static func end(ofMonth month: Int) -> Int { start(ofMonth: month + 1) - 1 }

  /// The last day from which so many months have passed by a date.
  ///
  /// If the date is the last of its month, it is the anniversary of every day of the earlier month
  /// that has not had it before.
  static func last(withAnniversaryBy date: CivilDay, months: Int) -> Int {
    let start = start(ofMonth: date.month - months)
    let end = end(ofMonth: date.month - months)
    let isLastOfMonth = date.number == self.end(ofMonth: date.month)
    return isLastOfMonth ? end : min(start + date.day - 1, end)
  }

  private static func quotient(_ dividend: Int, _ divisor: Int) -> Int {
    (dividend - (dividend % divisor + divisor) % divisor) / divisor
  }
}
