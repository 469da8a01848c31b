internal import DecisionTable
internal import JSONText

/// What a test found in a list that a request states: how many entries it looked at, and which of them
/// decided.
struct CountedEntriesWording {
  let text: String

  /// - Parameters:
  ///   - list: the list as it is stated.
  ///   - counted: whether the test counts each entry.
  init(_ list: JSON, counted: [Truth], by test: RecordTest, isSettled: Bool) {
    let entries = (list["present"] ?? list).array ?? []
    let days = entries.map { entry -> String in
      guard let date = entry["date"], date != .null else { return "an unknown day" }
      if let day = date.string, day.utf8.count == CountedEntriesWording.lengthOfDay { return day }
      return StatedWording(date, of: .date).text
    }
    var parts = [entries.count == 1 ? "1 entry looked at" : "\(entries.count) entries looked at"]
    if list.array == nil { parts[0] += ", and there may be others" }
    let certain = days.indices.filter { counted[$0] == .yes }
    let possible = days.indices.filter { counted[$0] == .unknown }
    // In an open list, an entry that is not stated may be the one.
    if list.array != nil, let selection = test.selection, isSettled, possible.isEmpty,
      let decided = CountedEntriesWording.selected(selection, among: certain, of: entries)
    {
      parts.append(decided.map { "that of \(days[$0])" }.joined(separator: " and ") + " decided")
    } else {
      parts.append(
        certain.isEmpty
          ? (possible.isEmpty ? "none counts" : "none counts for certain")
          : "counted: \(listed(certain.map { days[$0] }))"
      )
      if !possible.isEmpty { parts.append("may count: \(listed(possible.map { days[$0] }))") }
    }
    text = parts.joined(separator: "; ")
    func listed(_ days: [String]) -> String {
      days.prefix(CountedEntriesWording.mostListed).joined(separator: ", ")
        + (days.count > CountedEntriesWording.mostListed
          ? " and \(days.count - CountedEntriesWording.mostListed) more" : "")
    }
  }

  private static let mostListed = 6
  /// A day is written as `2024-01-05`, and a month or a year shorter.
  private static let lengthOfDay = 10

  /// The entries on the latest or the earliest day; nil if the day of one is not known.
  private static func selected(
    _ selection: EntrySelection, among counted: [Int], of entries: [JSON]
  ) -> [Int]? {
    let days = counted.compactMap { entries[$0]["date"]?.string }
    guard days.count == counted.count, days.allSatisfy({ $0.utf8.count == lengthOfDay }),
      let day = selection == .latest ? days.max() : days.min()
    else { return nil }
    return counted.filter { entries[$0]["date"]?.string == day }
  }
}

extension RecordTest {
  /// Which entry is measured, if it is one.
  fileprivate var selection: EntrySelection? {
    switch measure {
    case .attribute(_, let selection, _), .elapsed(let selection, _): selection
    case .count: nil
    }
  }
}
