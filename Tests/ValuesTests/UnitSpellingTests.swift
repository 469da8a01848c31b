import Testing

@testable import Values

@Suite struct UnitSpellingTests {
  @Test(
    arguments: [
      ("lb", "[lb_av]"), ("lbs", "[lb_av]"), ("pounds", "[lb_av]"), ("oz", "[oz_av]"),
      ("kgs", "kg"), ("Kilograms", "kg"), ("KG", nil), ("mcg", "ug"), ("µg", "ug"),
      ("μg/dL", "ug/dL"),
      ("yr", "a"), ("yrs", "a"), ("years", "a"), ("Years", "a"), ("mos", "mo"), ("wks", "wk"),
      ("hrs", "h"), ("mmHg", "mm[Hg]"), ("mmhg", "mm[Hg]"), ("kg/m²", "kg/m2"), ("kg/m^2", "kg/m2"),
      ("mg/kg/day", "mg/kg/d"), ("episodes/hour", nil), ("/hr", "/h"),
      ("mL/min/1.73m2", "mL/min/{1.73_m2}"),
      ("percent", "%"), ("°C", "Cel"), ("cc", "mL"), ("mg", "mg"), ("ms", "ms"),
      // These are ambiguous or unknown.
      ("M", nil), ("C", nil), ("F", nil), ("packs", nil), ("pack-years", nil), ("units", nil),
      ("", nil), ("/", nil), ("kg//m", nil), ("as", nil), ("x", nil),
    ] as [(String, String?)])
  func readsCommonSpellings(_ text: String, _ code: String?) {
    #expect(UnitWords.code(meantBy: text) == code)
  }

  /// Every suggestion is a UCUM unit, for which the same unit is suggested.
  @Test func suggestsValidUnits() {
    for text in ["lb", "kgs", "yr", "mmHg", "mg/day", "°F", "inches", "mos", "IU", "iu/mL"] {
      let code = UnitWords.code(meantBy: text)
      #expect(code.flatMap(UnitOfMeasure.init) != nil, "\(text)")
      #expect(code.flatMap(UnitWords.code(meantBy:)) == code, "\(text)")
    }
  }
}
