internal import DecisionTable
internal import PolicyChecks
internal import Values

extension SQLExpression {
  /// A bound of a fact as a number that every engine reads as an exact decimal: without an exponent,
  /// and within the digits of a decimal column.
  ///
  /// - Throws: a refusal at the fact, for a bound with more digits.
  static func exactBound(_ value: ExactDecimal, of fact: Fact) throws(ExportRefusal)
    -> SQLExpression
  {
    let text = value.description
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }), parts[0].count <= 20,
      parts.count == 1 || parts[1].count <= 18
    else {
      throw ExportRefusal(
        of: .fact(fact.id),
        "the bound \(text) has more than 20 digits before the point or 18 after it",
        help: "state the bound with fewer digits")
    }
    return .number(text)
  }
}
