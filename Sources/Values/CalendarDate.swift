/// A day of the Gregorian calendar, such as the date of a service.
public struct CalendarDate: Hashable, Sendable, BitwiseCopyable, Comparable, CustomStringConvertible
{
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil if the calendar does not have the day, or the year is outside 1900 to 2199.
  public init?(year: Int, month: Int, day: Int) {
    guard (1900...2199).contains(year), (1...12).contains(month),
      (1...CalendarDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    self.init(checkedYear: year, month: month, day: day)
  }

  private init(checkedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The earliest and the latest supported day.
  public static let first = CalendarDate(checkedYear: 1900, month: 1, day: 1)
  public static let last = CalendarDate(checkedYear: 2199, month: 12, day: 31)

  /// Reads `2024-01-23`.
  public init?(_ text: String) {
    var text = text
    guard let date = text.withUTF8({ CalendarDate($0) }) else { return nil }
    self = date
  }

  /// As above, from bytes.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8...])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// - Parameters:
  ///   - month: from 1 to 12.
  ///   - year: a year of the Gregorian calendar.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    precondition((1...12).contains(month), "a month is a number from 1 to 12")
    return switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (one: CalendarDate, other: CalendarDate) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  public var description: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }
}

/// The value of one to four ASCII digits; nil for anything else.
func number(_ digits: some Collection<UInt8>) -> Int? {
  guard (1...4).contains(digits.count) else { return nil }
  var value = 0
  for byte in digits {
    guard (0x30...0x39).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 0x30)
  }
  return value
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

extension CalendarDate {
  /// The number of days since 1 January 1900.
  public var dayNumber: Int {
    let before = year - 1900
    // 2000 is a leap year; 1900 and 2100 are not.
    let leapDays = (before + 3) / 4 - (year > 1900 ? 1 : 0) - (year > 2100 ? 1 : 0)
    var days = before * 365 + leapDays
    for earlier in 1..<month { days += CalendarDate.days(inMonth: earlier, of: year) }
    return days + day - 1
  }

  /// The day number of 31 December 2199.
  public static let lastDayNumber = 109_572

  /// The day with a day number; nil outside 1900 to 2199.
  public init?(dayNumber: Int) {
    guard (0...CalendarDate.lastDayNumber).contains(dayNumber) else { return nil }
    var year = 1900 + dayNumber / 366
    while let next = CalendarDate(year: year + 1, month: 1, day: 1), next.dayNumber <= dayNumber {
      year += 1
    }
    guard var first = CalendarDate(year: year, month: 1, day: 1) else { return nil }
    while first.month < 12,
      let next = CalendarDate(year: year, month: first.month + 1, day: 1),
      next.dayNumber <= dayNumber
    {
      first = next
    }
    self.init(year: year, month: first.month, day: dayNumber - first.dayNumber + 1)
  }

  /// The same day of the month, a number of calendar months later. If that month is too short, its
  /// last day: 29 February becomes 28 February in a year that is not a leap year.
  ///
  /// - Returns: nil outside 1900 to 2199.
  public func adding(months: Int) -> CalendarDate? {
    let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, count >= 0 else { return nil }
    let (year, month) = (count / 12, count % 12 + 1)
    guard (1900...2199).contains(year) else { return nil }
    return CalendarDate(
      year: year, month: month,
      day: min(day, CalendarDate.days(inMonth: month, of: year)))
  }

  /// - Returns: nil outside 1900 to 2199.
  public func adding(days: Int) -> CalendarDate? {
    let (number, overflow) = dayNumber.addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(dayNumber: number)
  }
}
