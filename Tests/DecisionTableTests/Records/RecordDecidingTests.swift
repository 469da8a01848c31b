import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionTable

/// Verdict and needs of tables with record facts are what all completions say, on every rung.
@Suite struct RecordDecidingTests {
  @Test(arguments: [
    Set(Decider.Rung.allCases), [.walk, .restriction], [.threeValued, .residual],
    [.threeValued, .satisfiability], [.residual], [.satisfiability],
  ])
  func decidesAsAllCompletionsDo(_ rungs: Set<Decider.Rung>) throws {
    try forAll(seeds: 0..<20) { random in
      let records = [RandomRecords(&random), RandomRecords(&random)]
      let table = RandomRecordTable(records, &random)
      let decider = Decider(table.table, rungs: rungs)
      let service = records[0].service
      for _ in 0..<3 {
        var known: [String: FactValue] = [:]
        var lists: [RecordList?] = []
        for (index, sample) in records.enumerated() {
          let isStated = Int.random(in: 0..<4, using: &random) > 0
          var list = isStated ? sample.list(on: service, &random) : nil
          // All completions are tried, which takes long where tests read many further entries.
          if sample.bound > 2, list?.completeness != .complete { list = RecordList([]) }
          lists.append(list)
          known["r\(index)"] = list.map { .records($0) }
        }
        let flag: Bool? = Bool.random(using: &random) ? Bool.random(using: &random) : nil
        known["flag"] = flag.map { .boolean($0) }
        let verdict = try decider.decide(known, on: service)
        let outcomes = zip(records, lists).map { sample, list in
          sample.outcomes(of: list ?? RecordList([], completeness: .open), on: service)
        }
        guard table.agrees(verdict, outcomes, flag: flag.map { [$0] } ?? [false, true]) else {
          return false
        }
      }
      return true
    }
  }
}

/// A random table over two record facts and a boolean.
struct RandomRecordTable {
  let table: DecisionTable
  private let conditions: [FactCondition]
  private let tests: [[RecordTest]]

  init(_ records: [RandomRecords], _ random: inout SplitMix64) {
    tests = records.map(\.tests)
    var leaves: [FactCondition] = [.test(UnaryTest(fact: "flag", values: [.boolean(true)]))]
    for (index, sample) in records.enumerated() {
      leaves += sample.tests.map { .test(UnaryTest(fact: "r\(index)", values: [.records($0)])) }
    }
    func condition() -> FactCondition {
      let members = (0..<3).map { _ -> FactCondition in
        let leaf = leaves.randomElement(using: &random)!
        return Bool.random(using: &random) ? leaf : .group(.noneOf, [leaf])
      }
      return .group([.allOf, .anyOf, .atLeast(2)].randomElement(using: &random)!, members)
    }
    conditions = (0..<2).map { _ in condition() }
    let facts =
      records.indices.map {
        Fact(id: "r\($0)", type: .records(RandomRecords.type), question: "?")
      } + [Fact(id: "flag", type: .boolean, question: "?")]
    table = DecisionTable(
      facts: facts, scope: .group(.anyOf, leaves + leaves.map { .group(.noneOf, [$0]) }),
      statements: zip(conditions, [Outcome.medicallyNecessary, .investigational]).map {
        Statement(
          outcome: $1,
          criterion: Criterion(
            id: $1.rawValue, label: $1.rawValue, text: "?", requirements: [$0],
            rule: .test(
              UnaryTest(fact: "flag", values: [.boolean(true), .boolean(false)]))))
      }, bindings: [])
  }

  /// Whether a verdict is what completions with these test outcomes of each list say.
  func agrees(_ verdict: Verdict, _ outcomes: [Set<[Bool]>], flag: [Bool]) -> Bool {
    var answers: [[Int]: Int?] = [:]
    let lists = outcomes.map(Array.init)
    for (one, first) in lists[0].enumerated() {
      for (other, second) in lists[1].enumerated() {
        for (value, flag) in flag.enumerated() {
          answers[[one, other, value]] = answer([first, second], flag)
        }
      }
    }
    let all = Set(answers.values)
    guard all.count > 1 else {
      let expected: Verdict.Result = all.first == .some(0) ? .met : .notMet
      return verdict.result == expected && verdict.needs == []
    }
    let needs = ["r0", "r1", "flag"].enumerated().filter { index, _ in
      Dictionary(grouping: answers) { entry -> [Int] in
        var others = entry.key
        others.remove(at: index)
        return others
      }.values.contains { group in Set(group.map(\.value)).count > 1 }
    }.map(\.element)
    return verdict.result == .needsInformation && verdict.needs == needs
  }

  /// The statement that decides, or nil.
  private func answer(_ lists: [[Bool]], _ flag: Bool) -> Int? {
    func holds(_ condition: FactCondition) -> Bool {
      switch condition {
      case .test(let test):
        guard case .records(let record)? = test.values.first else { return flag }
        let fact = test.fact == "r0" ? 0 : 1
        return lists[fact][tests[fact].firstIndex(of: record)!]
      case .group(let connective, let members):
        let count = members.count(where: holds)
        switch connective {
        case .allOf: return count == members.count
        case .anyOf: return count > 0
        case .noneOf: return count == 0
        case .atLeast(let least): return count >= least
        }
      case .reference: return false
      }
    }
    return conditions.firstIndex(where: holds)
  }
}
