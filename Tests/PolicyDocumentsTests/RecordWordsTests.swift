import DecisionTable
import DecisionWording
import Testing
import Values

@testable import PolicyDocuments

private let hemoglobin = Fact(
  id: "hemoglobin",
  type: .records(
    RecordType(attributes: [
      RecordAttribute(id: "value", type: .number(concentration), question: "What is the value?")
    ])), question: "Which values of hemoglobin are known?")

private let trials = Fact(
  id: "drug_trials",
  type: .records(
    RecordType(attributes: [
      RecordAttribute(
        id: "drug", type: .choice(["low_dose_insulin", "metformin"]), question: "Which drug?"),
      RecordAttribute(id: "dose", type: .number(concentration), question: "Which dose?"),
      RecordAttribute(id: "failed", type: .boolean, question: "Did it fail?"),
      RecordAttribute(id: "code", type: .code, question: "Which code?"),
      RecordAttribute(id: "ended", type: .date, question: "When did it end?"),
    ])), question: "Which drugs were tried?")

private let concentration = NumberType(
  unit: "g/dL", isInteger: false, minimum: nil, maximum: nil)

private func range(
  _ low: Int?, _ high: Int?, _ lowIncluded: Bool = true, _ highIncluded: Bool = true
)
  -> Interval
{
  Interval(
    lower: low.map { .init(ExactDecimal($0), isIncluded: lowIncluded) },
    upper: high.map { .init(ExactDecimal($0), isIncluded: highIncluded) })
}

private func window(
  _ low: Int?, _ high: Int?, _ unit: TimeUnit, _ lowIncluded: Bool = true,
  _ highIncluded: Bool = true
) -> RecordWindow {
  .beforeService(TimeRange(range(low, high, lowIncluded, highIncluded), in: unit))
}

private let isMetformin = EntryCondition.attribute("drug", isAnyOf: [.word("metformin")])
private let hasFailed = EntryCondition.attribute("failed", isAnyOf: [.boolean(true)])

@Suite struct RecordWordsTests {
  private static let sentences: [(RecordTest, Fact, printed: String, stated: String)] = [
    (
      RecordTest(
        .attribute("value", of: .latest, isAnyOf: [.range(range(nil, 10, true, false))]),
        windows: [window(nil, 7, .calendar(.days))]), hemoglobin,
      "the most recent, within 7 days before the date of service, has value under 10 g/dL",
      "the most recent, within 7 days before the date of service, is under 10 g/dL"
    ),
    (
      RecordTest(
        .attribute("drug", of: .first, isAnyOf: [.word("low_dose_insulin"), .word("metformin")])),
      trials, "the earliest has drug low_dose_insulin or metformin",
      "the earliest has drug low dose insulin or metformin"
    ),
    (
      RecordTest(
        .attribute("failed", of: .latest, isAnyOf: [.boolean(true)]), filter: isMetformin), trials,
      "the most recent where drug is metformin, has failed true",
      "the most recent where drug is metformin, has failed: yes"
    ),
    (
      RecordTest(
        .elapsed(
          since: .latest, TimeRange(range(40, nil, false), in: .calendar(.days)))), hemoglobin,
      "the most recent is over 40 days before the date of service",
      "the most recent is over 40 days before the date of service"
    ),
    (
      RecordTest(
        .count(.entries, Interval(ExactDecimal(0))),
        windows: [window(nil, 3, .calendar(.months))]), trials,
      "none, within 3 months before the date of service",
      "none, within 3 months before the date of service"
    ),
    (
      RecordTest(
        .count(.entries, range(1, nil)), filter: .group(.allOf, [isMetformin, hasFailed]),
        windows: [window(6, 24, .calendar(.months))]), trials,
      "at least 1 where drug is metformin and where failed is true, at least 6 months and at most 24 months before the date of service",
      "at least 1 where drug is metformin and where failed: yes, at least 6 months and at most 24 months before the date of service"
    ),
    (
      RecordTest(
        .count(.values(of: "drug"), range(4, nil)),
        filter: .group(.noneOf, [.group(.anyOf, [isMetformin, hasFailed])])), trials,
      "at least 4 different values of drug where none of (any of (drug is metformin; failed is true))",
      "at least 4 different values of drug where none of (any of (drug is metformin; failed: yes))"
    ),
    (
      RecordTest(.count(.days, range(2, nil)), windows: [.calendarYear(yearsBefore: 0)]),
      hemoglobin,
      "on at least 2 different days, in the calendar year of the date of service",
      "on at least 2 different days, in the calendar year of the date of service"
    ),
    (
      RecordTest(.elapsed(since: .latest, TimeRange(range(11, nil), in: .fullMonths))), hemoglobin,
      "the most recent is at least 11 full months before the date of service",
      "the most recent is at least 11 full months before the date of service"
    ),
  ]

  @Test(arguments: sentences)
  func arePrintedAsPeopleSayThem(
    _ test: RecordTest, _ fact: Fact, _ printed: String, _ stated: String
  ) {
    let table = table(of: fact)
    let test = UnaryTest(fact: fact.id, values: [.records(test)])
    #expect(table.printed(test) == "\(fact.id): \(printed)")
    #expect(table.stated(test).value == stated)
  }

  /// read ∘ print = id, of every measure with every filter, in windows of every kind.
  @Test func areReadBack() {
    let values: [(String, [TestValue])] = [
      ("drug", [.word("low_dose_insulin")]), ("dose", [.range(range(5, 7, true, false))]),
      ("dose", [.range(range(nil, 2)), .range(range(9, nil, false))]),
      ("failed", [.boolean(false)]), ("ended", [.range(range(44196, 44200))]),
      ("code", [.code(try! Code("HCPCS:J0885"))]),
    ]
    var filters = values.map { EntryCondition.attribute($0.0, isAnyOf: $0.1) }
    for connective in [Connective.allOf, .anyOf, .noneOf, .atLeast(2)] {
      filters.append(.group(connective, [isMetformin]))
      filters.append(.group(connective, Array(filters.prefix(3))))
    }
    filters.append(.group(.allOf, [isMetformin, .group(.allOf, [hasFailed, isMetformin])]))
    filters.append(.always)
    let units: [TimeUnit] = [
      .calendar(.years), .calendar(.months), .calendar(.weeks), .calendar(.days), .fullMonths,
    ]
    let times = units.flatMap { unit in
      [range(84, nil), range(84, nil, false), range(nil, 168), range(nil, 168, true, false)].map {
        TimeRange($0, in: unit)
      } + [TimeRange(range(84, 168, false, false), in: unit), TimeRange(range(84, 84), in: unit)]
    }
    let windows: [[RecordWindow]] =
      [[], [.calendarYear(yearsBefore: 1)], [.calendarYear(yearsBefore: 2)]]
      + times.map { [.beforeService($0)] }
      + [[.calendarYear(yearsBefore: 0), .beforeService(times[0])]]
    var measures: [RecordMeasure] = [Counted.entries, .days, .values(of: "drug")].flatMap {
      counted in
      [range(0, 0), range(2, 2), range(1, nil), range(nil, 3, true, false), range(2, 5)].map {
        .count(counted, $0)
      }
    }
    for selection in EntrySelection.allCases {
      measures += values.map { .attribute($0.0, of: selection, isAnyOf: $0.1) }
      measures += times.map { .elapsed(since: selection, $0) }
    }
    let table = table(of: trials)
    var sentences: Set<String> = []
    var tests: Set<UnaryTest> = []
    // Each measure with each filter, and the windows in turn.
    for (turn, measure) in measures.enumerated() {
      for (index, filter) in filters.enumerated() {
        let test = UnaryTest(
          fact: trials.id,
          values: [
            .records(
              RecordTest(
                measure, filter: filter,
                windows: windows[(turn * filters.count + index) % windows.count]))
          ])
        for isExcluded in [false, true] {
          let text = table.printed(test, isExcluded: isExcluded)
          let read = UnaryTest(printed: text, of: [trials], isExcluded: isExcluded)
          if read != test { Issue.record("\(text)") }
          if !isExcluded {
            sentences.insert(text)
            tests.insert(test)
          }
        }
      }
    }
    #expect(sentences.count == tests.count, "two tests with the same words")
  }

  /// A sentence in which something is changed is another test, or none.
  @Test(arguments: [
    ("within 7 days", "within 8 days"), ("within 7 days", "under 7 days"),
    ("within 7 days", "within 7 weeks"), ("within 7 days", "within 7 full months"),
    (", within 7 days before the date of service", ""), ("under 10", "at most 10"),
    ("under 10", "under 11"), ("g/dL", "g/L"), ("most recent", "latest"),
    ("the most recent", "the earliest"), ("has value", "has dose"), ("before", "after"),
  ])
  func aChangeIsSeen(_ words: String, _ others: String) throws {
    let test = UnaryTest(
      fact: hemoglobin.id, values: [.records(RecordWordsTests.sentences[0].0)])
    let text = table(of: hemoglobin).printed(test)
    let changed = text.replacing(words, with: others)
    try #require(changed != text)
    #expect(UnaryTest(printed: changed, of: [hemoglobin], isExcluded: false) != test)
  }

  /// An exception says what holds where there is no entry, and nothing else does.
  @Test func anExceptionSaysWhatHoldsWhereThereIsNone() {
    let table = table(of: hemoglobin)
    let latest = UnaryTest(
      fact: hemoglobin.id, values: [.records(RecordWordsTests.sentences[0].0)])
    let plain = table.printed(latest)
    let excluded = table.printed(latest, isExcluded: true)
    #expect(excluded == plain + " (does not apply where there is none)")
    #expect(UnaryTest(printed: excluded, of: [hemoglobin], isExcluded: true) == latest)
    #expect(UnaryTest(printed: excluded, of: [hemoglobin], isExcluded: false) == nil)
    #expect(UnaryTest(printed: plain, of: [hemoglobin], isExcluded: true) == nil)
    let none = UnaryTest(
      fact: hemoglobin.id,
      values: [.records(RecordTest(.count(.entries, Interval(ExactDecimal(0)))))])
    #expect(table.printed(none, isExcluded: true) == "hemoglobin: none")
  }

  private func table(of fact: Fact) -> DecisionTable {
    DecisionTable(facts: [fact], scope: .group(.allOf, []), statements: [], bindings: [])
  }
}
