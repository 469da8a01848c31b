import Testing
import Values

@testable import PolicyChecks

/// What texts state: each number with its comparison, in order.
@Suite struct StatedNumberTests {
  @Test(arguments: [
    ("Age at least 18 years", "≥18"), ("Adults of 18 years of age or older", "≥18"),
    ("18+", "≥18"), ("A minimum of 18 years", "≥18"), ("18 years minimum", "≥18"),
    ("not less than 18", "≥18"), ("Greater than or equal to 18", "≥18"), (">= 18", "≥18"),
    ("over the age of 18", ">18"), ("more than 18", ">18"), ("> 18", ">18"),
    ("not under 18", "≥18"), ("not within 12 months", ">12"),
    ("No more than 65", "≤65"), ("up to 65", "≤65"), ("65 or younger", "≤65"), ("≤ 65", "≤65"),
    ("within the last 12 months", "≤12"), ("at most sixty-five", "≤65"),
    ("younger than 65", "<65"), ("below 65", "<65"), ("less than ６５", "<65"),
    ("under ٦٥", "<65"), ("under ⁶⁵", "<65"), ("less than 1,000.5", "<1000.5"),
    ("Age 55 to 77 years", "≥55 ≤77"), ("55–77", "≥55 ≤77"), ("between 55 and 77", "≥55 ≤77"),
    ("under 18 or over 65", "<18 >65"), ("under 18 years or older than 65 years", "<18 >65"),
    ("over 50 years and at least 20 pack-years", ">50 ≥20"),
    ("Two of these", "2"), ("Age 21", "21"), ("18 and 2 visits", "18 2"), ("3 or 4 units", "3 4"),
    ("R2 above the COVID-19 level of 30 kg/m²", "30"), ("10⁹/L", "10"), ("no numbers here", ""),
    ("Value {fact_2}", ""),
    ("since 2021-01-31", "2021 31"),
  ])
  func readsNumbersAndComparisons(_ text: String, _ expected: String) {
    let signs: [Comparison: String] = [.atLeast: "≥", .over: ">", .atMost: "≤", .under: "<"]
    let stated = StatedNumber.all(in: text).map { number in
      (number.comparison.flatMap { signs[$0] } ?? "") + number.value.description
    }
    #expect(stated.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("No scan within 12 months", true), ("Not for people who are over 65", true),
    ("Age over 65", false), ("No scan. Age over 65", false),
  ])
  func findsNegationsInTheSentence(_ text: String, _ mayBeReversed: Bool) {
    #expect(StatedNumber.all(in: text).map(\.mayBeReversed) == [mayBeReversed])
  }
}
