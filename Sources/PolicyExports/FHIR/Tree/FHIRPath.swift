internal import Values

/// The FHIRPath expressions over a response to the questionnaire that criteria need.
///
/// A missing answer is empty, and `and`, `or` and `not()` follow Kleene's three-valued logic, so an
/// expression is only true where it is true for every missing answer.
indirect enum FHIRPath: Hashable, Sendable {
  enum Operator: String, Sendable {
    case and, or
    case equal = "="
    case over = ">"
    case under = "<"
    case atLeast = ">="
    case atMost = "<="
    case plus = "+"
  }

  /// A calendar unit of FHIRPath.
  enum CalendarLength: String, Sendable { case months, days }

  case empty
  case boolean(Bool)
  case number(ExactDecimal)
  case text(String)
  case date(CalendarDate)
  case length(ExactDecimal, CalendarLength)
  /// The values of the answers to a question.
  case answer(String)
  /// A member of the value that a filter looks at.
  case member(String)
  case path(FHIRPath, String)
  case not(FHIRPath)
  case exists(FHIRPath)
  /// The values whose members fulfil a condition.
  case filtered(FHIRPath, FHIRPath)
  case either(FHIRPath, then: FHIRPath, otherwise: FHIRPath)
  case joined(Operator, [FHIRPath])

  static func all(_ parts: [FHIRPath]) -> FHIRPath {
    parts.isEmpty ? .boolean(true) : parts.count == 1 ? parts[0] : .joined(.and, parts)
  }

  static func any(_ parts: [FHIRPath]) -> FHIRPath {
    parts.isEmpty ? .boolean(false) : parts.count == 1 ? parts[0] : .joined(.or, parts)
  }

  /// Whether at least a number of parts hold; empty where that depends on parts that are empty.
  static func atLeast(_ count: Int, of parts: [FHIRPath]) -> FHIRPath {
    let one = FHIRPath.number(ExactDecimal(1))
    let zero = FHIRPath.number(ExactDecimal(0))
    let least = FHIRPath.number(ExactDecimal(count))
    let certain = parts.map { FHIRPath.either($0, then: one, otherwise: zero) }
    let possible = parts.map { FHIRPath.either(.not($0), then: zero, otherwise: one) }
    return .either(
      .joined(.atLeast, [.joined(.plus, certain), least]), then: .boolean(true),
      otherwise: .either(
        .joined(.atLeast, [.joined(.plus, possible), least]), then: .empty,
        otherwise: .boolean(false)))
  }
}

// MARK: Printing

extension FHIRPath {
  var text: String {
    switch self {
    case .empty: "{}"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.plainDigits
    case .text(let text): "'\(FHIRPath.escaped(text))'"
    case .date(let date): "@\(date)"
    case .length(let count, let unit): "\(count.plainDigits) \(unit.rawValue)"
    case .answer(let linkId):
      "QuestionnaireResponse.descendants().where(linkId = '\(FHIRPath.escaped(linkId))').answer.value"
    case .member(let name): name
    case .path(let base, let name): "\(base.operand).\(name)"
    case .not(let part): "(\(part.text)).not()"
    case .exists(let part): "\(part.operand).exists()"
    case .filtered(let base, let condition): "\(base.operand).where(\(condition.text))"
    case .either(let condition, let then, let otherwise):
      "iif(\(condition.text), \(then.text), \(otherwise.text))"
    case .joined(let operation, let parts):
      parts.map(\.operand).joined(separator: " \(operation.rawValue) ")
    }
  }

  /// The expression in brackets, for use in a larger one.
  private var operand: String {
    if case .joined(_, let parts) = self, parts.count > 1 { "(\(text))" } else { text }
  }

  private static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "'": "\\'"
      case "\\": "\\\\"
      default: String(character)
      }
    }.joined()
  }
}

extension ExactDecimal {
  /// A number without an exponent, which FHIRPath does not have.
  fileprivate var plainDigits: String {
    let text = description
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...])
    else { return text }
    let isNegative = text.hasPrefix("-")
    let digits = text[..<mark].filter { $0 != "-" && $0 != "." }
    let zeros = String(repeating: "0", count: abs(exponent))
    let written =
      exponent > 0
      ? digits + zeros
      : "0." + String(repeating: "0", count: -exponent - digits.utf8.count) + digits
    return (isNegative ? "-" : "") + written
  }
}
