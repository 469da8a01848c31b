internal import Values

/// Evaluates expressions and cells, given the values of the names that they use.
struct FEELEvaluation {
  let values: [String: FEELValue]
  /// The line that problems report.
  let line: Int

  func value(of expression: FEELExpression) throws(ModelProblem) -> FEELValue {
    switch expression {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .number(let value): return .number(value)
    case .string(let text): return .string(text)
    case .name(let parts): return try value(of: parts)
    case .list(let members): return .list(try all(members))
    case .negative(let operand):
      return try value(
        of: .arithmetic(.subtract, .number(ExactDecimal(0)), operand))
    case .arithmetic(let sign, let left, let right):
      return try arithmetic(sign, try value(of: left), try value(of: right))
    case .comparison(let sign, let left, let right):
      let result = FEELEvaluation.compare(sign, try value(of: left), try value(of: right))
      return result.map { .boolean($0) } ?? .null
    case .call(let function, let arguments): return try call(function, try all(arguments))
    case .unread(let text):
      throw problem(
        text.isEmpty ? "the column does not have an expression" : "`\(text)` is not supported",
        help: "write it in FEEL, with literals, names, arithmetic and comparisons")
    }
  }

  private func all(_ expressions: [FEELExpression]) throws(ModelProblem) -> [FEELValue] {
    var values: [FEELValue] = []
    for expression in expressions { values.append(try value(of: expression)) }
    return values
  }

  private func value(of parts: [String]) throws(ModelProblem) -> FEELValue {
    guard var value = values[parts[0]] else {
      throw problem(
        "the decision does not require `\(parts[0])`",
        help: "add an information requirement for it")
    }
    for part in parts.dropFirst() {
      // A component of null is null, and so is a component that does not exist.
      guard case .context(let components) = value else {
        guard value == .null else {
          throw problem(
            "`\(part)` is a component of a structure, but the value is a \(value.typeName)",
            help: "state a structure")
        }
        return .null
      }
      value = components[part] ?? .null
    }
    return value
  }

  // MARK: Arithmetic

  private func arithmetic(_ sign: ArithmeticOperator, _ left: FEELValue, _ right: FEELValue)
    throws(ModelProblem) -> FEELValue
  {
    switch (left, right) {
    case (.number(let one), .number(let two)):
      let result: ExactDecimal? =
        switch sign {
        case .add: one.adding(two)
        case .subtract: two.multiplied(by: ExactDecimal(-1)).flatMap { one.adding($0) }
        case .multiply: one.multiplied(by: two)
        case .divide: one.divided(by: two)
        }
      guard let result else {
        throw problem(
          "the exact value of `\(one) \(sign.rawValue) \(two)` does not fit 34 digits",
          help: "compute it before the decision: policyc does not round")
      }
      return .number(result)
    case (.string(let one), .string(let two)) where sign == .add: return .string(one + two)
    default: return .null
    }
  }

  private func call(_ function: FEELFunction, _ arguments: [FEELValue]) throws(ModelProblem)
    -> FEELValue
  {
    switch (function, arguments.first) {
    case (.date, .string(let text)?): return CalendarDate(text).map { .date($0) } ?? .null
    case (.date, .dateAndTime(let date, _)?): return .date(date)
    case (.time, .string(let text)?): return FEELTime(text).map { .time($0) } ?? .null
    case (.dateAndTime, .string(let text)?): return FEELValue.dateAndTime(text) ?? .null
    case (.duration, .string(let text)?): return FEELValue.duration(text) ?? .null
    case (.not, .boolean(let value)?): return .boolean(!value)
    case (.minimum, _), (.maximum, _), (.sum, _), (.count, _):
      var members = arguments
      if case .list(let list)? = arguments.first, arguments.count == 1 { members = list }
      let aggregation: HitPolicy.Aggregation =
        switch function {
        case .minimum: .minimum
        case .maximum: .maximum
        case .sum: .sum
        default: .count
        }
      return try aggregation.value(of: members, line: line)
    default: return .null
    }
  }

  // MARK: Cells

  /// Whether a cell accepts a value; nil if the two cannot be compared, such as null with `> 5`.
  func accepts(_ tests: UnaryTests, _ value: FEELValue) throws(ModelProblem) -> Bool? {
    switch tests {
    case .any: return true
    case .anyOf(let tests): return try isAny(tests, value)
    case .noneOf(let tests): return try isAny(tests, value).map { !$0 }
    }
  }

  private func isAny(_ tests: [PositiveUnaryTest], _ value: FEELValue) throws(ModelProblem) -> Bool?
  {
    var isUndecided = false
    for test in tests {
      switch try holds(test, value) {
      case true?: return true
      case nil: isUndecided = true
      case false?: break
      }
    }
    return isUndecided ? nil : false
  }

  private func holds(_ test: PositiveUnaryTest, _ value: FEELValue) throws(ModelProblem) -> Bool? {
    switch test {
    case .equal(let expression):
      let expected = try self.value(of: expression)
      if case .list(let members) = expected, expected.isEqual(to: value) != true {
        return members.contains { $0.isEqual(to: value) == true }
      }
      return expected.isEqual(to: value)
    case .comparison(let sign, let expression):
      return FEELEvaluation.compare(sign, value, try self.value(of: expression))
    case .interval(let interval):
      let isAbove = FEELEvaluation.compare(
        interval.from.isIncluded ? .atLeast : .greater, value,
        try self.value(of: interval.from.value))
      let isBelow = FEELEvaluation.compare(
        interval.to.isIncluded ? .atMost : .less, value, try self.value(of: interval.to.value))
      guard let isAbove, let isBelow else { return nil }
      return isAbove && isBelow
    }
  }

  static func compare(_ sign: ComparisonOperator, _ left: FEELValue, _ right: FEELValue) -> Bool? {
    switch sign {
    case .equal: left.isEqual(to: right)
    case .unequal: left.isEqual(to: right).map { !$0 }
    case .less: left.order(right).map { $0 == .before }
    case .atMost: left.order(right).map { $0 != .after }
    case .greater: left.order(right).map { $0 == .after }
    case .atLeast: left.order(right).map { $0 != .before }
    }
  }

  private func problem(_ message: String, help: String) -> ModelProblem {
    ModelProblem(message, line: line, help: help)
  }
}
