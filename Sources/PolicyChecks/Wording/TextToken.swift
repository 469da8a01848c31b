internal import Values

/// A piece of the text of a criterion: a word, a number, or a sign.
struct TextToken {
  enum Kind: Equatable {
    /// In lower case.
    case word(String)
    case number(ExactDecimal)
    /// A word with digits in it, such as `R2` or `COVID-19`.
    case name
    case sign(Unicode.Scalar)
  }

  let kind: Kind
  let range: Range<String.Index>

  var word: String? {
    switch kind {
    case .word(let word): word
    case .sign(let sign): String(sign)
    case .number, .name: nil
    }
  }
}

extension TextToken {
  /// The tokens of a text in order, without spaces.
  static func tokens(of text: String) -> [TextToken] {
    var reader = TokenReader(text)
    return reader.tokens()
  }
}

private struct TokenReader {
  private let text: String
  private let scalars: String.UnicodeScalarView
  private var index: String.Index

  init(_ text: String) {
    self.text = text
    scalars = text.unicodeScalars
    index = text.startIndex
  }

  mutating func tokens() -> [TextToken] {
    var tokens: [TextToken] = []
    while let scalar = scalar(at: index) {
      let start = index
      if scalar.properties.isAlphabetic {
        tokens.append(word(from: start))
      } else if digit(at: index) != nil {
        tokens.append(number(from: start))
      } else {
        index = scalars.index(after: index)
        if !scalar.properties.isWhitespace {
          tokens.append(TextToken(kind: .sign(scalar), range: start..<index))
        }
      }
    }
    return joiningNumberWords(tokens)
  }

  private mutating func word(from start: String.Index) -> TextToken {
    var hasDigits = skipWord()
    // In `COVID-19`, the number is part of a name.
    if let hyphen = scalar(at: index), hyphen == "-" || hyphen == "\u{2011}",
      digit(at: scalars.index(after: index)) != nil
    {
      index = scalars.index(after: index)
      _ = skipWord()
      hasDigits = true
    }
    let word = text[start..<index].lowercased()
    let kind: TextToken.Kind =
      hasDigits ? .name : numberWords[word].map { .number(ExactDecimal($0)) } ?? .word(word)
    return TextToken(kind: kind, range: start..<index)
  }

  /// Skips letters, digits and `_`, as in `{age_2}`, and says whether there were digits.
  private mutating func skipWord() -> Bool {
    var hasDigits = false
    while let next = scalar(at: index) {
      if digit(at: index) != nil {
        hasDigits = true
      } else if !next.properties.isAlphabetic, next != "_" {
        break
      }
      index = scalars.index(after: index)
    }
    return hasDigits
  }

  /// A number with thousands separators and decimals. Letters after it make it a name, and raised
  /// digits after it are an exponent.
  private mutating func number(from start: String.Index) -> TextToken {
    let isRaised = scalar(at: start)?.properties.numericType == .digit
    var digits = ""
    while let next = scalar(at: index) {
      if let digit = digit(at: index),
        isRaised == (next.properties.numericType == .digit)
      {
        digits += String(digit)
      } else if isSeparator(at: index) {
        // A thousands separator is not part of the value.
      } else if next == "." || next == "\u{66B}", digit(at: scalars.index(after: index)) != nil {
        digits += "."
      } else {
        break
      }
      index = scalars.index(after: index)
    }
    let isName = scalar(at: index)?.properties.isAlphabetic == true
    _ = skipWord()
    // In `2021-01-31`, a number with a leading zero is part of a date.
    let value = isName ? nil : ExactDecimal(digits)
    return TextToken(kind: value.map { .number($0) } ?? .name, range: start..<index)
  }

  /// Whether a comma is followed by exactly three digits.
  private func isSeparator(at index: String.Index) -> Bool {
    guard let sign = scalar(at: index), sign == "," || sign == "\u{66C}" else { return false }
    var next = scalars.index(after: index)
    for _ in 0..<3 {
      guard digit(at: next) != nil else { return false }
      next = scalars.index(after: next)
    }
    return digit(at: next) == nil
  }

  private func scalar(at index: String.Index) -> Unicode.Scalar? {
    index < scalars.endIndex ? scalars[index] : nil
  }

  /// The value of a digit of any script, raised and enclosed digits included.
  private func digit(at index: String.Index) -> Int? {
    guard let scalar = scalar(at: index) else { return nil }
    switch scalar.properties.numericType {
    case .decimal, .digit: return scalar.properties.numericValue.map { Int($0) }
    default: return nil
    }
  }

  /// Makes one number of `sixty-five` or `sixty five`.
  private func joiningNumberWords(_ tokens: [TextToken]) -> [TextToken] {
    var joined: [TextToken] = []
    for token in tokens {
      var before = joined.count - 1
      if before >= 0, joined[before].kind == .sign("-") { before -= 1 }
      if before >= 0, let tens = wordValue(joined[before]), let units = wordValue(token),
        tens >= 20, tens % 10 == 0, (1...9).contains(units)
      {
        let range = joined[before].range.lowerBound..<token.range.upperBound
        joined.removeSubrange(before...)
        joined.append(TextToken(kind: .number(ExactDecimal(tens + units)), range: range))
      } else {
        joined.append(token)
      }
    }
    return joined
  }

  private func wordValue(_ token: TextToken) -> Int? {
    let word = text[token.range].lowercased()
    return word == "one" ? 1 : numberWords[word]
  }
}

/// `One` is left out, because it rarely states a number: `one of these`.
private let numberWords = [
  "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
  "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
  "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
  "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
]
