import Testing
import Values

@Suite struct CalendarDateTests {
  @Test func numbersEveryDayConsecutively() throws {
    var date = try #require(CalendarDate(year: 1900, month: 1, day: 1))
    var number = 0
    while true {
      try #require(date.dayNumber == number)
      try #require(CalendarDate(dayNumber: number) == date)
      let next =
        CalendarDate(year: date.year, month: date.month, day: date.day + 1)
        ?? CalendarDate(year: date.year, month: date.month + 1, day: 1)
        ?? CalendarDate(year: date.year + 1, month: 1, day: 1)
      guard let next else { break }
      date = next
      number += 1
    }
    #expect(date.description == "2199-12-31")
    #expect(date.adding(days: 1) == nil)
  }

  @Test(arguments: [
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
    ("2023-01-31", 1, "2023-02-28"), ("2010-05-01", 180, "2025-05-01"),
    ("2010-05-01", -13, "2009-04-01"),
  ])
  func addsCalendarMonths(_ date: String, _ months: Int, _ later: String) {
    #expect(CalendarDate(date)?.adding(months: months)?.description == later)
  }
}
