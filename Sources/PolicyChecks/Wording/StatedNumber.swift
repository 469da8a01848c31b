internal import Values

/// A number that the text of a criterion states, with how the text compares it: `at least 18`.
struct StatedNumber {
  let value: ExactDecimal
  /// The number as it is written.
  let text: String
  /// The comparison, if the text has one.
  let comparison: Comparison?
  /// The number with the words that compare it.
  let phrase: String
  /// Whether a negation earlier in the sentence may reverse the comparison.
  let mayBeReversed: Bool
}

/// How values compare with a number.
enum Comparison: Hashable {
  case atLeast, over, atMost, under

  var complement: Comparison {
    switch self {
    case .atLeast: .under
    case .over: .atMost
    case .atMost: .over
    case .under: .atLeast
    }
  }

  /// The same direction with the number itself included.
  fileprivate var orEqual: Comparison {
    switch self {
    case .atLeast, .over: .atLeast
    case .atMost, .under: .atMost
    }
  }
}

extension StatedNumber {
  /// The numbers that a text states, in digits of any script or in words.
  static func all(in text: String) -> [StatedNumber] {
    let tokens = TextToken.tokens(of: text)
    return tokens.indices.compactMap { index in
      guard case .number(let value) = tokens[index].kind else { return nil }
      let found =
        comparison(after: index, tokens) ?? endOfRange(at: index, tokens)
        ?? comparison(before: index, tokens)
      let phrase = found?.tokens ?? index..<index + 1
      let range =
        tokens[phrase.lowerBound].range.lowerBound..<tokens[phrase.upperBound - 1].range.upperBound
      return StatedNumber(
        value: value, text: String(text[tokens[index].range]), comparison: found?.comparison,
        phrase: String(text[range]),
        mayBeReversed: isNegated(before: phrase.lowerBound, tokens))
    }
  }

  private typealias Found = (comparison: Comparison, tokens: Range<Int>)

  /// `at least 18`, `over the age of 18`, `not less than 18`, `greater than or equal to 18`.
  private static func comparison(before number: Int, _ tokens: [TextToken]) -> Found? {
    var includesEqual = false
    for end in (max(0, number - 6)...number).reversed() {
      if let found = comparison(endingAt: end, tokens) {
        let comparison = includesEqual ? found.comparison.orEqual : found.comparison
        return (comparison, found.tokens.lowerBound..<number + 1)
      }
      guard end > 0, let word = tokens[end - 1].word, fillers.contains(word) else { return nil }
      if word == "equal" { includesEqual = true }
    }
    return nil
  }

  private static func comparison(endingAt end: Int, _ tokens: [TextToken]) -> Found? {
    for (words, comparison) in leading where end >= words.count {
      let start = end - words.count
      guard zip(tokens[start..<end], words).allSatisfy({ $0.word == $1 }) else { continue }
      if start > 0, let word = tokens[start - 1].word, word == "no" || word == "not" {
        return (comparison.complement, start - 1..<end)
      }
      return (comparison, start..<end)
    }
    return nil
  }

  /// `18 or older`, `18 years or more`, `18+`.
  private static func comparison(after number: Int, _ tokens: [TextToken]) -> Found? {
    for start in number + 1...number + 4 where start < tokens.count {
      for (words, comparison) in trailing where start + words.count <= tokens.count {
        let end = start + words.count
        guard zip(tokens[start..<end], words).allSatisfy({ $0.word == $1 }),
          start == number + 1 || words != ["+"], !leadsToNumber(from: end, tokens)
        else { continue }
        return (comparison, number..<end)
      }
      // Between the number and the comparison there is at most a unit: `18 years of age or older`.
      guard case .word = tokens[start].kind else { return nil }
    }
    return nil
  }

  /// Whether a comparison that ends here is with a later number: `under 18 or over the age of 65`.
  private static func leadsToNumber(from start: Int, _ tokens: [TextToken]) -> Bool {
    for token in tokens[start...] {
      if case .number = token.kind { return true }
      guard let word = token.word, fillers.contains(word) || word == "than" else { return false }
    }
    return false
  }

  /// `55 to 77`, `55-77 years`, `between 55 and 77`.
  private static func endOfRange(at number: Int, _ tokens: [TextToken]) -> Found? {
    if let other = rangePartner(of: number, by: 1, tokens) { return (.atLeast, number..<other + 1) }
    if let other = rangePartner(of: number, by: -1, tokens) { return (.atMost, other..<number + 1) }
    return nil
  }

  /// The other number of a range, with at most two words of a unit before the connecting word.
  private static func rangePartner(of number: Int, by step: Int, _ tokens: [TextToken]) -> Int? {
    var index = number + step
    var connector: (word: String, index: Int)?
    var unitWords = 0
    while tokens.indices.contains(index) {
      switch tokens[index].kind {
      case .number:
        guard let connector else { return nil }
        let first = min(number, index)
        let isBetween = (1...2).contains { back in
          first >= back && tokens[first - back].word == "between"
        }
        return connector.word != "and" || isBetween ? index : nil
      case .word(let word):
        if connector == nil, ["to", "through", "and"].contains(word) {
          connector = (word, index)
        } else {
          unitWords += 1
        }
      case .sign(let sign):
        guard connector == nil, sign == "-" || sign == "–" else { return nil }
        connector = (String(sign), index)
      case .name: return nil
      }
      if unitWords > 2 { return nil }
      index += step
    }
    return nil
  }

  /// Whether the sentence has a negation before this token.
  private static func isNegated(before index: Int, _ tokens: [TextToken]) -> Bool {
    for token in tokens[..<index].reversed() {
      guard let word = token.word else { continue }
      if [".", ";"].contains(word) { return false }
      if negations.contains(word) { return true }
    }
    return false
  }
}

private let leading: [(words: [String], comparison: Comparison)] = [
  (["at", "least"], .atLeast), (["minimum"], .atLeast), (["from"], .atLeast),
  (["starting", "at"], .atLeast), (["beginning", "at"], .atLeast), (["≥"], .atLeast),
  ([">", "="], .atLeast),
  (["at", "most"], .atMost), (["maximum"], .atMost), (["up", "to"], .atMost),
  (["within"], .atMost), (["until"], .atMost), (["through"], .atMost), (["≤"], .atMost),
  (["<", "="], .atMost),
  (["over"], .over), (["more", "than"], .over), (["greater", "than"], .over),
  (["older", "than"], .over), (["higher", "than"], .over), (["longer", "than"], .over),
  (["larger", "than"], .over), (["later", "than"], .over), (["above"], .over),
  (["exceeding"], .over), (["exceeds"], .over), (["exceed"], .over), (["beyond"], .over),
  (["in", "excess"], .over), (["after"], .over), ([">"], .over),
  (["under"], .under), (["less", "than"], .under), (["fewer", "than"], .under),
  (["younger", "than"], .under), (["lower", "than"], .under), (["shorter", "than"], .under),
  (["smaller", "than"], .under), (["earlier", "than"], .under), (["below"], .under),
  (["before"], .under), (["<"], .under),
]

/// Words between a comparison and its number.
private let fillers: Set<String> = [
  "of", "the", "a", "an", "age", "ages", "aged", "last", "past", "previous", "preceding", "prior",
  "score", "total", "or", "equal", "to",
]

private let trailing: [(words: [String], comparison: Comparison)] = {
  let up = ["more", "older", "over", "above", "greater", "higher", "longer", "later", "up"]
  let down = ["less", "fewer", "younger", "under", "below", "lower", "shorter", "earlier"]
  func joined(_ words: [String], _ comparison: Comparison)
    -> [(words: [String], comparison: Comparison)]
  {
    words.flatMap { word in ["or", "and"].map { ([$0, word], comparison) } }
  }
  return joined(up, .atLeast) + joined(down, .atMost) + [
    (["+"], .atLeast), (["minimum"], .atLeast), (["maximum"], .atMost),
  ]
}()

private let negations: Set<String> = [
  "no", "not", "never", "without", "except", "unless", "excluding", "excludes", "nor", "neither",
  "none", "cannot", "other",
]
