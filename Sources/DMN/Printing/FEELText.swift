internal import Values

extension FEELExpression {
  /// The text of the expression. Reading it gives the same expression again.
  package var text: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.description
    case .string(let text): FEELExpression.quoted(text)
    case .name(let parts): parts.joined(separator: ".")
    case .list(let members): "[" + members.map(\.text).joined(separator: ", ") + "]"
    case .negative(let operand): "-" + operand.operandText
    case .arithmetic(let sign, let left, let right):
      "\(left.operandText) \(sign.rawValue) \(right.operandText)"
    case .comparison(let sign, let left, let right):
      "\(left.operandText) \(sign.rawValue) \(right.operandText)"
    case .call(let function, let arguments):
      function.rawValue + "(" + arguments.map(\.text).joined(separator: ", ") + ")"
    case .unread(let text): text
    }
  }

  private var operandText: String {
    switch self {
    case .null, .boolean, .number, .string, .name, .list, .call, .unread: text
    case .negative, .arithmetic, .comparison: "(\(text))"
    }
  }

  private static func quoted(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension UnaryTests {
  package var text: String {
    switch self {
    case .any: "-"
    case .anyOf(let tests): tests.map(\.text).joined(separator: ",")
    case .noneOf(let tests): "not(" + tests.map(\.text).joined(separator: ",") + ")"
    }
  }
}

extension PositiveUnaryTest {
  fileprivate var text: String {
    switch self {
    case .equal(let expression): expression.text
    case .comparison(let sign, let expression): "\(sign.rawValue) \(expression.text)"
    case .interval(let interval):
      (interval.from.isIncluded ? "[" : "(") + interval.from.value.text + ".."
        + interval.to.value.text + (interval.to.isIncluded ? "]" : ")")
    }
  }
}
