import DecisionTable
import DecisionWording
import Testing
import Values

@testable import PolicyDocuments

private let years = FactType.number(
  NumberType(unit: "a", isInteger: true, minimum: nil, maximum: nil))
private let plain = FactType.number(
  NumberType(unit: nil, isInteger: false, minimum: nil, maximum: nil))
private let share = FactType.number(
  NumberType(unit: "%", isInteger: false, minimum: nil, maximum: nil))

private func interval(_ low: String?, _ high: String?, _ lowIncluded: Bool, _ highIncluded: Bool)
  -> Interval
{
  Interval(
    lower: low.flatMap { ExactDecimal($0) }.map { .init($0, isIncluded: lowIncluded) },
    upper: high.flatMap { ExactDecimal($0) }.map { .init($0, isIncluded: highIncluded) })
}

@Suite struct RangeWordsTests {
  @Test(arguments: [
    (interval("55", "77", true, true), years, "55 to 77 years"),
    (interval("20", nil, true, true), years, "at least 20 years"),
    (interval("1", nil, false, true), years, "over 1 year"),
    (interval("18", "65", true, false), years, "at least 18 and under 65 years"),
    (interval("-5", "5", true, true), plain, "-5 to 5"),
    (interval("7", "7", true, true), plain, "exactly 7"),
    (interval(nil, "88", true, true), share, "at most 88%"),
    (interval("5", "30", false, true), share, "over 5 and at most 30%"),
    (interval(nil, "180", true, true), .duration(.years), "within the last 15 years"),
    (interval(nil, "18", true, true), .duration(.years), "within the last 18 months"),
    (interval("6", nil, true, true), .duration(.months), "at least 6 months ago"),
    (interval("6", "180", true, true), .duration(.years), "6 months to 15 years ago"),
    (interval(nil, "14", true, false), .duration(.weeks), "under 2 weeks ago"),
    (interval("44196", nil, true, true), .date, "from 2021-01-02"),
    (interval("44195", "44200", false, false), .date, "after 2021-01-01 to before 2021-01-06"),
    (interval(nil, "44195", true, true), .date, "until 2021-01-01"),
  ])
  func arePrintedAsPeopleSayThem(_ interval: Interval, _ type: FactType, _ words: String) {
    #expect(interval.wording(of: type) == words)
  }

  /// read ∘ print = id, of every kind of range.
  @Test func areReadBack() {
    let types: [FactType] =
      [years, plain, share, .date] + CalendarUnit.allCases.map { .duration($0) }
    let numbers = ["1", "2", "7", "12", "18", "180", "44195"]
    for type in types {
      for low in [nil] + numbers.map(Optional.some) {
        for high in [nil] + numbers.map(Optional.some) where low != nil || high != nil {
          for ends in 0..<4 {
            let range = interval(low, high, ends & 1 == 0, ends & 2 == 0)
            guard !range.isEmpty else { continue }
            let words = range.wording(of: type)
            #expect(Interval(printed: words, of: type) == range, "\(words)")
            #expect(!words.contains(" or "))
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("55 to 77", years), ("55 to 77 months", years), ("at most 88", share), ("more than 5", plain),
    ("within the last 15 days", .duration(.years)), ("at least 6 months", .duration(.months)),
    ("from 2021-02-30", .date), ("", plain), ("exactly", plain), ("1 years", years),
  ])
  func otherWordsMeanNothing(_ words: String, _ type: FactType) {
    #expect(Interval(printed: words, of: type) == nil)
  }
}
