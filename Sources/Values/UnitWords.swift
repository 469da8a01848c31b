/// Units as text for people: `years`, `mmHg`, `kg/m²`, `pack-years`.
public enum UnitWords {
  /// - Parameter code: a UCUM code.
  public static func singular(_ code: String) -> String {
    named.first { $0.code == code }?.singular ?? composed(code)
  }

  public static func plural(_ code: String) -> String {
    named.first { $0.code == code }?.plural ?? composed(code)
  }

  /// `20 pack-years`, `1 year`, `30%`.
  public static func quantity(_ value: ExactDecimal, _ code: String?) -> String {
    guard let code, code != "1" else { return value.description }
    if code == "%" { return "\(value)%" }
    return "\(value) \(value == ExactDecimal(1) ? singular(code) : plural(code))"
  }

  /// The word for a unit with the code that a request writes, `years ("a")`; the code alone where it is
  /// the word: `%`.
  public static func named(_ code: String) -> String {
    let word = plural(code)
    return word == code ? code : "\(word) (\"\(code)\")"
  }

  /// The words that name units, in singular and plural.
  public static var words: [String] { named.flatMap { [$0.singular, $0.plural] } }

  /// The UCUM code of one of the words: `a` for `years`.
  public static func code(of word: String) -> String? {
    named.first { $0.singular == word || $0.plural == word }?.code
  }

  private static let named: [(code: String, singular: String, plural: String)] = [
    ("a", "year", "years"), ("mo", "month", "months"), ("wk", "week", "weeks"),
    ("d", "day", "days"), ("h", "hour", "hours"), ("min", "minute", "minutes"),
    ("s", "second", "seconds"), ("[lb_av]", "pound", "pounds"), ("[oz_av]", "ounce", "ounces"),
    ("[in_i]", "inch", "inches"), ("[ft_i]", "foot", "feet"), ("Cel", "°C", "°C"),
    ("[degF]", "°F", "°F"), ("L", "liter", "liters"), ("l", "liter", "liters"),
  ]

  private static let rates = [
    "s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month",
    "a": "year",
  ]

  /// The code without its brackets, with superscript exponents, and with words for rates over time.
  private static func composed(_ code: String) -> String {
    var parts = code.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var rate = ""
    if parts.count == 2, let unit = rates[parts[1]] {
      rate = " per \(unit)"
      parts.removeLast()
      if parts[0].isEmpty { return String(rate.dropFirst()) }
    }
    return parts.map { part in
      part.split(separator: ".", omittingEmptySubsequences: false).map { factor($0) }
        .joined(separator: "·")
    }.joined(separator: "/") + rate
  }

  private static func factor(_ code: Substring) -> String {
    let raised: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    if code.hasPrefix("{") { return String(code.filter { $0 != "{" && $0 != "}" }) }
    if code.hasPrefix("10*") || code.hasPrefix("10^") {
      return "10" + String(code.dropFirst(3).map { raised[$0] ?? $0 })
    }
    var text = code
    var exponent = ""
    while let last = text.last, let sign = raised[last], text.count > 1 {
      exponent = String(sign) + exponent
      text.removeLast()
    }
    let isMicro = text.hasPrefix("u") && text.count > 1
    return (isMicro ? "µ" + text.dropFirst() : String(text)).filter { !"[]{}".contains($0) }
      + exponent
  }
}
