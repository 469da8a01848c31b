internal import Glibc

/// The time of this run, `YYYYMMDDHHMMSS` in UTC; `SOURCE_DATE_EPOCH` stands in for it where the same bytes are wanted again.
func clockTime() -> String {
  var seconds = time(nil)
  if let fixed = getenv("SOURCE_DATE_EPOCH"), let number = Int(String(cString: fixed)) {
    seconds = number
  }
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
