internal import DecisionTable
internal import Diagnostics
internal import Values

/// How long before the date of service something is, as a test writes it: `at_least: 30 days`,
/// `within: 6 months`, `over: 11 full months`.
struct WrittenWindow {
  /// One range, or one for each bound if one is in days and the other in months.
  let ranges: [TimeRange]

  var windows: [RecordWindow] { ranges.map { .beforeService($0) } }

  init(_ bounds: [BoundSource], at span: Span) throws(ValueMismatch) {
    var lower: End?
    var upper: End?
    for bound in bounds {
      let end = End(length: try WrittenLength(bound.quantity), bound)
      switch bound.key.value {
      case .atLeast, .over: lower = end
      case .within, .under: upper = end
      case .atMost: throw WrittenWindow.misplaced(bound, meant: "within")
      case .from, .after, .until, .before: throw WrittenWindow.misplaced(bound, meant: nil)
      }
    }
    guard let lower, let upper, lower.length.isCounted(like: upper.length) else {
      ranges = [lower.map { ($0, true) }, upper.map { ($0, false) }].compactMap(\.self).map {
        end, isLower in
        TimeRange(
          Interval(lower: isLower ? end.bound : nil, upper: isLower ? nil : end.bound),
          in: end.length.unit)
      }
      if let upper, upper.greatest < 0 {
        throw ValueMismatch(reason: .emptyWindow, span: span)
      }
      return
    }
    if lower.length.count > upper.length.count {
      throw ValueMismatch(
        reason: .reversed(
          help:
            "write `\(bounds[0].key.value.rawValue): \(bounds[1].quantity.value)` and `\(bounds[1].key.value.rawValue): \(bounds[0].quantity.value)`"
        ), span: span)
    }
    if lower.least > upper.greatest { throw ValueMismatch(reason: .emptyWindow, span: span) }
    ranges = [
      TimeRange(
        Interval(lower: lower.bound, upper: upper.bound),
        in: lower.length.finerUnit(with: upper.length))
    ]
  }

  private static func misplaced(_ bound: BoundSource, meant: String?) -> ValueMismatch {
    ValueMismatch(
      reason: .unlike(
        message:
          "`\(bound.key.value.rawValue)` is not a bound of a time before the date of service",
        help: meant.map { "write `\($0)`" } ?? "write one of `at_least`, `over`, `within`, `under`"),
      span: bound.key.span)
  }
}

/// An end of a window.
private struct End {
  let length: WrittenLength
  let isIncluded: Bool

  init(length: WrittenLength, _ source: BoundSource) {
    self.length = length
    isIncluded = source.key.value == .atLeast || source.key.value == .within
  }

  var bound: Interval.Bound {
    Interval.Bound(ExactDecimal(length.count), isIncluded: isIncluded)
  }

  /// The least and the greatest whole length that it allows, as a lower and as an upper bound.
  var least: Int { isIncluded ? length.count : length.count + 1 }
  var greatest: Int { isIncluded ? length.count : length.count - 1 }
}

/// A length of time with its unit: `6 months`, `7 d`, `11 full months`.
private struct WrittenLength {
  /// In months or days.
  let count: Int
  let unit: TimeUnit

  init(_ text: Located<String>) throws(ValueMismatch) {
    do throws(ValueMismatch.Reason) {
      try self.init(text.value)
    } catch {
      throw ValueMismatch(reason: error, span: text.span)
    }
  }

  private init(_ text: String) throws(ValueMismatch.Reason) {
    let example = "write a number and a unit, as in `6 months` or `40 days`"
    let written: WrittenQuantity
    do throws(NumberProblem) {
      written = try WrittenQuantity(text)
    } catch {
      switch error {
      case .notANumber:
        throw .unlike(message: "`\(text.prefix(80))` is not a length of time", help: example)
      case .tooManyDigits, .outOfRange:
        throw .unlike(message: error.message(text), help: error.help)
      }
    }
    let counted: CalendarUnit?
    switch written.unit {
    case "": throw .unlike(message: "`\(text)` does not have a unit", help: example)
    case "full month", "full months": counted = nil
    default:
      counted = CalendarUnit(ucum: UnitWords.code(of: written.unit) ?? written.unit)
      guard counted != nil else {
        throw .unlike(
          message: "`\(written.unit)` is not a unit of the calendar",
          help: "write `years`, `months`, `weeks`, `days` or `full months`")
      }
    }
    let factor = counted?.length ?? 1
    guard let count = written.number.multiplied(by: ExactDecimal(factor))?.integer, count >= 0
    else {
      throw .unlike(
        message: "`\(text)` is not a whole number of days or months",
        help: "write a whole number that is not negative")
    }
    guard count <= WrittenLength.longest else {
      throw .unlike(
        message: "`\(text)` is longer than the calendar of the policy language",
        help: "write a shorter length")
    }
    self.count = count
    guard let counted else {
      unit = .fullMonths
      return
    }
    // One and a half years are 18 months.
    let base: CalendarUnit = counted.isOfMonths ? .months : .days
    unit = .calendar(count % factor == 0 ? counted : base)
  }

  /// In days: from the first to the last day that can be stated.
  private static let longest = CalendarDate.last.dayNumber - CalendarDate.first.dayNumber

  func isCounted(like other: WrittenLength) -> Bool {
    switch (unit, other.unit) {
    case (.fullMonths, .fullMonths): true
    case (.calendar(let one), .calendar(let two)): one.isOfMonths == two.isOfMonths
    default: false
    }
  }

  func finerUnit(with other: WrittenLength) -> TimeUnit {
    guard case .calendar(let one) = unit, case .calendar(let two) = other.unit else { return unit }
    return .calendar(one.length <= two.length ? one : two)
  }
}
