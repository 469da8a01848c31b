internal import Values

extension HitPolicy.Aggregation {
  /// The sum, count, minimum or maximum of values; null if there are no values (0 for a count).
  func value(of members: [FEELValue], line: Int) throws(ModelProblem) -> FEELValue {
    if self == .count { return .number(ExactDecimal(members.count)) }
    guard var result = members.first else { return .null }
    for member in members.dropFirst() {
      switch self {
      case .sum:
        guard case .number(let one) = result, case .number(let two) = member,
          let sum = one.adding(two)
        else { throw incomparable(line) }
        result = .number(sum)
      case .minimum, .maximum:
        guard let order = member.order(result) else { throw incomparable(line) }
        if order == (self == .minimum ? .before : .after) { result = member }
      case .count: break
      }
    }
    return result
  }

  private func incomparable(_ line: Int) -> ModelProblem {
    ModelProblem(
      "`\(rawValue)` cannot \(self == .sum ? "add" : "compare") the answers", line: line,
      help: "answer numbers in every rule")
  }
}
