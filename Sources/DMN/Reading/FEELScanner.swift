/// A position in the text of an expression or a cell, with functions that consume tokens.
struct FEELScanner {
  let scalars: [Unicode.Scalar]
  var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var isAtEnd: Bool { index >= scalars.count }

  var remaining: ArraySlice<Unicode.Scalar> { scalars[index...] }

  /// The beginning of the remaining text, for messages.
  var excerpt: String { String(String.UnicodeScalarView(remaining.prefix(24))) }

  mutating func skipSpace() {
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
  }

  /// Whether only white space remains after the next `count` scalars.
  func isBlank(after count: Int) -> Bool {
    scalars[(index + count)...].allSatisfy(\.properties.isWhitespace)
  }

  func peek(_ text: String) -> Bool { remaining.starts(with: text.unicodeScalars) }

  /// Consumes a token, after any white space.
  mutating func take(_ text: String) -> Bool {
    skipSpace()
    guard peek(text) else { return false }
    index += text.unicodeScalars.count
    return true
  }

  /// Consumes a word that is not merely the beginning of a longer one.
  mutating func takeWord(_ word: String) -> Bool {
    skipSpace()
    let end = index + word.unicodeScalars.count
    guard peek(word), end >= scalars.count || !FEELNames.isPart(scalars[end]) else { return false }
    index = end
    return true
  }

  /// Consumes a name without spaces.
  mutating func takeIdentifier() -> String? {
    guard let first = remaining.first, FEELNames.isStart(first) else { return nil }
    let name = remaining.prefix(while: FEELNames.isPart)
    index += name.count
    return String(String.UnicodeScalarView(name))
  }

  mutating func takeOrderSign() -> ComparisonOperator? {
    if take("<=") { return .atMost }
    if take(">=") { return .atLeast }
    if take("<") { return .less }
    return take(">") ? .greater : nil
  }

  /// `==` is not FEEL, but many tools accept it, and it cannot mean anything else.
  mutating func takeEqualitySign() -> ComparisonOperator? {
    if take("!=") { return .unequal }
    return take("==") || take("=") ? .equal : nil
  }
}
