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
  [from.map { "from \($0.spelledOut)" }, until.map { "until \($0.spelledOut)" }]
    .compactMap(\.self).joined(separator: " ")
}

extension CalendarDate {
  /// `December 31, 2020`
  var spelledOut: String { Reference.DateParts(year: year, month: month, day: day).text }
}
