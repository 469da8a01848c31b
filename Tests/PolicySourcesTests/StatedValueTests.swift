import DecisionTable
import Diagnostics
import TestSupport
import Testing
import Values

@testable import PolicySources

/// Facts of every type, as cases write them.
@Suite struct StatedValueTests {
  private func value(_ yaml: String, of type: FactType) throws -> FactValue? {
    let text = "policy: X.1\ncases:\n  - {name: A, facts: {x: \(yaml)}, expect: {result: met}}\n"
    let log = """
      policy: X.1
      publisher: A payer
      original: The payer publishes it.
      revisions: [{revision: 1/24, status: draft}]
      log: [{revision: 1/24, changes: [New.]}]

      """
    let (tree, _) = SourceTree.read(
      [
        SourceText(path: "policy/X.1/cases.yaml", bytes: Array(text.utf8)),
        SourceText(path: "policy/X.1/revisions.yaml", bytes: Array(log.utf8)),
      ], in: "policy")
    guard let stated = tree.policies.first?.cases?.cases.first?.facts.first else { return nil }
    return try? FactValue(stated.value, of: Fact(id: "x", type: type, question: "?"))
  }

  private static let terms = FactType.set(
    terminology: "t", terms: ["a", "b"].map { Term(id: $0, label: $0) })
  private static let years = FactType.number(
    NumberType(unit: "a", isInteger: false, minimum: nil, maximum: nil))

  @Test func readsEachType() throws {
    #expect(try value("true", of: .boolean) == .boolean(true))
    #expect(try value("CPT:76498", of: .code) == .code(try Code("CPT:76498")))
    #expect(try value("other", of: .choice(["iron", "other"])) == .choice("other"))
    #expect(try value("[a, b]", of: Self.terms) == .set([.term("a"), .term("b")]))
    #expect(try value("[]", of: Self.terms) == .set([]))
    #expect(
      try value("{present: [a], absent: []}", of: Self.terms)
        == .partialSet(present: [.term("a")], absent: []))
    #expect(
      try value("[ICD-10-CM:E83110]", of: Self.terms)
        == .set([.code(try Code("ICD-10-CM:E83.110"))]))
    #expect(try value("2024-02-29", of: .date) == .date(CalendarDate("2024-02-29")!))
    #expect(try value("2024-02-29", of: .duration(.years)) == .date(CalendarDate("2024-02-29")!))
    #expect(try value("18", of: .duration(.months)) == .quantity(ExactDecimal(18), unit: nil))
    #expect(
      try value("{value: 18, unit: mo}", of: .duration(.years))
        == .quantity(ExactDecimal(18), unit: "mo"))
    // Exact, and never through a double.
    #expect(
      try value("7.10000000000000000000001", of: Self.years)
        == .quantity(ExactDecimal("7.10000000000000000000001")!, unit: nil))
    #expect(
      try value("{value: 7, unit: a}", of: Self.years) == .quantity(ExactDecimal(7), unit: "a"))
  }

  @Test func readsPartlyKnownValues() throws {
    func bound(_ value: Int, _ isIncluded: Bool) -> Interval.Bound {
      .init(ExactDecimal(value), isIncluded: isIncluded)
    }
    func day(_ text: String) -> CalendarDate? { CalendarDate(text) }
    #expect(
      try value("{at_least: 7, under: 9}", of: Self.years)
        == .range(Interval(lower: bound(7, true), upper: bound(9, false)), unit: nil))
    #expect(
      try value("{over: 18, unit: mo}", of: .duration(.years))
        == .range(Interval(lower: bound(18, false), upper: nil), unit: "mo"))
    #expect(
      try value("2024-02", of: .date) == .days(from: day("2024-02-01"), until: day("2024-02-29")))
    #expect(
      try value("2024", of: .date) == .days(from: day("2024-01-01"), until: day("2024-12-31")))
    #expect(
      try value("2024-02", of: .duration(.years))
        == .days(from: day("2024-02-01"), until: day("2024-02-29")))
    #expect(
      try value("{after: 2024-02-28, before: 2024-03-01}", of: .date)
        == .days(from: day("2024-02-29"), until: day("2024-02-29")))
    #expect(
      try value("{one_of: [iron, other]}", of: .choice(["iron", "other", "none"]))
        == .oneOf([.choice("iron"), .choice("other")]))
    #expect(
      try value("{not: [CPT:76498]}", of: .code) == .noneOf([.code(try Code("CPT:76498"))]))
  }

  @Test(arguments: [
    ("{at_least: 7, over: 8}", years), ("{at_least: x}", years), ("{at_least: 7, from: 8}", years),
    ("{from: 2024-02-30}", .date), ("{from: 2024-02}", .date), ("{at_least: 7}", .date),
    ("{one_of: [a]}", terms), ("{one_of: [76498]}", .code),
    ("{one_of: [a], not: [a]}", .choice(["a"])),
    ("{not: a}", .choice(["a"])), ("{not: [true]}", .boolean), ("2024-13", .date),
    ("{unit: a}", years),
  ])
  func refusesPartlyKnownValuesOfOtherTypes(_ yaml: String, _ type: FactType) throws {
    #expect(try value(yaml, of: type) == nil)
  }

  @Test(arguments: [
    ("yes", FactType.boolean), ("[true]", .boolean), ("76498", .code), ("a", terms),
    ("{value: 1, unit: a}", terms), ("seven", years), ("2024-02-29", years), ("2024-02-30", .date),
    ("20", .date), ("soon", .duration(.years)), ("{present: [a]}", .choice(["a"])),
    ("{value: x, unit: a}", years), ("{value: 1}", years), ("{some: [a]}", terms),
  ])
  func refusesValuesOfOtherTypes(_ yaml: String, _ type: FactType) throws {
    #expect(try value(yaml, of: type) == nil)
  }
}
