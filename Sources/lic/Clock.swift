internal import Glibc

/// The time of day as the program sees it: `SOURCE_DATE_EPOCH` stands in for it where the same bytes are needed again, and in tests.
enum Clock {
  /// In s since 1970.
  static var seconds: Int {
    if let fixed = getenv("SOURCE_DATE_EPOCH"), let number = Int(String(cString: fixed)) {
      return number
    }
    return time(nil)
  }

  /// `YYYYMMDDHHMMSS`, in UTC.
  static var stamp: String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ value: Int32, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(parts.tm_year + 1900, 4)
      + [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
      .map { padded($0, 2) }.joined()
  }
}
