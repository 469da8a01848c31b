package import Values

/// A time of day.
package struct FEELTime: Hashable, Sendable {
  /// Seconds since midnight.
  package let seconds: ExactDecimal
  /// Minutes east of UTC; nil for a local time.
  package let offset: Int?

  /// Reads `16:11:00`, `16:11:00.5Z`, `16:11:00+02:00`.
  package init?(_ text: String) {
    guard
      let match = text.wholeMatch(
        of:
          /([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9](?:\.[0-9]{1,9})?)(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?/
      ), let hours = Int(match.1), let minutes = Int(match.2),
      let rest = ExactDecimal(
        match.3.hasPrefix("0") ? String(match.3.dropFirst()) : String(match.3)),
      let seconds = rest.adding(ExactDecimal(hours * 3600 + minutes * 60))
    else { return nil }
    self.seconds = seconds
    offset = match.4.map { zone in
      let parts = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2 else { return 0 }
      return (zone.hasPrefix("-") ? -1 : 1) * (parts[0] * 60 + parts[1])
    }
  }

  /// Seconds since midnight, converted to UTC if the time has an offset.
  var secondsInUTC: ExactDecimal? {
    offset.flatMap { seconds.adding(ExactDecimal(-60 * $0)) } ?? seconds
  }
}

extension FEELValue {
  /// Reads `2018-07-30T16:12:00Z`.
  package static func dateAndTime(_ text: String) -> FEELValue? {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, let date = CalendarDate(String(parts[0])),
      let time = FEELTime(String(parts[1]))
    else { return nil }
    return .dateAndTime(date, time)
  }
}
