import Values

@testable import DecisionTable

/// Record tests evaluated from their definition, on lists that are known in all parts. It shares no
/// arithmetic with the library.
enum RecordOracle {
  /// An entry of a completion.
  struct Entry: Hashable {
    let day: CalendarDate
    let value: Int
    let kind: String
  }

  /// - Parameter entries: the oldest first.
  static func holds(_ test: RecordTest, _ entries: [Entry], on service: CalendarDate) -> Bool {
    let counted = entries.filter { entry in
      holds(test.filter, entry)
        && test.windows.allSatisfy { window in
          switch window {
          case .beforeService(let range): contains(range, entry.day, service)
          case .calendarYear(let years): entry.day.year == service.year - years
          }
        }
    }
    switch test.measure {
    case .attribute(let id, let selection, let values):
      guard let entry = selection == .latest ? counted.last : counted.first else { return false }
      return accepts(values, id, of: entry)
    case .elapsed(let selection, let range):
      guard let entry = selection == .latest ? counted.last : counted.first else { return false }
      return contains(range, entry.day, service)
    case .count(let what, let interval):
      let count =
        switch what {
        case .entries: counted.count
        case .days: Set(counted.map(\.day)).count
        case .values(let id): Set(counted.map { id == "kind" ? $0.kind : "\($0.value)" }).count
        }
      return interval.contains(ExactDecimal(count))
    }
  }

  private static func holds(_ condition: EntryCondition, _ entry: Entry) -> Bool {
    switch condition {
    case .attribute(let id, let values): return accepts(values, id, of: entry)
    case .group(let connective, let members):
      let count = members.count { holds($0, entry) }
      switch connective {
      case .allOf: return count == members.count
      case .anyOf: return count > 0
      case .noneOf: return count == 0
      case .atLeast(let least): return count >= least
      }
    }
  }

  private static func accepts(_ values: [TestValue], _ id: String, of entry: Entry) -> Bool {
    values.contains { value in
      switch value {
      case .word(let word): id == "kind" && entry.kind == word
      case .range(let interval): interval.contains(ExactDecimal(entry.value))
      default: false
      }
    }
  }

  /// Whether the time from one day to a later one is in a range.
  static func contains(_ range: TimeRange, _ from: CalendarDate, _ to: CalendarDate) -> Bool {
    /// The order of the time that has passed to a number of units.
    func order(to count: Int) -> Int {
      switch range.unit {
      case .fullMonths:
        let between = (to.year - from.year) * 12 + to.month - from.month - 1
        return max(between, 0) - count
      case .calendar(let unit) where unit.isOfMonths:
        guard let anniversary = from.adding(months: count) else { return -1 }
        return to.dayNumber - anniversary.dayNumber
      case .calendar: return to.dayNumber - from.dayNumber - count
      }
    }
    if let lower = range.interval.lower {
      let order = order(to: lower.value.integer!)
      if lower.isIncluded ? order < 0 : order <= 0 { return false }
    }
    if let upper = range.interval.upper {
      let order = order(to: upper.value.integer!)
      if upper.isIncluded ? order > 0 : order >= 0 { return false }
    }
    return true
  }
}
