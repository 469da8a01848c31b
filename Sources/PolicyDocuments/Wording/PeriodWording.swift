internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import Values

extension CodePeriod {
  /// `until December 31, 2020`, `from January 1, 2021`
  var text: String { periodText(from: from, until: until) }
}

extension ServiceDates {
  var text: String { periodText(from: from, until: until) }
}

private func periodText(from: CalendarDate?, until: CalendarDate?) -> String {
  func day(_ date: CalendarDate) -> String {
    Reference.DateParts(year: date.year, month: date.month, day: date.day).text
  }
  return [from.map { "from \(day($0))" }, until.map { "until \(day($0))" }].compactMap(\.self)
    .joined(separator: " ")
}
