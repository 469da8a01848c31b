import Testing

@testable import Values

@Suite struct UnitOfMeasureTests {
  @Test(arguments: [
    ("12", "mo", "a", "1"), ("18", "mo", "a", "1.5"), ("2", "a", "mo", "24"),
    ("2", "h", "min", "120"),
    ("90", "min", "h", "1.5"), ("250", "g", "kg", "0.25"), ("5", "g/L", "mg/dL", "500"),
    ("1", "[lb_av]", "kg", "0.45359237"), ("6", "[ft_i]", "cm", "182.88"), ("30", "%", "1", "0.3"),
    ("150", "10*3/uL", "10*9/L", "150"), ("1", "wk", "d", "7"), ("2", "/h", "/d", "48"),
    ("20", "{pack-years}", "{pack-years}", "20"), ("7", "mg/g", "g/kg", "7"),
    ("25", "kg/m2", "g/cm2", "2.5"), ("120", "mm[Hg]", "kPa", "15.99864"),
    // A dot after a division multiplies again.
    ("1", "kg/m2.s", "g.s/m2", "1000"), ("2", "g/L.d", "g.d/L", "2"), ("1", "m/s/s", "m/s2", "1"),
  ])
  func convertsExactly(_ value: String, _ from: String, _ to: String, _ expected: String) throws {
    let one = try #require(UnitOfMeasure(from))
    let other = try #require(UnitOfMeasure(to))
    #expect(one.convert(try #require(ExactDecimal(value)), to: other) == ExactDecimal(expected))
  }

  /// A conversion fails if the result is not exact, or if the units measure different kinds of
  /// quantities.
  @Test(arguments: [
    ("1", "min", "h"), ("1", "kg", "[lb_av]"), ("90", "d", "mo"), ("1", "a", "wk"),
    ("20", "{packs}", "{pack-years}"), ("1", "kg", "m"), ("37", "Cel", "K"), ("1", "U", "[IU]"),
    ("1", "mol", "g"),
  ])
  func refusesToConvert(_ value: String, _ from: String, _ to: String) throws {
    let one = try #require(UnitOfMeasure(from))
    let other = try #require(UnitOfMeasure(to))
    #expect(one.convert(try #require(ExactDecimal(value)), to: other) == nil)
  }

  @Test(arguments: [
    "", " ", "years", "mmHg", "kg/m²", "kg//m", "kg/", "/", "{", "{}", "{a{b}}", "{a", "kkg", "ka",
    "k%", "m0", "kg m",
  ])
  func refusesOtherTexts(_ text: String) { #expect(UnitOfMeasure(text) == nil) }

  @Test(arguments: [
    ("a", "2 years"), ("mm[Hg]", "2 mmHg"), ("kg/m2", "2 kg/m²"), ("{pack-years}", "2 pack-years"),
    ("%", "2%"), ("{episodes}/h", "2 episodes per hour"), ("/min", "2 per minute"),
    ("10*9/L", "2 10⁹/L"), ("ug/L", "2 µg/L"), ("[lb_av]", "2 pounds"),
    ("mL/min", "2 mL per minute"),
  ])
  func isPrintedInPlainLanguage(_ code: String, _ words: String) {
    #expect(UnitWords.quantity(ExactDecimal(2), code) == words)
  }

  @Test func oneIsSingular() {
    #expect(UnitWords.quantity(ExactDecimal(1), "a") == "1 year")
    #expect(UnitWords.quantity(ExactDecimal(1), nil) == "1")
  }
}
