/// Reading of input cells: unary tests (DMN 1.3, clause 10.3.1.2, grammar rules 7 to 17).
extension FEELReader {
  /// Reads a whole cell; an empty one accepts any value.
  mutating func cell() throws(ModelProblem) -> UnaryTests {
    scanner.skipSpace()
    if scanner.isAtEnd || (scanner.peek("-") && scanner.isBlank(after: 1)) { return .any }
    let start = scanner.index
    // Some tools write the negation of a list as `not in(…)`.
    if scanner.takeWord("not") {
      _ = scanner.takeWord("in")
      if scanner.take("(") {
        let tests = try self.tests()
        try expect(")")
        scanner.skipSpace()
        if scanner.isAtEnd { return .noneOf(tests) }
      }
    }
    scanner.index = start
    let tests = try self.tests()
    try expectEnd()
    return .anyOf(tests)
  }

  private mutating func tests() throws(ModelProblem) -> [PositiveUnaryTest] {
    var tests = [try test()]
    while scanner.take(",") { tests.append(try test()) }
    return tests
  }

  private mutating func test() throws(ModelProblem) -> PositiveUnaryTest {
    // In `? > 18`, `?` is the value of the column, which is usually left out.
    let namesValue = scanner.take("?")
    if let sign = scanner.takeOrderSign() { return .comparison(sign, try sum()) }
    switch scanner.takeEqualitySign() {
    case .unequal: return .comparison(.unequal, try sum())
    case .some: return .equal(try sum())
    case nil: break
    }
    if namesValue {
      throw problem(
        "`?` is not followed by a comparison", help: "write the test as a comparison: `? > 18`")
    }
    if let interval = try interval() { return .interval(interval) }
    return .equal(try sum())
  }

  /// Reads an interval, or returns nil if a bracket begins something else.
  private mutating func interval() throws(ModelProblem) -> FEELInterval? {
    scanner.skipSpace()
    let start = scanner.index
    guard scanner.take("[") || scanner.take("]") || scanner.take("(") else { return nil }
    let opening = scanner.scalars[scanner.index - 1]
    guard let from = try? sum(), scanner.take("..") else {
      scanner.index = start
      return nil
    }
    let to = try sum()
    guard scanner.take("]") || scanner.take(")") || scanner.take("[") else {
      throw problem("an interval is not closed", help: "write it as `[1..5]` or `(1..5)`")
    }
    let closing = scanner.scalars[scanner.index - 1]
    return FEELInterval(
      from: .init(from, isIncluded: opening == "["), to: .init(to, isIncluded: closing == "]"))
  }
}
