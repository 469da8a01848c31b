import TestSupport
import Values

@testable import DecisionTable

/// Random tests of a small record fact, random lists, and all completions of a list.
struct RandomRecords {
  static let type = RecordType(attributes: [
    RecordAttribute(
      id: "value",
      type: .number(
        NumberType(
          unit: nil, isInteger: true, minimum: ExactDecimal(0), maximum: ExactDecimal(2))),
      question: "?"),
    RecordAttribute(id: "kind", type: .choice(["a", "b"]), question: "?"),
  ])

  let tests: [RecordTest]
  let service: CalendarDate
  /// More entries than that do not matter to any test.
  let bound: Int

  init(_ random: inout SplitMix64) {
    // The ends of months, where a month before a day is not the same day.
    let service = ["2024-03-31", "2024-03-01", "2023-02-28", "2024-02-29", "2023-05-30"]
      .randomElement(using: &random).flatMap { CalendarDate($0) }!
    var tests: [RecordTest] = []
    var bound = 0
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let (test, needed) = RandomRecords.test(&random)
      tests.append(test)
      bound += needed
    }
    self.tests = tests
    self.bound = bound
    self.service = service
  }

  /// Days on which entries of completions may be, the newest first: two in each stretch that tests can
  /// distinguish.
  private static func days(before service: CalendarDate) -> [CalendarDate] {
    [0, 1, 2, 3, 10, 11, 28, 29, 30, 31, 32, 45, 60, 61, 400, 401, 800, 801].map {
      service.adding(days: -$0)!
    }
  }

  private static func test(_ random: inout SplitMix64) -> (RecordTest, needed: Int) {
    var filter = EntryCondition.always
    switch Int.random(in: 0..<4, using: &random) {
    case 0: filter = .attribute("kind", isAnyOf: [.word("a")])
    case 1: filter = .group(.noneOf, [.attribute("kind", isAnyOf: [.word("b")])])
    case 2: filter = .attribute("value", isAnyOf: [.range(range(0...2, &random))])
    default: break
    }
    var windows: [RecordWindow] = []
    for _ in 0..<Int.random(in: 0...1, using: &random) {
      windows.append(
        Int.random(in: 0..<6, using: &random) == 0
          ? .calendarYear(yearsBefore: Int.random(in: 0...1, using: &random))
          : .beforeService(timeRange(&random)))
    }
    let selection = EntrySelection.allCases.randomElement(using: &random)!
    let measure: RecordMeasure
    var needed = 1
    switch Int.random(in: 0..<6, using: &random) {
    case 0: measure = .attribute("value", of: selection, isAnyOf: [.range(range(0...2, &random))])
    case 1: measure = .attribute("kind", of: selection, isAnyOf: [.word("a")])
    case 2: measure = .elapsed(since: selection, timeRange(&random))
    default:
      let interval = range(0...1, &random)
      needed = 1 + (interval.upper ?? interval.lower!).value.integer!
      switch Int.random(in: 0..<3, using: &random) {
      case 0: measure = .count(.entries, interval)
      case 1: measure = .count(.days, interval)
      default: measure = .count(.values(of: "kind"), interval)
      }
    }
    return (RecordTest(measure, filter: filter, windows: windows), needed)
  }

  private static func timeRange(_ random: inout SplitMix64) -> TimeRange {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: TimeRange(range(0...2, &random), in: .calendar(.months))
    case 1: TimeRange(range(0...1, &random), in: .fullMonths)
    case 2: TimeRange(range(28...31, &random), in: .calendar(.days))
    default: TimeRange(range(0...3, &random), in: .calendar(.days))
    }
  }

  /// A range with one bound or two.
  private static func range(_ values: ClosedRange<Int>, _ random: inout SplitMix64) -> Interval {
    let low = Int.random(in: values, using: &random)
    let high = Int.random(in: low...values.upperBound, using: &random)
    let isIncluded = Bool.random(using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return Interval(lower: .init(ExactDecimal(low), isIncluded: isIncluded), upper: nil)
    case 1: return Interval(lower: nil, upper: .init(ExactDecimal(high), isIncluded: isIncluded))
    default:
      return Interval(
        lower: .init(ExactDecimal(low), isIncluded: true),
        upper: .init(ExactDecimal(high), isIncluded: true))
    }
  }

  // MARK: Lists

  func list(on service: CalendarDate, _ random: inout SplitMix64) -> RecordList {
    let days = RandomRecords.days(before: service)
    let entries = (0..<Int.random(in: 0...2, using: &random)).map { _ -> RecordEntry in
      let near = Array(days.prefix(4))
      let day: EntryDay =
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .unknown
        case 1: .between(days[3], days[Int.random(in: 0...2, using: &random)])
        case 2, 3: .on(near.randomElement(using: &random)!)
        default: .on(days.randomElement(using: &random)!)
        }
      var attributes: [String: FactValue] = [:]
      if Int.random(in: 0..<4, using: &random) > 0 {
        attributes["value"] = .quantity(
          ExactDecimal(Int.random(in: 0...2, using: &random)), unit: nil)
      }
      if Int.random(in: 0..<4, using: &random) > 0 {
        attributes["kind"] = .choice(Bool.random(using: &random) ? "a" : "b")
      }
      return RecordEntry(on: day, attributes)
    }
    let completeness: RecordCompleteness =
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1: .complete
      case 2: .open
      default:
        [.within(from: days[6], until: nil), .within(from: days[3], until: days[1])]
          .randomElement(using: &random)!
      }
    // Only lists of which all completions can be tried.
    let isFree = completeness != .complete
    return RecordList(
      isFree ? Array(entries.prefix(max(0, 2 - bound))) : entries, completeness: completeness)
  }

  /// The test outcomes of every completion of a list with up to `bound` further entries.
  func outcomes(of list: RecordList, on service: CalendarDate) -> Set<[Bool]> {
    var outcomes: Set<[Bool]> = []
    let days = RandomRecords.days(before: service)
    /// Adds an entry that is not newer than those before it; `newest` are in the reverse order.
    func extend(_ newest: [RecordOracle.Entry], _ pending: [RecordEntry], more: Int) {
      if pending.isEmpty {
        outcomes.insert(
          tests.map { RecordOracle.holds($0, newest.reversed(), on: service) })
      }
      let last = newest.last?.day ?? service
      for day in days where day <= last {
        for value in readsValues ? [0, 1, 2] : [0] {
          for kind in readsKinds ? ["a", "b"] : ["a"] {
            let entry = RecordOracle.Entry(day: day, value: value, kind: kind)
            for index in pending.indices where allows(pending[index], entry) {
              var rest = pending
              rest.remove(at: index)
              extend(newest + [entry], rest, more: more)
            }
            if more > 0, allowsMore(list.completeness, on: day) {
              extend(newest + [entry], pending, more: more - 1)
            }
          }
        }
      }
    }
    extend([], list.entries, more: list.completeness == .complete ? 0 : bound)
    return outcomes
  }

  private var readsValues: Bool { tests.contains { $0.reads("value") } }
  private var readsKinds: Bool { tests.contains { $0.reads("kind") } }

  private func allows(_ known: RecordEntry, _ entry: RecordOracle.Entry) -> Bool {
    switch known.day {
    case .on(let day): guard day == entry.day else { return false }
    case .between(let from, let until):
      guard (from ?? entry.day) <= entry.day, entry.day <= (until ?? entry.day) else {
        return false
      }
    }
    return known.attributes.allSatisfy { id, value in
      id == "kind"
        ? !readsKinds || value == .choice(entry.kind)
        : !readsValues || value == .quantity(ExactDecimal(entry.value), unit: nil)
    }
  }

  private func allowsMore(_ completeness: RecordCompleteness, on day: CalendarDate) -> Bool {
    switch completeness {
    case .complete: false
    case .open: true
    case .within(let from, let until): day < (from ?? day) || day > (until ?? day)
    }
  }
}

extension RecordTest {
  fileprivate func reads(_ attribute: String) -> Bool {
    if case .count(.values(of: attribute), _) = measure { return true }
    return attributeTests.contains { $0.fact == attribute }
  }
}
