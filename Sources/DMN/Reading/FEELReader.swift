internal import Values

/// Reads expressions and cells, by recursive descent.
///
/// A name may hold spaces and signs, so that only the names of the model say where one ends: the
/// longest of them that stands at a place is taken.
struct FEELReader {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private let names: FEELNames
  private let line: Int
  private var depth = 0

  private static let mostDepth = 32

  init(_ text: String, _ names: FEELNames, line: Int) {
    scalars = Array(text.unicodeScalars)
    self.names = names
    self.line = line
  }

  // MARK: Cells

  /// A whole cell of tests; an empty one tests nothing.
  mutating func cell() throws(ModelProblem) -> UnaryTests {
    skipSpace()
    if isAtEnd || (peek("-") && restIsBlank(after: 1)) { return .any }
    let start = place
    if word("not"), symbol("(") {
      let tests = try self.tests()
      try expect(")")
      if isAtEnd { return .noneOf(tests) }
      place = start
    }
    place = start
    let tests = try self.tests()
    try expectEnd()
    return .anyOf(tests)
  }

  private mutating func tests() throws(ModelProblem) -> [PositiveUnaryTest] {
    var tests = [try test()]
    while symbol(",") { tests.append(try test()) }
    return tests
  }

  private mutating func test() throws(ModelProblem) -> PositiveUnaryTest {
    if let sign = comparisonSign() { return .comparison(sign, try sum()) }
    if let interval = try interval() { return .interval(interval) }
    return .equal(try sum())
  }

  /// An interval, or nil where a bracket begins something else.
  private mutating func interval() throws(ModelProblem) -> FEELInterval? {
    skipSpace()
    let start = place
    guard symbol("[") || symbol("]") || symbol("(") else { return nil }
    let opening = scalars[place - 1]
    guard let from = try? sum(), symbols("..") else {
      place = start
      return nil
    }
    let to = try sum()
    guard symbol("]") || symbol(")") || symbol("[") else {
      throw problem("an interval has no end", help: "write it as `[1..5]` or `(1..5)`")
    }
    let closing = scalars[place - 1]
    return FEELInterval(
      from: .init(from, isIncluded: opening == "["), to: .init(to, isIncluded: closing == "]"))
  }

  // MARK: Expressions

  /// A whole expression.
  mutating func expression() throws(ModelProblem) -> FEELExpression {
    let expression = try comparison()
    try expectEnd()
    return expression
  }

  private mutating func comparison() throws(ModelProblem) -> FEELExpression {
    let left = try sum()
    guard let sign = comparisonSign() ?? equalitySign() else { return left }
    return .comparison(sign, left, try sum())
  }

  private mutating func sum() throws(ModelProblem) -> FEELExpression {
    var left = try product()
    while true {
      if symbol("+") {
        left = .arithmetic(.add, left, try product())
      } else if symbol("-") {
        left = .arithmetic(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ModelProblem) -> FEELExpression {
    var left = try operand()
    while true {
      skipSpace()
      if peek("**") { return left }
      if symbol("*") {
        left = .arithmetic(.multiply, left, try operand())
      } else if symbol("/") {
        left = .arithmetic(.divide, left, try operand())
      } else {
        return left
      }
    }
  }

  private mutating func operand() throws(ModelProblem) -> FEELExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= FEELReader.mostDepth else {
      throw problem(
        "an expression is nested deeper than \(FEELReader.mostDepth)",
        help: "split it into several decisions")
    }
    skipSpace()
    guard !isAtEnd else {
      throw problem("an expression ends too early", help: "write a value, a name or a call")
    }
    if symbol("(") {
      let inner = try comparison()
      try expect(")")
      return inner
    }
    if symbol("[") { return .list(try arguments(until: "]")) }
    if symbol("-") {
      let operand = try operand()
      if case .number(let value) = operand, let negative = value.multiplied(by: ExactDecimal(-1)) {
        return .number(negative)
      }
      return .negative(operand)
    }
    if peek("\"") { return .string(try string()) }
    if let number = try number() { return .number(number) }
    if let name = names.longest(in: scalars[place...]) {
      place += name.length
      return .name([name.name] + (try components()))
    }
    if word("null") { return .null }
    if word("true") { return .boolean(true) }
    if word("false") { return .boolean(false) }
    for function in FEELFunction.allCases.reversed() {
      let start = place
      if word(function.rawValue), symbol("(") {
        return .call(function, try arguments(until: ")"))
      }
      place = start
    }
    let rest = String(String.UnicodeScalarView(scalars[place...].prefix(24)))
    throw problem(
      "`\(rest)` is no value, no name of the model, and no function that is known here",
      help: "use literals, names of inputs and decisions, arithmetic and comparisons")
  }

  private mutating func arguments(until end: Unicode.Scalar) throws(ModelProblem)
    -> [FEELExpression]
  {
    if symbol(end) { return [] }
    var arguments = [try comparison()]
    while symbol(",") { arguments.append(try comparison()) }
    try expect(end)
    return arguments
  }

  /// `.component.component`
  private mutating func components() throws(ModelProblem) -> [String] {
    var components: [String] = []
    while peek("."), !peek("..") {
      place += 1
      guard let name = names.longest(in: scalars[place...]) else {
        throw problem(
          "there is no such component of a type", help: "declare it in an item definition")
      }
      place += name.length
      components.append(name.name)
    }
    return components
  }

  // MARK: Literals

  private mutating func number() throws(ModelProblem) -> ExactDecimal? {
    let start = place
    var end = place
    func isDigit(_ place: Int) -> Bool {
      place < scalars.count && ("0"..."9").contains(scalars[place])
    }
    while isDigit(end) { end += 1 }
    if end < scalars.count, scalars[end] == ".", isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
    }
    guard end > start else { return nil }
    place = end
    var text = String(String.UnicodeScalarView(scalars[start..<end]))
    if text.hasPrefix(".") { text = "0" + text }
    while text.hasPrefix("0"), text.utf8.count > 1, !text.hasPrefix("0.") { text.removeFirst() }
    guard let value = ExactDecimal(text) else {
      throw problem("`\(text)` has more than 34 digits", help: "round it")
    }
    return value
  }

  private mutating func string() throws(ModelProblem) -> String {
    place += 1
    var text = String.UnicodeScalarView()
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      if scalar == "\"" { return String(text) }
      guard scalar == "\\", place < scalars.count else {
        text.append(scalar)
        continue
      }
      let escaped = scalars[place]
      place += 1
      switch escaped {
      case "n": text.append("\n")
      case "r": text.append("\r")
      case "t": text.append("\t")
      case "\"", "\\", "'": text.append(escaped)
      case "u":
        let digits = String(String.UnicodeScalarView(scalars[place...].prefix(4)))
        guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(code)
        else {
          throw problem("`\\u\(digits)` is no character", help: "write four hexadecimal digits")
        }
        place += 4
        text.append(scalar)
      default: text += ["\\", escaped]
      }
    }
    throw problem("a string has no end", help: "close it with `\"`")
  }

  // MARK: Tokens

  private var isAtEnd: Bool { place >= scalars.count }

  private mutating func skipSpace() {
    while place < scalars.count, scalars[place].properties.isWhitespace { place += 1 }
  }

  private func restIsBlank(after count: Int) -> Bool {
    scalars[(place + count)...].allSatisfy(\.properties.isWhitespace)
  }

  private func peek(_ text: String) -> Bool {
    scalars[place...].starts(with: text.unicodeScalars)
  }

  private mutating func symbol(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < scalars.count, scalars[place] == scalar else { return false }
    place += 1
    return true
  }

  private mutating func symbols(_ text: String) -> Bool {
    skipSpace()
    guard peek(text) else { return false }
    place += text.unicodeScalars.count
    return true
  }

  /// A word that does not go on.
  private mutating func word(_ word: String) -> Bool {
    skipSpace()
    let end = place + word.unicodeScalars.count
    guard peek(word), end >= scalars.count || !FEELNames.isPart(scalars[end]) else { return false }
    place = end
    return true
  }

  private mutating func comparisonSign() -> ComparisonOperator? {
    if symbols("<=") { return .atMost }
    if symbols(">=") { return .atLeast }
    if symbols("<") { return .less }
    return symbols(">") ? .greater : nil
  }

  private mutating func equalitySign() -> ComparisonOperator? {
    if symbols("!=") { return .unequal }
    return symbols("=") ? .equal : nil
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(ModelProblem) {
    guard symbol(scalar) else {
      throw problem("`\(scalar)` is missing", help: "write it after the last part")
    }
  }

  private mutating func expectEnd() throws(ModelProblem) {
    skipSpace()
    guard isAtEnd else {
      let rest = String(String.UnicodeScalarView(scalars[place...].prefix(24)))
      throw problem(
        "`\(rest)` is not read here",
        help: "use literals, comparisons, intervals, lists, `not(…)` and `-`")
    }
  }

  private func problem(_ message: String, help: String) -> ModelProblem {
    ModelProblem(message, line: line, help: help)
  }
}
