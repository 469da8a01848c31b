package import DecisionTable
package import TestSupport
internal import Values

/// Tables with very many criteria, like payers' lists of covered codes.
package struct RuleTable {
  package let table: DecisionTable

  /// A table with one statement, an `any_of` of `rules` criteria that each have a test and further
  /// requirements.
  ///
  /// - Parameter hasCode: whether most criteria also test one of many codes.
  package init(rules: Int, facts: Int, hasCode: Bool, _ random: inout SplitMix64) {
    var members: [Criterion] = []
    for rule in 0..<rules {
      var tests = (0..<facts).shuffled(using: &random).prefix(Int.random(in: 2...4, using: &random))
        .map { Self.test($0, &random) }
      if hasCode, rule % 40 != 0 {
        tests.insert(
          UnaryTest(
            fact: "code",
            values: [
              .code(
                try! Code("CPT:\(10_000 + Int.random(in: 0..<max(50, rules / 4), using: &random))"))
            ]),
          at: 0)
      }
      members.append(
        Criterion(
          id: "r\(rule)", label: "I.\(rule)", text: "R",
          requirements: tests.dropFirst().map { .test($0) },
          rule: .test(tests[0])))
    }
    table = DecisionTable(
      facts: Self.declarations(facts, hasCode: hasCode),
      scope: .test(UnaryTest(fact: "in_scope", values: [.boolean(true)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(id: "i", label: "I", text: "I", rule: .group(.anyOf, members)))
      ], bindings: [])
  }

  package static func facts(_ count: Int, hasCode: Bool, _ random: inout SplitMix64)
    -> [String: FactValue]
  {
    var facts: [String: FactValue] = ["in_scope": .boolean(true)]
    for index in 0..<count where Int.random(in: 0..<10, using: &random) > 0 {
      facts["f\(index)"] = .choice("w\(Int.random(in: 0..<4, using: &random))")
    }
    if hasCode, Int.random(in: 0..<5, using: &random) > 0 {
      facts["code"] = .code(try! Code("CPT:\(10_000 + Int.random(in: 0..<60, using: &random))"))
    }
    return facts
  }

  /// A value, or one of three times a choice between it and others.
  package static func blurred(_ value: FactValue, _ random: inout SplitMix64) -> FactValue {
    guard Int.random(in: 0..<3, using: &random) == 0 else { return value }
    switch value {
    case .choice(let word):
      let other = "w\(Int.random(in: 0..<4, using: &random))"
      return Bool.random(using: &random) || word == other
        ? .oneOf([.choice(word), .choice(other)]) : .noneOf([.choice(other)])
    case .code(let code):
      let other = try! Code("CPT:\(10_000 + Int.random(in: 0..<60, using: &random))")
      return .oneOf([.code(code), .code(other)])
    default: return value
    }
  }

  private static func declarations(_ count: Int, hasCode: Bool) -> [Fact] {
    [Fact(id: "in_scope", type: .boolean, question: "?")]
      + (hasCode ? [Fact(id: "code", type: .code, question: "?")] : [])
      + (0..<count).map {
        Fact(id: "f\($0)", type: .choice(["w0", "w1", "w2", "w3"]), question: "?")
      }
  }

  private static func test(_ fact: Int, _ random: inout SplitMix64) -> UnaryTest {
    UnaryTest(fact: "f\(fact)", values: [.word("w\(Int.random(in: 0..<4, using: &random))")])
  }

  /// A table with groups of criteria, in which distant criteria share facts.
  package static func shared(criteria: Int, facts: Int, _ random: inout SplitMix64) -> DecisionTable
  {
    func test() -> UnaryTest {
      UnaryTest(
        fact: "f\(Int.random(in: 0..<facts, using: &random))",
        values: [.boolean(Int.random(in: 0..<4, using: &random) > 0)])
    }
    var groups: [Criterion] = []
    for group in 0..<criteria / 5 {
      groups.append(
        Criterion(
          id: "g\(group)", label: "I.\(group)", text: "G",
          rule: .group(
            group % 3 == 0 ? .atLeast(3) : .allOf,
            (0..<5).map {
              Criterion(
                id: "g\(group)_\($0)", label: "I.\(group).\($0)", text: "C", rule: .test(test()))
            })))
    }
    return DecisionTable(
      facts: (0..<facts).map { Fact(id: "f\($0)", type: .boolean, question: "?") },
      scope: .test(UnaryTest(fact: "f0", values: [.boolean(true), .boolean(false)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            rule: .group(.atLeast(Int.random(in: 2...20, using: &random)), groups)))
      ], bindings: [])
  }
}
