internal import Glibc
internal import Machine
internal import Values

extension CalendarDate {
  /// A day as a user gives it: `2024-01-23`, or as sources print it, `1/23/24`.
  init(option text: String) throws(Failure) {
    guard let date = try? PrintedDate(text), date.day != nil else {
      throw Failure(
        .wrongUsage, "`\(text)` is not a day", help: "write it as 2024-01-23 or 1/23/24")
    }
    self = date.days.lowerBound
  }

  /// The present day in UTC.
  static func today() throws(Failure) -> CalendarDate {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let date = CalendarDate(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    guard let date else {
      throw Failure(.machineFailed, "the clock does not show a date", help: "set the clock")
    }
    return date
  }
}
