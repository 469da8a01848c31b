import Testing
import Values

@Suite struct CalendarPeriodTests {
  @Test(arguments: [
    ("2024-02", "2024-02-01", "2024-02-29"), ("2023-02", "2023-02-01", "2023-02-28"),
    ("2199-12", "2199-12-01", "2199-12-31"), ("1900", "1900-01-01", "1900-12-31"),
  ])
  func readsMonthsAndYears(_ text: String, _ first: String, _ last: String) throws {
    let period = try #require(CalendarPeriod(text))
    #expect(period.first.description == first)
    #expect(period.last.description == last)
    #expect(period.description == text)
    #expect(CalendarPeriod(from: period.first, until: period.last) == period)
  }

  @Test(arguments: [
    "", "24", "2024-3", "2024-13", "2024-00", "2024/03", "1899", "2200", "2024-03-01", "+202",
    "2024-",
  ])
  func refusesAnythingElse(_ text: String) { #expect(CalendarPeriod(text) == nil) }

  @Test func aRangeThatIsNotAPeriodIsNone() throws {
    let first = try #require(CalendarDate("2024-01-01"))
    #expect(CalendarPeriod(from: first, until: try #require(CalendarDate("2024-02-29"))) == nil)
    #expect(CalendarPeriod(from: first, until: try #require(CalendarDate("2025-01-31"))) == nil)
  }
}
