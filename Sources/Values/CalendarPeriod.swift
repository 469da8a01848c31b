/// A month or a year of the calendar, as a request states a date of which only that is known: `2024-03`,
/// `2024`.
public struct CalendarPeriod: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  public let year: Int
  /// Nil for a whole year.
  public let month: Int?

  /// Reads `2024-03` or `2024`.
  ///
  /// - Returns: nil for any other text, and for a year outside 1900 to 2199.
  public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 4 || bytes.count == 7, let year = number(bytes[..<4]),
      (1900...2199).contains(year)
    else { return nil }
    self.year = year
    guard bytes.count == 7 else {
      month = nil
      return
    }
    guard bytes[4] == UInt8(ascii: "-"), let month = number(bytes[5...]), (1...12).contains(month)
    else { return nil }
    self.month = month
  }

  /// As above, from a string.
  public init?(_ text: String) {
    var text = text
    guard let period = text.withUTF8({ CalendarPeriod($0) }) else { return nil }
    self = period
  }

  /// The month or year that consists of the days between two, which are included; nil if none does.
  public init?(from first: CalendarDate, until last: CalendarDate) {
    year = first.year
    month = first.month == last.month ? first.month : nil
    guard self.first == first, self.last == last else { return nil }
  }

  /// The first and the last day of the period.
  public var first: CalendarDate { day(month ?? 1, 1) }
  public var last: CalendarDate {
    day(month ?? 12, CalendarDate.days(inMonth: month ?? 12, of: year))
  }

  private func day(_ month: Int, _ day: Int) -> CalendarDate {
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      preconditionFailure("the initializer checked the period")
    }
    return date
  }

  public var description: String { month.map { "\(year)-\(twoDigits($0))" } ?? "\(year)" }
}
