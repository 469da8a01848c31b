import DecisionTable
import TestSupport

/// Small random tables over a boolean, a choice and a set, with every connective.
enum RandomTable {
  static let terms = ["t0", "t1", "t2"]
  static let words = ["w0", "w1", "w2"]
  static let declarations = [
    Fact(id: "b", type: .boolean, question: "B?"),
    Fact(id: "c", type: .choice(words), question: "C?"),
    Fact(
      id: "s", type: .set(terminology: "terms", terms: terms.map { Term(id: $0, label: $0) }),
      question: "S?"),
  ]

  static func table(_ random: inout SplitMix64) throws -> DecisionTable {
    var counter = 0
    let outcomes = Outcome.allCases
    var statements: [Statement] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      statements.append(
        Statement(
          outcome: outcomes.randomElement(using: &random)!,
          criterion: criterion(depth: 2, &counter, &random)))
    }
    return try DecisionTable(
      facts: declarations, scope: condition(depth: 1, &random), statements: statements,
      bindings: [])
  }

  static func facts(_ random: inout SplitMix64) -> [String: FactValue] {
    var facts: [String: FactValue] = [:]
    if Bool.random(using: &random) { facts["b"] = .boolean(.random(using: &random)) }
    if Bool.random(using: &random) { facts["c"] = .choice(words.randomElement(using: &random)!) }
    var present: [SetMember] = []
    var absent: [SetMember] = []
    for term in terms {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: present.append(.term(term))
      case 1: absent.append(.term(term))
      default: break
      }
    }
    facts["s"] = .partialSet(present: present, absent: absent)
    return facts
  }

  /// Every way in which the unknown facts can be.
  static func completions(of known: [String: FactValue]) -> [[String: FactValue]] {
    let booleans: [FactValue] = known["b"].map { [$0] } ?? [.boolean(false), .boolean(true)]
    let choices: [FactValue] = known["c"].map { [$0] } ?? words.map { .choice($0) }
    var sets: [[SetMember]] = [[]]
    for term in terms {
      guard case .partialSet(let present, let absent)? = known["s"] else { continue }
      if present.contains(.term(term)) {
        sets = sets.map { $0 + [.term(term)] }
      } else if !absent.contains(.term(term)) {
        sets += sets.map { $0 + [.term(term)] }
      }
    }
    return booleans.flatMap { b in
      choices.flatMap { c in sets.map { ["b": b, "c": c, "s": .set($0)] } }
    }
  }

  private static func test(_ random: inout SplitMix64) -> UnaryTest {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .init(fact: "b", values: [.boolean(.random(using: &random))])
    case 1: .init(fact: "c", values: some(of: words, &random))
    default: .init(fact: "s", values: some(of: terms, &random))
    }
  }

  private static func some(of words: [String], _ random: inout SplitMix64) -> [Value] {
    let count = Int.random(in: 1...words.count, using: &random)
    return words.shuffled(using: &random).prefix(count).map { .word($0) }
  }

  private static func connective(_ count: Int, _ random: inout SplitMix64) -> Connective {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .allOf
    case 1: .anyOf
    case 2: .noneOf
    default: .atLeast(Int.random(in: 1...count, using: &random))
    }
  }

  private static func condition(depth: Int, _ random: inout SplitMix64) -> Condition {
    guard depth > 0, Bool.random(using: &random) else { return .test(test(&random)) }
    let count = Int.random(in: 1...3, using: &random)
    let connective = connective(count, &random)
    return .group(connective, (0..<count).map { _ in condition(depth: depth - 1, &random) })
  }

  private static func criterion(
    depth: Int, _ counter: inout Int, _ random: inout SplitMix64
  ) -> Criterion {
    counter += 1
    let label = "L\(counter)"
    var requirements: [Condition] = []
    var exceptions: [Condition] = []
    if Int.random(in: 0..<4, using: &random) == 0 {
      requirements = [condition(depth: 1, &random)]
    }
    if Int.random(in: 0..<4, using: &random) == 0 { exceptions = [condition(depth: 1, &random)] }
    var rule = Criterion.Rule.test(test(&random))
    if depth > 0, Bool.random(using: &random) {
      let count = Int.random(in: 1...4, using: &random)
      let connective = connective(count, &random)
      var members: [Criterion] = []
      for _ in 0..<count { members.append(criterion(depth: depth - 1, &counter, &random)) }
      rule = .group(connective, members)
    }
    return Criterion(
      id: label.lowercased(), label: label, text: label, requirements: requirements,
      exceptions: exceptions, rule: rule)
  }
}
