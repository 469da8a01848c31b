internal import DecisionTable

/// Assigns names to facts or choice values, derived from the labels of another tool.
///
/// Each name is assigned once, so labels that differ only in punctuation or script stay distinct.
struct ImportedNames {
  private var taken: Set<String>

  /// - Parameter reserved: names that must not be assigned.
  init(reserved: Set<String> = []) {
    taken = reserved.union(Connective.Key.allCases.map(\.rawValue)).union(["criterion"])
  }

  /// The names of facts, which must not collide with the names that exports add.
  static var ofFacts: ImportedNames {
    ImportedNames(
      reserved: FEELKeywords.all.union([
        "result", "criteria", "criterion_ids", "needs", "outcome", "statement", "date_of_service",
      ]))
  }

  /// - Parameters:
  ///   - text: the label.
  ///   - numbered: the name to use if the label cannot be spelled in Latin letters: `input_2`.
  mutating func add(_ text: String, numbered: String) -> String {
    let base = text.latinIdentifier ?? numbered
    var name = base
    // A reserved word gets a suffix; other duplicates are numbered.
    if taken.contains(name), !given.contains(name) { name = "\(base)_value" }
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(base)_\(number)"
      number += 1
    }
    given.insert(name)
    return name
  }

  private var given: Set<String> = []
}

extension String {
  /// The text in lower-case Latin letters, digits and `_`: `RiskCategory` becomes `risk_category`,
  /// `Größe` becomes `grosse`. Nil if a letter does not have a Latin spelling, or nothing remains.
  fileprivate var latinIdentifier: String? {
    var name = ""
    var isAfterSmall = false
    for scalar in unicodeScalars {
      guard let letters = scalar.latinLetters else {
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { return nil }
        // A combining accent belongs to the letter before it.
        if scalar.properties.generalCategory == .nonspacingMark { continue }
        if !name.isEmpty, name.last != "_" { name += "_" }
        isAfterSmall = false
        continue
      }
      let isUpper = scalar.properties.isUppercase
      if isUpper, isAfterSmall, name.last != "_" { name += "_" }
      name += letters
      isAfterSmall = !isUpper
    }
    name = String(name.prefix(70))
    while name.last == "_" { name.removeLast() }
    guard let first = name.unicodeScalars.first else { return nil }
    return ("a"..."z").contains(first) ? name : "v_\(name)"
  }
}

extension Unicode.Scalar {
  /// A digit, or the Latin letter without its accents, in lower case; nil for any other character.
  fileprivate var latinLetters: String? {
    if ("a"..."z").contains(self) || ("0"..."9").contains(self) { return String(self) }
    // `LATIN SMALL LETTER O WITH DIAERESIS`
    guard let words = properties.name?.split(separator: " "), words.count >= 4,
      words[0] == "LATIN", ["LETTER", "LIGATURE"].contains(words[2]),
      words.count == 4 || words[4] == "WITH"
    else {
      return properties.name == "LATIN SMALL LETTER SHARP S" ? "ss" : nil
    }
    let letter = words[3].lowercased()
    return letter.utf8.count <= 2 ? letter : nil
  }
}
