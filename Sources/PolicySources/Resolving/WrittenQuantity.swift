internal import Values

/// A number with the unit after it: `20 pack-years`, `30%`, `55`.
struct WrittenQuantity {
  let number: ExactDecimal
  /// Empty if no unit is written.
  let unit: String

  init(_ text: String) throws(NumberProblem) {
    guard CalendarDate(text) == nil, let match = text.prefixMatch(of: leadingNumber) else {
      throw NumberProblem(of: text)
    }
    let rest = text[match.range.upperBound...]
    // A unit is a word, or a sign such as `%`; `0x12`, `1_8`, `10,5` and `1 000` are not quantities.
    let isUnit =
      rest.allSatisfy(\.isWhitespace) || rest.contains { $0.isLetter || "%°'\"".contains($0) }
    let isAdjacent = rest.first?.isWhitespace == false
    let isNumeral =
      isAdjacent
      && (rest.contains { ("0"..."9").contains($0) } || "_.,:;+-".contains(rest.first ?? "_"))
    unit = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard isUnit, !isNumeral || UnitOfMeasure(unit) != nil else { throw NumberProblem(of: text) }
    number = try ExactDecimal(written: String(match.0))
  }
}

/// Compiled once. The pattern does not contain code of ours, so threads can share it.
nonisolated(unsafe) private let leadingNumber =
  /-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+(?![A-Za-z]))?/
