internal import Values

/// The kinds of literals that a fact can be compared with.
enum LiteralKind: Hashable {
  case boolean, number, string, date

  init?(_ value: FEELValue) {
    switch value {
    case .boolean: self = .boolean
    case .number: self = .number
    case .string: self = .string
    case .date: self = .date
    case .null, .time, .dateAndTime, .months, .seconds, .list, .context: return nil
    }
  }

  var plural: String {
    switch self {
    case .boolean: "booleans"
    case .number: "numbers"
    case .string: "strings"
    case .date: "dates"
    }
  }
}

/// A cell whose expressions have been computed, so that it compares the value of its column with
/// constants.
struct ConstantCell {
  enum Test {
    case equal(FEELValue)
    case comparison(ComparisonOperator, FEELValue)
    case interval(lower: FEELValue, isLowerIncluded: Bool, upper: FEELValue, isUpperIncluded: Bool)
  }

  /// How the tests of a cell are combined.
  enum Form { case any, anyOf, noneOf }

  let form: Form
  let tests: [Test]
  /// The cell as it is written in the file.
  let text: String
  let line: Int

  init(_ cell: UnaryTests, line: Int) throws(ModelProblem) {
    form =
      switch cell {
      case .any: .any
      case .anyOf: .anyOf
      case .noneOf: .noneOf
      }
    text = cell.text
    self.line = line
    var tests: [Test] = []
    for test in cell.tests {
      switch test {
      case .equal(let expression):
        let value = try ConstantCell.value(of: expression, line)
        // A list accepts its members.
        if case .list(let members) = value {
          tests += members.map { .equal($0) }
        } else {
          tests.append(.equal(value))
        }
      case .comparison(let sign, let expression):
        let value = try ConstantCell.value(of: expression, line)
        if sign != .unequal { try ConstantCell.refuseNull(value, in: cell, line) }
        tests.append(.comparison(sign, value))
      case .interval(let range):
        let lower = try ConstantCell.value(of: range.from.value, line)
        let upper = try ConstantCell.value(of: range.to.value, line)
        try ConstantCell.refuseNull(lower, in: cell, line)
        try ConstantCell.refuseNull(upper, in: cell, line)
        tests.append(
          .interval(
            lower: lower, isLowerIncluded: range.from.isIncluded, upper: upper,
            isUpperIncluded: range.to.isIncluded))
      }
    }
    self.tests = tests
  }

  /// The constants of the tests, without null.
  var constants: [FEELValue] {
    tests.flatMap { test -> [FEELValue] in
      switch test {
      case .equal(let value), .comparison(_, let value): [value]
      case .interval(let lower, _, let upper, _): [lower, upper]
      }
    }.filter { $0 != .null }
  }

  /// Refuses an order comparison with null: it accepts nothing, which nobody can have meant.
  private static func refuseNull(_ value: FEELValue, in cell: UnaryTests, _ line: Int)
    throws(ModelProblem)
  {
    guard value == .null else { return }
    throw ModelProblem(
      "`\(cell.text)` compares with null", line: line, help: "compare with a number or a date")
  }

  private static func value(of expression: FEELExpression, _ line: Int) throws(ModelProblem)
    -> FEELValue
  {
    if let name = expression.firstName {
      throw ModelProblem(
        "`\(name)` is the name of a variable, but a policy compares facts only with constants",
        line: line, help: expression.helpWithName(name))
    }
    let value = try FEELEvaluation(values: [:], line: line).value(of: expression)
    guard value != .null || expression == .null else {
      throw ModelProblem(
        "`\(expression.text)` does not have a value", line: line,
        help:
          "write a date from 1900 to 2199 as `date(\"2024-01-31\")`, and numbers by their digits")
    }
    return value
  }
}

extension FEELExpression {
  /// The help for a name in a cell. Words without quotes are read as variables, so it may be a
  /// string without its quotes.
  fileprivate func helpWithName(_ name: String) -> String {
    guard self == .name([name]) else { return "compute the comparison before the decision" }
    return ["true", "false", "null"].contains(name.lowercased())
      ? "write `\(name.lowercased())`"
      : "write `\"\(name)\"` if it is a text; otherwise compare the two before the decision"
  }

  /// The first name that the expression uses, with its components.
  var firstName: String? {
    switch self {
    case .null, .boolean, .number, .string, .unread: nil
    case .name(let parts): parts.joined(separator: ".")
    case .negative(let operand): operand.firstName
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right):
      left.firstName ?? right.firstName
    case .list(let members), .call(_, let members):
      members.lazy.compactMap(\.firstName).first
    }
  }
}
