import DecisionTable
import PolicyModel
import TestSupport
import Values

/// Two random revisions over codes with periods, the second with a few random edits of the first:
/// of periods, of which there may be none, and of tests.
struct RandomPeriods {
  let old: Revision
  let new: Revision

  init(_ random: inout SplitMix64) {
    var rows = RandomPeriods.codes.map { ($0, RandomPeriods.period(of: $0, &random)) }
    var tests = (0..<4).map { _ in RandomPeriods.test(&random) }
    let connective = [Connective.anyOf, .allOf, .noneOf, .atLeast(2)].randomElement(using: &random)!
    let outcomes = (0..<2).map { _ in Outcome.allCases.randomElement(using: &random)! }
    old = RandomPeriods.revision(rows, tests, connective, outcomes)
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      if Int.random(in: 0..<3, using: &random) == 0 {
        tests[Int.random(in: 0..<4, using: &random)] = RandomPeriods.test(&random)
      } else {
        let place = rows.indices.randomElement(using: &random)!
        rows[place].1 = RandomPeriods.period(of: rows[place].0, &random)
      }
    }
    new = RandomPeriods.revision(rows, tests, connective, outcomes)
  }

  static let codes = (1...3).map { try! Code("CPT:1000\($0)") }
  /// Days before, between and after all days on which the validity of a code begins or ends.
  static let dates = (0..<6).map { CalendarDate(dayNumber: 44_000 + $0)! }

  /// Every complete request: what no test tells apart is one value.
  static let requests: [[String: FactValue]] = {
    let codes = RandomPeriods.codes + [try! Code("CPT:10009")]
    return codes.flatMap { p in
      codes.flatMap { q in
        [true, false].map { ["p": .code(p), "q": .code(q), "b": .boolean($0)] }
      }
    }
  }()

  private static func period(of code: Code, _ random: inout SplitMix64) -> CodePeriod? {
    func day() -> CalendarDate { dates[Int.random(in: 1...4, using: &random)] }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return CodePeriod(code: code, from: day(), until: nil)
    case 1: return CodePeriod(code: code, from: nil, until: day())
    case 2:
      let days = [day(), day()].sorted()
      return CodePeriod(code: code, from: days[0], until: days[1])
    default: return nil
    }
  }

  private static func test(_ random: inout SplitMix64) -> UnaryTest {
    if Int.random(in: 0..<5, using: &random) == 0 {
      return UnaryTest(fact: "b", values: [.boolean(Bool.random(using: &random))])
    }
    let some = codes.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
    return UnaryTest(
      fact: ["p", "q"].randomElement(using: &random)!, values: some.map { .code($0) })
  }

  private static func revision(
    _ rows: [(Code, CodePeriod?)], _ tests: [UnaryTest], _ connective: Connective,
    _ outcomes: [Outcome]
  ) -> Revision {
    func leaf(_ place: Int) -> Criterion {
      Criterion(id: "c\(place)", label: "c\(place)", text: "", rule: .test(tests[place]))
    }
    return .draft(
      DecisionTable(
        facts: [
          Fact(id: "p", type: .code, question: "?"), Fact(id: "q", type: .code, question: "?"),
          Fact(id: "b", type: .boolean, question: "?"),
        ], scope: .test(tests[3]),
        statements: [
          Statement(
            outcome: outcomes[0],
            criterion: Criterion(
              id: "s", label: "s", text: "", rule: .group(connective, [leaf(0), leaf(1)]))),
          Statement(outcome: outcomes[1], criterion: leaf(2)),
        ], bindings: [], periods: rows.compactMap(\.1)),
      coding: Coding(
        text: Prose(blocks: []), cptCopyright: nil,
        rows: rows.map { Coding.Row(code: $0.0, descriptor: "", period: $0.1) }))
  }
}
