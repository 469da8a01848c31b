import Testing
import Values

@testable import DecisionTable

@Suite struct DayCutTests {
  /// The older days of a cut are those from which so much time has passed, for all days of some years.
  @Test(arguments: [
    DayCut.months(0, isAfter: true), .months(1, isAfter: false), .months(1, isAfter: true),
    .months(6, isAfter: true), .months(12, isAfter: false), .months(13, isAfter: true), .days(0),
    .days(30), .fullMonths(0), .fullMonths(1), .fullMonths(11), .calendarYear(yearsBefore: 0),
    .calendarYear(yearsBefore: 1),
  ])
  func dividesOlderDaysFromNewerOnes(_ cut: DayCut) throws {
    let first = try #require(CalendarDate("2022-10-25")).dayNumber
    let last = try #require(CalendarDate("2024-04-05")).dayNumber
    for number in stride(from: first + 450, through: last, by: 1) {
      let service = try #require(CalendarDate(dayNumber: number))
      let end = cut.lastOlderDay(before: CivilDay(service))
      for day in [end - 32, end - 2, end - 1, end, end + 1, end + 2, end + 31]
      where day <= number && day >= 0 {
        let date = try #require(CalendarDate(dayNumber: day))
        try #require(isOlder(date, than: cut, service) == (day <= end))
      }
    }
  }

  private func isOlder(_ day: CalendarDate, than cut: DayCut, _ service: CalendarDate) -> Bool {
    func passed(_ count: Int, isIncluded: Bool, _ unit: TimeUnit) -> Bool {
      RecordOracle.contains(
        TimeRange(
          Interval(lower: .init(ExactDecimal(count), isIncluded: isIncluded), upper: nil), in: unit),
        day, service)
    }
    return switch cut {
    case .months(let count, let isAfter):
      passed(count, isIncluded: !isAfter, .calendar(.months))
    case .days(let count): passed(count, isIncluded: true, .calendar(.days))
    case .fullMonths(let count): passed(count, isIncluded: true, .fullMonths)
    case .calendarYear(let years): day.year < service.year - years
    }
  }

  @Test func daysHaveTheirNumbers() throws {
    for number in stride(from: 0, through: CalendarDate.lastDayNumber, by: 17) {
      let date = try #require(CalendarDate(dayNumber: number))
      try #require(CivilDay(number: number) == CivilDay(date))
    }
    #expect(CivilDay(number: -1).day == 31)
    #expect(CivilDay(number: -1).year == 1899)
  }
}
