package import Values

/// A value of FEEL.
package enum FEELValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(ExactDecimal)
  case string(String)
  case date(CalendarDate)
  case time(FEELTime)
  case dateAndTime(CalendarDate, FEELTime)
  /// A duration of years and months, in months.
  case months(Int)
  /// A duration of days and time, in seconds.
  case seconds(ExactDecimal)
  case list([FEELValue])
  case context([String: FEELValue])
}

/// A time of day.
package struct FEELTime: Hashable, Sendable {
  /// Since midnight.
  package let seconds: ExactDecimal
  /// East of UTC, in minutes; nil where no zone is written.
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

  /// Seconds since midnight in UTC where a zone is written.
  fileprivate var point: ExactDecimal? {
    offset.flatMap { seconds.adding(ExactDecimal(-60 * $0)) } ?? seconds
  }
}

extension FEELValue {
  package var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .date: "date"
    case .time: "time"
    case .dateAndTime: "date and time"
    case .months: "years and months duration"
    case .seconds: "days and time duration"
    case .list: "list"
    case .context: "context"
    }
  }

  /// Whether both are the same, or nil where they cannot be compared.
  func isEqual(to other: FEELValue) -> Bool? {
    switch (self, other) {
    case (.null, .null): true
    case (.null, _), (_, .null): false
    default: typeName == other.typeName ? self == other || order(other) == .same : nil
    }
  }

  enum Order { case before, same, after }

  /// Which comes first, or nil where the two have no order.
  func order(_ other: FEELValue) -> Order? {
    switch (self, other) {
    case (.number(let one), .number(let two)): compare(one, two)
    case (.string(let one), .string(let two)): compare(one, two)
    case (.date(let one), .date(let two)): compare(one, two)
    case (.months(let one), .months(let two)): compare(one, two)
    case (.seconds(let one), .seconds(let two)): compare(one, two)
    case (.time(let one), .time(let two)):
      (one.offset == nil) == (two.offset == nil) ? both(one.point, two.point) : nil
    case (.dateAndTime(let day, let one), .dateAndTime(let other, let two)):
      (one.offset == nil) == (two.offset == nil)
        ? both(one.point?.adding(day: day), two.point?.adding(day: other)) : nil
    default: nil
    }
  }

  private func compare<Element: Comparable>(_ one: Element, _ other: Element) -> Order {
    one < other ? .before : one == other ? .same : .after
  }

  private func both(_ one: ExactDecimal?, _ other: ExactDecimal?) -> Order? {
    guard let one, let other else { return nil }
    return compare(one, other)
  }
}

extension ExactDecimal {
  fileprivate func adding(day: CalendarDate) -> ExactDecimal? {
    adding(ExactDecimal(day.dayNumber * 86_400))
  }
}

extension FEELValue {
  /// Reads `P1Y6M`, `P2DT3H`, `-PT1.5S`; nil for years and months together with days and time.
  static func duration(_ text: String) -> FEELValue? {
    guard
      let match = text.wholeMatch(
        of:
          /(-)?P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?(T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?/
      )
    else { return nil }
    let sign = match.1 == nil ? 1 : -1
    func count(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    let hasMonths = match.2 != nil || match.3 != nil
    let hasDays = match.4 != nil || match.6 != nil || match.7 != nil || match.8 != nil
    guard hasMonths != hasDays, match.5 == nil || match.5 != "T" else { return nil }
    if hasMonths { return .months(sign * (count(match.2) * 12 + count(match.3))) }
    let whole = count(match.4) * 86_400 + count(match.6) * 3_600 + count(match.7) * 60
    let rest = match.8.map(String.init).map { text in
      ExactDecimal(text) ?? ExactDecimal(text.trimmingZeros)
    }
    guard let seconds = (rest ?? ExactDecimal(0))?.adding(ExactDecimal(whole)),
      let signed = seconds.multiplied(by: ExactDecimal(sign))
    else { return nil }
    return .seconds(signed)
  }
}

extension String {
  /// Without zeros in front, which JSON does not write.
  fileprivate var trimmingZeros: String {
    let rest = drop { $0 == "0" }
    return rest.isEmpty || rest.first == "." ? "0\(rest)" : String(rest)
  }
}
