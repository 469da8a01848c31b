package import DecisionTable
package import TestSupport
internal import Values

/// A small random table with tests at the limits of what facts can state: the first and last days of
/// the calendar, numbers that differ only in the 34th digit, the greatest and least numbers.
package struct EdgeTable {
  package let table: DecisionTable

  package init(_ random: inout SplitMix64) {
    let facts = (0..<2).map { index in
      Fact(id: "f\(index)", type: EdgeTable.types.randomElement(using: &random)!, question: "?")
    }
    func test() -> UnaryTest {
      let fact = facts.randomElement(using: &random)!
      let count = Int.random(in: 1...2, using: &random)
      return UnaryTest(
        fact: fact.id,
        values: (0..<count).map { _ in .range(EdgeTable.interval(fact.type, &random)) })
    }
    func leaf(_ id: String) -> Criterion {
      Criterion(id: id, label: id, text: id, rule: .test(test()))
    }
    let connectives: [Connective] = [.anyOf, .allOf, .noneOf, .atLeast(2)]
    table = DecisionTable(
      facts: facts, scope: .test(test()),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "s", label: "s", text: "s",
            rule: .group(
              connectives.randomElement(using: &random)!, (0..<3).map { leaf("c\($0)") }))),
        Statement(outcome: .investigational, criterion: leaf("t")),
      ], bindings: [])
  }

  private static func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text)! }

  private static func number(
    _ isInteger: Bool, from minimum: String? = nil, to maximum: String? = nil
  ) -> FactType {
    .number(
      NumberType(
        unit: nil, isInteger: isInteger, minimum: minimum.map(decimal),
        maximum: maximum.map(decimal)))
  }

  private static let types: [FactType] = [
    .date, .date, .duration(.years), .duration(.days), number(false), number(true),
    number(false, from: "0", to: "1"), number(true, from: "0.5", to: "3.5"),
    number(false, from: "1", to: "1"), number(true, from: "1e6000"),
    number(false, to: "-9999999999999999999999999999999999e6111"),
  ]

  private static let days = [0, 1, 2, 44_000, 109_570, 109_571, 109_572].map { ExactDecimal($0) }
  private static let lengths = [0, 1, 12, 1_200_000].map { ExactDecimal($0) }
  private static let numbers = [
    "-9999999999999999999999999999999999e6111", "-1e6000", "-1",
    "-0.9999999999999999999999999999999999", "0", "1e-6176", "1e-40", "0.1", "1",
    "1.000000000000000000000000000000001", "1.000000000000000000000000000000002", "2",
    "9999999999999999999999999999999999", "1e6000", "1000000000000000000000000000000001e5967",
    "9999999999999999999999999999999999e6111",
  ].map(decimal)

  private static func interval(_ type: FactType, _ random: inout SplitMix64) -> Interval {
    let points =
      switch type {
      case .date: days
      case .duration: lengths
      default: numbers
      }
    func bound() -> Interval.Bound {
      .init(points.randomElement(using: &random)!, isIncluded: Bool.random(using: &random))
    }
    let bounds = [bound(), bound()].sorted { $0.value < $1.value }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Interval(lower: bounds[0], upper: nil)
    case 1: return Interval(lower: nil, upper: bounds[0])
    case 2: return Interval(bounds[0].value)
    default: return Interval(lower: bounds[0], upper: bounds[1])
    }
  }
}
