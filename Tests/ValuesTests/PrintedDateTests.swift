import Testing
import Values

@Suite struct PrintedDateTests {
  @Test(arguments: [
    ("11/23", "2023-11"), ("2/22", "2022-02"), ("08/15/2020", "2020-08-15"),
    ("4/3/23", "2023-04-03"), ("1/23/24", "2024-01-23"), ("2023-11", "2023-11"),
    ("2024-02-29", "2024-02-29"), ("11/2012", "2012-11"), ("8/15/99", "2099-08-15"),
  ])
  func readsDatesAsPoliciesPrintThem(_ text: String, _ iso: String) throws {
    let date = try PrintedDate(text)
    #expect(date.iso == iso)
    #expect(date.printed == text)
  }

  @Test(arguments: [
    ("January 2024", PrintedDateError.unreadable), ("2023", .unreadable), ("", .unreadable),
    ("1/2/3/24", .unreadable), ("11/ 23", .unreadable), ("٠١/23", .unreadable),
    ("11/12", .ambiguous), ("3/4/05", .ambiguous), ("13/23", .impossible("month 13")),
    ("15/08/2020", .impossible("month 15")), ("2/29/23", .impossible("day 29 in 2023-02")),
    ("2023-00", .impossible("month 0")), ("1/1/1776", .impossible("year 1776")),
  ])
  func refusesOtherTexts(_ text: String, _ error: PrintedDateError) {
    #expect(throws: error) { try PrintedDate(text) }
  }

  @Test func spansTheDaysThatItCanMean() throws {
    let days = try PrintedDate("2/24").days
    #expect(days.lowerBound == CalendarDate("2024-02-01"))
    #expect(days.upperBound == CalendarDate("2024-02-29"))
  }
}
