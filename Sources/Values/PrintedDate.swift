/// A date as a policy prints it, with the precision of the printed text: a day or a month.
///
/// Payers in the United States write the month first: `11/23` is November 2023, `4/3/23` is 3 April
/// 2023. ISO 8601 (`2023-11`, `2023-04-03`) is accepted too.
public struct PrintedDate: Hashable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int?
  /// The text as printed.
  public let printed: String

  public init(_ text: String) throws(PrintedDateError) {
    let isISO = text.contains("-")
    let parts = text.split(separator: isISO ? "-" : "/", omittingEmptySubsequences: false)
      .map { (value: number($0.utf8), digits: $0.utf8.count) }
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.value != nil }) else {
      throw .unreadable
    }
    let numbers = parts.map { $0.value ?? 0 }
    let yearPart = isISO ? parts[0] : parts[parts.count - 1]
    guard yearPart.digits == 4 || (!isISO && yearPart.digits == 2) else { throw .unreadable }
    let others = isISO ? parts.dropFirst() : parts.dropLast()
    guard others.allSatisfy({ $0.digits == 2 || ($0.digits == 1 && !isISO) }) else {
      throw .unreadable
    }
    // A two-digit year up to 12 could be a day or a month.
    if yearPart.digits == 2, numbers[numbers.count - 1] <= 12 { throw .ambiguous }
    year = yearPart.digits == 4 ? (yearPart.value ?? 0) : 2000 + (yearPart.value ?? 0)
    month = isISO ? numbers[1] : numbers[0]
    day = parts.count == 3 ? (isISO ? numbers[2] : numbers[1]) : nil
    printed = text
    guard (1900...2199).contains(year) else { throw .impossible("year \(year)") }
    guard (1...12).contains(month) else { throw .impossible("month \(month)") }
    if let day, !(1...CalendarDate.days(inMonth: month, of: year)).contains(day) {
      throw .impossible("day \(day) in \(year)-\(twoDigits(month))")
    }
  }

  /// The month in ISO 8601, which is the name of a revision: `2023-11`.
  public var isoMonth: String { "\(year)-\(twoDigits(month))" }

  /// The date in ISO 8601 with the printed precision: `2023-11` or `2024-01-23`.
  public var iso: String { day.map { "\(isoMonth)-\(twoDigits($0))" } ?? isoMonth }

  public var description: String { printed }

  /// The days that the printed date can mean.
  public var days: ClosedRange<CalendarDate> {
    let first = CalendarDate(year: year, month: month, day: day ?? 1)
    let last = CalendarDate(
      year: year, month: month, day: day ?? CalendarDate.days(inMonth: month, of: year))
    guard let first, let last else { preconditionFailure("the initializer checked the date") }
    return first...last
  }
}

/// Why a text is not a date.
public enum PrintedDateError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable
  case ambiguous
  /// The named part does not exist in the calendar.
  case impossible(String)

  public var description: String {
    switch self {
    case .unreadable: "not a date such as `11/23` or `2023-11-30`"
    case .ambiguous: "a two-digit year that could be a month"
    case .impossible(let part): "\(part) does not exist"
    }
  }
}
