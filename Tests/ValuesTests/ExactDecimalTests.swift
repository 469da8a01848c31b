import Testing
import Values

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("20", "20"), ("20.0", "20"), ("1e3", "1000"), ("-0.50", "-0.5"),
    ("0.001", "0.001"), ("1200E-2", "12"), ("1e40", "1e40"), ("1e-40", "1e-40"),
    ("0.0000000000000000000000000000000000", "0"),
    ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
  ])
  func readsExactly(_ text: String, _ printed: String) {
    #expect(ExactDecimal(text)?.description == printed)
    #expect(ExactDecimal(printed) == ExactDecimal(text))
  }

  @Test(arguments: [
    "", "-", "01", ".5", "5.", "1e", "1e+", "+1", "0x10", "NaN", "1 ",
    "12345678901234567890123456789012345", "1e7000",
    "1e-7000",
  ])
  func refuses(_ text: String) { #expect(ExactDecimal(text) == nil) }

  @Test func compares() throws {
    let ascending = [
      "-1e40", "-20", "-19.5", "-0.1", "0", "1e-100", "0.1", "19.999999999999999", "20",
      "20.0000000000000001", "100",
      "1e30", "1000000000000000000000000000001", "1e6111",
    ].compactMap { ExactDecimal($0) }
    #expect(ascending.count == 14)
    for (index, one) in ascending.enumerated() {
      for (other, two) in ascending.enumerated() { #expect((one < two) == (index < other)) }
    }
  }

  @Test(arguments: [
    ("1.5", "1", "2"), ("-1.5", "-2", "-1"), ("2", "2", "2"), ("1e-40", "0", "1"),
    ("-1e-40", "-1", "0"),
  ])
  func rounds(_ text: String, _ floor: String, _ ceiling: String) throws {
    let value = try #require(ExactDecimal(text))
    #expect(value.floor.description == floor)
    #expect(value.ceiling.description == ceiling)
  }

  @Test func multipliesAndAddsExactly() throws {
    let half = try #require(ExactDecimal("0.5"))
    #expect(half.multiplied(by: ExactDecimal(12)) == ExactDecimal(6))
    #expect(half.adding(ExactDecimal(-1))?.description == "-0.5")
    let long = try #require(ExactDecimal("1234567890123456789012345678901234"))
    #expect(long.multiplied(by: long) == nil)
    #expect(long.adding(half) == nil)
    // The exact quotient has more than 34 digits.
    #expect(long.adding(ExactDecimal(-1))?.divided(by: ExactDecimal(1024)) == nil)
    #expect(ExactDecimal(1).divided(by: ExactDecimal(3)) == nil)
    #expect(ExactDecimal(1).divided(by: ExactDecimal(0)) == nil)
    #expect(ExactDecimal(-3).divided(by: ExactDecimal(8))?.description == "-0.375")
    #expect(ExactDecimal(0).adding(long) == long)
  }

  private static let between: [(String?, String?, String?)] = [
    (nil, nil, "0"), ("20", nil, "21"), (nil, "0.5", "0"), (nil, "-3", "-4"), ("1", "2", "1.1"),
    ("15", "40", "16"), ("-5", "3", "-4"), ("0", "0.05", "0.01"), ("0", "0.1", "0.01"),
    ("1", "1.000000000000000000000000000000001", nil),
    ("1", "1.000000000000000000000000000000002", "1.000000000000000000000000000000001"),
    ("-1", "-0.9999999999999999999999999999999998", "-0.9999999999999999999999999999999999"),
    ("-1", "-0.9999999999999999999999999999999999", nil),
    ("1e6000", nil, "1000000000000000000000000000000001e5967"),
    ("1e6000", "2e6000", "1000000000000000000000000000000001e5967"),
    ("-2e6000", "-1e6000", "-1999999999999999999999999999999999e5967"),
    (nil, "-1e6000", "-1000000000000000000000000000000001e5967"),
    ("9999999999999999999999999999999999e6111", nil, nil), ("0", "1e-6176", nil),
    ("0", "1e-6000", "1e-6001"), ("1e-6000", "2e-6000", "11e-6001"), ("2", "2", nil),
    ("0", "1e6000", "1"),
  ]

  @Test(arguments: between)
  func findsTheSimplestDecimalBetweenTwo(_ low: String?, _ high: String?, _ expected: String?) {
    let found = ExactDecimal.simplest(
      after: low.flatMap { ExactDecimal($0) }, before: high.flatMap { ExactDecimal($0) })
    #expect(found?.description == expected)
  }

  @Test func conversionToAnIntegerDoesNotOverflow() {
    #expect(ExactDecimal("1e18")?.integer == 1_000_000_000_000_000_000)
    #expect(ExactDecimal("9999999999999999999999999999999999e10")?.integer == nil)
  }
}
