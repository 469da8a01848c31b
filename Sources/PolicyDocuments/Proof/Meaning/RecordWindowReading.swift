internal import DecisionTable
internal import Values

extension RecordWindow {
  /// Reads `within 7 days before the date of service` or
  /// `in the calendar year of the date of service`.
  init?(printed text: String) {
    let year = "in the calendar year "
    if text == year + "of the date of service" {
      self = .calendarYear(yearsBefore: 0)
    } else if let words = text.after(year) {
      let parts = words.split(separator: " ", maxSplits: 2).map(String.init)
      guard parts.count == 3, let years = Int(parts[0]), years > 0,
        parts[1] == (years == 1 ? "year" : "years"),
        parts[2] == "before that of the date of service"
      else { return nil }
      self = .calendarYear(yearsBefore: years)
    } else {
      guard let range = TimeRange(printed: text) else { return nil }
      self = .beforeService(range)
    }
  }
}

extension TimeRange {
  /// Reads `within 7 days before the date of service` or
  /// `over 11 full months before the date of service`.
  init?(printed text: String) {
    guard text.hasSuffix(" before the date of service") else { return nil }
    let words = String(text.dropLast(" before the date of service".count))
    guard words != "at any time" else { return nil }
    if let length = words.after("exactly ") {
      guard let length = Length(printed: length) else { return nil }
      self.init(Interval(length.count), in: length.unit)
      return
    }
    let ends = words.around(" and ").map { [$0.0, $0.1] } ?? [words]
    var lower: (length: Length, isIncluded: Bool)?
    var upper: (length: Length, isIncluded: Bool)?
    for (index, end) in ends.enumerated() {
      guard
        let (word, rest) = ["at least ", "over ", "at most ", "within ", "under "].lazy
          .compactMap({ word in end.after(word).map { (word, $0) } }).first,
        let length = Length(printed: rest)
      else { return nil }
      switch (word, index) {
      case ("at least ", 0), ("over ", 0): lower = (length, word == "at least ")
      case ("at most ", 1): upper = (length, true)
      case ("within ", 0) where ends.count == 1: upper = (length, true)
      case ("under ", _) where index == ends.count - 1: upper = (length, false)
      default: return nil
      }
    }
    if let lower, let upper {
      guard lower.length.isCounted(like: upper.length) else { return nil }
    }
    guard let unit = [lower, upper].compactMap({ $0?.length }).min(by: { $0.isFiner(than: $1) })
    else { return nil }
    self.init(
      Interval(
        lower: lower.map { Interval.Bound($0.length.count, isIncluded: $0.isIncluded) },
        upper: upper.map { Interval.Bound($0.length.count, isIncluded: $0.isIncluded) }),
      in: unit.unit)
  }

  /// A length of time: `6 months`.
  private struct Length {
    let unit: TimeUnit
    let count: ExactDecimal

    init?(printed text: String) {
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = Int(parts[0]), count >= 0 else { return nil }
      let plural = count == 1 ? "" : "s"
      if parts[1] == "full month\(plural)" {
        (unit, self.count) = (.fullMonths, ExactDecimal(count))
        return
      }
      let known: [(word: String, unit: CalendarUnit)] = [
        ("year", .years), ("month", .months), ("week", .weeks), ("day", .days),
      ]
      guard let counted = known.first(where: { "\($0.word)\(plural)" == parts[1] })?.unit else {
        return nil
      }
      unit = .calendar(counted)
      self.count = ExactDecimal(count * counted.length)
    }

    func isCounted(like other: Length) -> Bool {
      switch (unit, other.unit) {
      case (.fullMonths, .fullMonths): true
      case (.calendar(let one), .calendar(let two)): one.isOfMonths == two.isOfMonths
      default: false
      }
    }

    /// Months are finer than years, and days than weeks. A range is counted in the finer of its units.
    func isFiner(than other: Length) -> Bool {
      guard case (.calendar(let one), .calendar(let two)) = (unit, other.unit) else { return false }
      return one.length < two.length
    }
  }
}
