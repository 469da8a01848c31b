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

extension FEELValue {
  /// The name of the type in the specification.
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

  /// Whether the two values are equal, or nil if they cannot be compared.
  func isEqual(to other: FEELValue) -> Bool? {
    switch (self, other) {
    case (.null, .null): true
    case (.null, _), (_, .null): false
    default: typeName == other.typeName ? self == other || order(other) == .same : nil
    }
  }

  enum Order { case before, same, after }

  /// The order of this value relative to another one, or nil if the two cannot be ordered.
  func order(_ other: FEELValue) -> Order? {
    switch (self, other) {
    case (.number(let one), .number(let two)): compare(one, two)
    case (.string(let one), .string(let two)): compare(one, two)
    case (.date(let one), .date(let two)): compare(one, two)
    case (.months(let one), .months(let two)): compare(one, two)
    case (.seconds(let one), .seconds(let two)): compare(one, two)
    case (.time(let one), .time(let two)):
      (one.offset == nil) == (two.offset == nil)
        ? compareIfPresent(one.secondsInUTC, two.secondsInUTC) : nil
    case (.dateAndTime(let day, let one), .dateAndTime(let other, let two)):
      (one.offset == nil) == (two.offset == nil)
        ? compareIfPresent(
          one.secondsInUTC?.adding(secondsBefore: day),
          two.secondsInUTC?.adding(secondsBefore: other)) : nil
    default: nil
    }
  }

  private func compare<Element: Comparable>(_ one: Element, _ other: Element) -> Order {
    one < other ? .before : one == other ? .same : .after
  }

  private func compareIfPresent(_ one: ExactDecimal?, _ other: ExactDecimal?) -> Order? {
    guard let one, let other else { return nil }
    return compare(one, other)
  }
}

extension ExactDecimal {
  fileprivate func adding(secondsBefore day: CalendarDate) -> ExactDecimal? {
    adding(ExactDecimal(day.dayNumber * 86_400))
  }
}
