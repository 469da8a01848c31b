import DecisionTable
import Diagnostics
import TestSupport
import Testing
import Values

@testable import PolicySources

/// Sentences of policies as sources say them, and what they mean.
@Suite struct RecordTestSourceTests {
  private static let revision = """
    policy: X.1
    revision: 1/24
    title: A
    facts:
      hemoglobin:
        type: records
        each: {value: {type: number, unit: g/dL, ask: What was the value?}}
        ask: Which values are known?
      treatments:
        type: records
        each:
          drug: {type: choice, of: [metformin, insulin, glipizide], ask: Which drug?}
          failed: {type: boolean, ask: Did it fail?}
        ask: Which drugs were tried?
      visits: {type: records, ask: Which visits were there?}
    scope: {TEST}
    statements: []

    """

  private func test(_ written: String) throws -> RecordTest {
    let text = Self.revision.replacing("{TEST}", with: written)
      .replacing(
        "statements: []",
        with:
          "statements: [{id: a, outcome: medically_necessary, text: A, when: {visits: {within: 1 d}}}]"
      )
    let log = """
      policy: X.1
      publisher: A payer
      original: The payer publishes it.
      revisions: [{revision: 1/24, status: draft}]
      log: [{revision: 1/24, changes: [New.]}]

      """
    let (tree, findings) = SourceTree.read(
      [
        SourceText(path: "policy/X.1/2024-01.yaml", bytes: Array(text.utf8)),
        SourceText(path: "policy/X.1/revisions.yaml", bytes: Array(log.utf8)),
      ], in: "policy")
    try #require(!findings.contains { $0.kind.severity == .error }, "\(findings.map(\.message))")
    let revision = try #require(tree.policies.first?.revisions.first?.source)
    let written = try #require(revision.tests.first)
    let fact = try #require(revision.facts.first { $0.id.value == written.fact.value })
    guard case .records(let test) = try TestValue(written.values[0], of: fact, in: tree) else {
      throw Unlike()
    }
    return test
  }

  private struct Unlike: Error {}

  @Test(arguments: [
    (
      "{hemoglobin: {latest: {value: {under: 10 g/dL}}, within: 7 days}}",
      RecordTest(
        .attribute(
          "value", of: .latest,
          isAnyOf: [
            .range(Interval(lower: nil, upper: .init(ExactDecimal(10), isIncluded: false)))
          ]), windows: [window(nil, (7, true), .calendar(.days))])
    ),
    (
      "{visits: {within: 6 months}}",
      RecordTest(
        .count(.entries, atLeast(1)), windows: [window(nil, (6, true), .calendar(.months))])
    ),
    (
      "{visits: {latest: {ago: {over: 40 days}}}}",
      RecordTest(
        .elapsed(
          since: .latest,
          TimeRange(
            Interval(lower: .init(ExactDecimal(40), isIncluded: false), upper: nil),
            in: .calendar(.days))))
    ),
    (
      "{treatments: {count: {over: 3}, where: {all_of: [{failed: true}, {drug: [metformin, insulin]}]}}}",
      RecordTest(
        .count(.entries, atLeast(4)),
        filter: .group(
          .allOf,
          [
            .attribute("failed", isAnyOf: [.boolean(true)]),
            .attribute("drug", isAnyOf: [.word("metformin"), .word("insulin")]),
          ]))
    ),
    (
      "{treatments: {different: {drug: 3}}}",
      RecordTest(.count(.values(of: "drug"), Interval(ExactDecimal(3))))
    ),
    (
      "{visits: {different: {date: {at_least: 2}}, within: 45 d}}",
      RecordTest(.count(.days, atLeast(2)), windows: [window(nil, (45, true), .calendar(.days))])
    ),
    (
      "{visits: {count: {under: 1}, under: 4 weeks}}",
      RecordTest(
        .count(.entries, Interval(ExactDecimal(0))),
        windows: [window(nil, (28, false), .calendar(.weeks))])
    ),
    (
      "{visits: {count: 0, under: 11 full months}}",
      RecordTest(
        .count(.entries, Interval(ExactDecimal(0))),
        windows: [window(nil, (11, false), .fullMonths)])
    ),
    (
      "{visits: {over: 6 months, within: 1.5 years}}",
      RecordTest(
        .count(.entries, atLeast(1)),
        windows: [window((6, false), (18, true), .calendar(.months))])
    ),
    (
      "{visits: {at_least: 30 days, within: 6 months, calendar_year: last}}",
      RecordTest(
        .count(.entries, atLeast(1)),
        windows: [
          window((30, true), nil, .calendar(.days)), window(nil, (6, true), .calendar(.months)),
          .calendarYear(yearsBefore: 1),
        ])
    ),
  ])
  func meanWhatTheySay(_ written: String, _ expected: RecordTest) throws {
    #expect(try test(written) == expected)
  }

  /// Lists as cases state them.
  @Test func readsEntries() throws {
    let text = """
      policy: X.1
      cases:
        - name: A
          facts:
            a: [{date: 2024-01-05, drug: insulin}, {date: 2024-02, failed: true}, {drug: insulin}]
            b: {present: [{date: {from: 2024-01-01, until: 2024-01-31}}], complete: {from: 2023-01-01}}
            c: {present: [{drug: insulin}]}
            d: []
          expect: {result: met}

      """
    let (tree, findings) = SourceTree.read(
      [SourceText(path: "policy/X.1/cases.yaml", bytes: Array(text.utf8))], in: "policy")
    let facts = try #require(
      tree.files.lazy.compactMap { file -> [StatedFact]? in
        if case .cases(let cases) = file.content { cases.cases[0].facts } else { nil }
      }.first, "\(findings.map(\.message))")
    let type = FactType.records(
      RecordType(attributes: [
        RecordAttribute(id: "drug", type: .choice(["insulin"]), question: "?"),
        RecordAttribute(id: "failed", type: .boolean, question: "?"),
      ]))
    let lists = try facts.map { stated in
      try FactValue(stated.value, of: Fact(id: stated.fact.value, type: type, question: "?"))
    }
    func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
    let insulin = ["drug": FactValue.choice("insulin")]
    #expect(
      lists == [
        .records(
          RecordList([
            RecordEntry(on: .on(try day("2024-01-05")), insulin),
            RecordEntry(
              on: .between(try day("2024-02-01"), try day("2024-02-29")),
              ["failed": .boolean(true)]),
            RecordEntry(on: .unknown, insulin),
          ])),
        .records(
          RecordList(
            [RecordEntry(on: .between(try day("2024-01-01"), try day("2024-01-31")))],
            completeness: .within(from: try day("2023-01-01"), until: nil))),
        .records(RecordList([RecordEntry(on: .unknown, insulin)], completeness: .open)),
        .records(RecordList([])),
      ])
  }
}

private func atLeast(_ count: Int) -> Interval {
  Interval(lower: .init(ExactDecimal(count), isIncluded: true), upper: nil)
}

private func window(
  _ low: (count: Int, isIncluded: Bool)?, _ high: (count: Int, isIncluded: Bool)?, _ unit: TimeUnit
) -> RecordWindow {
  .beforeService(
    TimeRange(
      Interval(
        lower: low.map { .init(ExactDecimal($0.count), isIncluded: $0.isIncluded) },
        upper: high.map { .init(ExactDecimal($0.count), isIncluded: $0.isIncluded) }), in: unit))
}
