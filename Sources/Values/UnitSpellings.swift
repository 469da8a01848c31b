extension UnitWords {
  /// The UCUM code for a unit as people write it: `yrs`, `lb`, `mmHg`, `kg/m²`, `mg/day`.
  ///
  /// - Returns: nil if the text is unknown or ambiguous. A UCUM code is returned unchanged.
  public static func code(meantBy text: String) -> String? {
    if UnitOfMeasure(text) != nil { return text }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let codes = parts.map { $0.isEmpty ? "" : factor(meantBy: $0) }
    guard codes.allSatisfy({ $0 != nil }) else { return nil }
    let code = codes.compactMap(\.self).joined(separator: "/")
    return UnitOfMeasure(code) == nil ? nil : code
  }

  private static func factor(meantBy text: String) -> String? {
    let text = text.filter { !$0.isWhitespace }
    if UnitOfMeasure(text) != nil { return text }
    if let code = spellings[text] ?? spellings[text.lowercased()] ?? code(of: text.lowercased()) {
      return code
    }
    var plain = text.replacing("µ", with: "u").replacing("μ", with: "u")
    for (power, digit) in [("²", "2"), ("³", "3"), ("^2", "2"), ("^3", "3"), ("**2", "2")] {
      plain = plain.replacing(power, with: digit)
    }
    if UnitOfMeasure(plain) != nil { return plain }
    // The plural of a code with at least two letters, such as `kgs` or `mLs`.
    let singular = String(plain.dropLast())
    return plain.last == "s" && singular.count > 1 && UnitOfMeasure(singular) != nil
      ? singular : nil
  }

  /// Spellings that are unambiguous in a clinical policy. They are in lower case, and case is
  /// ignored.
  private static let spellings = [
    "y": "a", "yr": "a", "yrs": "a", "mos": "mo", "mth": "mo", "mths": "mo", "mon": "mo",
    "wks": "wk", "w": "wk", "hr": "h", "hrs": "h", "mins": "min", "sec": "s", "secs": "s",
    "lb": "[lb_av]", "lbs": "[lb_av]", "oz": "[oz_av]", "in": "[in_i]", "ft": "[ft_i]",
    "inches": "[in_i]", "feet": "[ft_i]",
    "gram": "g", "grams": "g", "gm": "g", "kilogram": "kg", "kilograms": "kg", "kilo": "kg",
    "kilos": "kg", "milligram": "mg", "milligrams": "mg", "microgram": "ug", "micrograms": "ug",
    "mcg": "ug", "meter": "m", "meters": "m", "metre": "m", "metres": "m", "centimeter": "cm",
    "centimeters": "cm", "millimeter": "mm", "millimeters": "mm", "cc": "mL", "milliliter": "mL",
    "milliliters": "mL", "litre": "L", "litres": "L",
    "mmhg": "mm[Hg]", "cmh2o": "cm[H2O]", "iu": "[IU]", "percent": "%", "pct": "%",
    "°c": "Cel", "celsius": "Cel", "°f": "[degF]", "fahrenheit": "[degF]", "ph": "[pH]",
    "1.73m2": "{1.73_m2}", "1.73m²": "{1.73_m2}", "1.73m^2": "{1.73_m2}",
  ]
}
