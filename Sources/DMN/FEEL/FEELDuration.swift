internal import Values

extension FEELValue {
  /// Reads `P1Y6M`, `P2DT3H`, `-PT1.5S`; nil for a text that mixes years and months with days and
  /// time.
  static func duration(_ text: String) -> FEELValue? {
    guard
      let match = text.wholeMatch(
        of:
          /(-)?P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?(T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?/
      )
    else { return nil }
    let sign = match.1 == nil ? 1 : -1
    func count(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    let hasMonths = match.2 != nil || match.3 != nil
    let hasDays = match.4 != nil || match.6 != nil || match.7 != nil || match.8 != nil
    guard hasMonths != hasDays, match.5 == nil || match.5 != "T" else { return nil }
    if hasMonths { return .months(sign * (count(match.2) * 12 + count(match.3))) }
    let wholeSeconds = count(match.4) * 86_400 + count(match.6) * 3_600 + count(match.7) * 60
    let fraction = match.8.map { ExactDecimal(String($0).withoutLeadingZeros) } ?? ExactDecimal(0)
    guard let seconds = fraction?.adding(ExactDecimal(wholeSeconds)),
      let signed = seconds.multiplied(by: ExactDecimal(sign))
    else { return nil }
    return .seconds(signed)
  }
}

extension String {
  /// The number without leading zeros, as JSON requires.
  fileprivate var withoutLeadingZeros: String {
    let rest = drop { $0 == "0" }
    return rest.isEmpty || rest.first == "." ? "0\(rest)" : String(rest)
  }
}
