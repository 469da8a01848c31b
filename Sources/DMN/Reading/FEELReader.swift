internal import Values

/// Reads expressions and cells by recursive descent.
///
/// A name can contain spaces and punctuation, so the end of a name can only be found by comparing
/// with the names of the model: the longest match is taken. A word that the model does not declare
/// is read as a name without spaces.
struct FEELReader {
  var scanner: FEELScanner
  private let names: FEELNames
  private let line: Int
  private var depth = 0

  private static let mostDepth = 32

  init(_ text: String, _ names: FEELNames, line: Int) {
    scanner = FEELScanner(text)
    self.names = names
    self.line = line
  }

  /// Reads a whole expression.
  mutating func expression() throws(ModelProblem) -> FEELExpression {
    let expression = try comparison()
    try expectEnd()
    return expression
  }

  private mutating func comparison() throws(ModelProblem) -> FEELExpression {
    let left = try sum()
    guard let sign = scanner.takeOrderSign() ?? scanner.takeEqualitySign() else { return left }
    return .comparison(sign, left, try sum())
  }

  mutating func sum() throws(ModelProblem) -> FEELExpression {
    var left = try product()
    while true {
      if scanner.take("+") {
        left = .arithmetic(.add, left, try product())
      } else if scanner.take("-") {
        left = .arithmetic(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ModelProblem) -> FEELExpression {
    var left = try operand()
    while true {
      scanner.skipSpace()
      if scanner.peek("**") { return left }
      if scanner.take("*") {
        left = .arithmetic(.multiply, left, try operand())
      } else if scanner.take("/") {
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
    scanner.skipSpace()
    guard !scanner.isAtEnd else {
      throw problem("an expression ends too early", help: "write a value, a name or a call")
    }
    if scanner.take("(") {
      let inner = try comparison()
      try expect(")")
      return inner
    }
    if scanner.take("[") { return .list(try arguments(until: "]")) }
    if scanner.take("-") { return try negated(operand()) }
    if let literal = try literal() { return literal }
    if let name = try name() { return name }
    throw problem(
      "`\(scanner.excerpt)` is not a value, a name or a supported function",
      help: "use literals, names of inputs and decisions, arithmetic and comparisons")
  }

  private func negated(_ operand: FEELExpression) -> FEELExpression {
    if case .number(let value) = operand, let negative = value.multiplied(by: ExactDecimal(-1)) {
      return .number(negative)
    }
    return .negative(operand)
  }

  private mutating func arguments(until end: String) throws(ModelProblem) -> [FEELExpression] {
    if scanner.take(end) { return [] }
    var arguments = [try comparison()]
    while scanner.take(",") { arguments.append(try comparison()) }
    try expect(end)
    return arguments
  }

  // MARK: Names

  /// Reads a call, a declared name, a word of FEEL, or an undeclared name.
  private mutating func name() throws(ModelProblem) -> FEELExpression? {
    let start = scanner.index
    // A model can declare a name such as `date`, which is still a function if it is called.
    for function in FEELFunction.allCases.reversed() {
      if scanner.takeWord(function.rawValue), scanner.take("(") {
        return .call(function, try arguments(until: ")"))
      }
      scanner.index = start
    }
    if let name = names.longest(in: scanner.remaining) {
      scanner.index += name.length
      return .name([name.name] + (try components()))
    }
    if scanner.takeWord("null") { return .null }
    if scanner.takeWord("true") { return .boolean(true) }
    if scanner.takeWord("false") { return .boolean(false) }
    guard let word = scanner.takeIdentifier() else { return nil }
    let end = scanner.index
    // A call at this point is of an unknown function, and a reserved word such as `if` is not a
    // name.
    if FEELKeywords.reserved.contains(word) || scanner.take("(") {
      scanner.index = start
      return nil
    }
    scanner.index = end
    return .name([word] + (try components()))
  }

  /// Reads `.component.component`.
  private mutating func components() throws(ModelProblem) -> [String] {
    var components: [String] = []
    while scanner.peek("."), !scanner.peek("..") {
      scanner.index += 1
      if let name = names.longest(in: scanner.remaining) {
        scanner.index += name.length
        components.append(name.name)
      } else if let word = scanner.takeIdentifier() {
        components.append(word)
      } else {
        throw problem("a component does not have a name", help: "write its name after the `.`")
      }
    }
    return components
  }

  // MARK: Problems

  mutating func expect(_ sign: String) throws(ModelProblem) {
    guard scanner.take(sign) else {
      throw problem("`\(sign)` is missing", help: "write it after the last part")
    }
  }

  mutating func expectEnd() throws(ModelProblem) {
    scanner.skipSpace()
    guard scanner.isAtEnd else {
      throw problem(
        "`\(scanner.excerpt)` is not supported",
        help: "use literals, comparisons, intervals, lists, `not(…)` and `-`")
    }
  }

  func problem(_ message: String, help: String) -> ModelProblem {
    ModelProblem(message, line: line, help: help)
  }
}
