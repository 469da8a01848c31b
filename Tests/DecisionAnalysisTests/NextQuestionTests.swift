import DecisionTable
import DecisionTableTestSupport
import TestSupport
import Testing

@testable import DecisionAnalysis

@Suite struct NextQuestionTests {
  /// Asking ends exactly where the decision is settled, and asks only what can change it.
  @Test func asksOnlyWhatIsNeeded() throws {
    try forAll(seeds: 0..<60) { random in
      let table = RandomTable(&random, facts: 4)
      let decider = Decider(table.table)
      let next = NextQuestion(decider)
      let facts = try decider.facts(table.facts(&random), on: RandomTable.service)
      let asked = try next.fact(after: facts)
      let needed = try next.needs(KnownCells(facts))
      return asked.map(needed.contains) ?? needed.isEmpty
    }
  }

  /// On small tables the number of questions is the least there is, which is found here by trying all orders of all
  /// questions after every answer.
  @Test func asksTheFewestQuestions() throws {
    try forAll(seeds: 0..<40) { random in
      let decider = Decider(RandomTable(&random, facts: 3).table)
      let next = NextQuestion(decider)
      let nothing = KnownCells(decider.facts())
      return abs(try average(nothing, next) - leastAverage(nothing, next)) < 1e-6
    }
  }

  /// Where the search for the least number takes too long, at most a twentieth more is asked on average.
  @Test func asksFewMoreThanTheFewestWithoutASearch() throws {
    var (asked, least) = (0.0, 0.0)
    for seed in 0..<60 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let decider = Decider(RandomTable(&random, facts: 4).table)
      let nothing = KnownCells(decider.facts())
      asked += try average(nothing, NextQuestion(decider, mostDecisions: 0))
      least += try average(nothing, NextQuestion(decider))
    }
    #expect(least > 60)
    #expect(asked <= least * 1.05, "\(asked / least)")
  }

  /// The average number of questions that are asked.
  private func average(_ known: KnownCells, _ next: NextQuestion) throws -> Double {
    guard let fact = try next.fact(after: known) else { return 0 }
    let answers = next.answers(to: fact, known)
    return 1 + (try answers.reduce(0.0) { try $0 + average($1, next) }) / Double(answers.count)
  }

  private func leastAverage(_ known: KnownCells, _ next: NextQuestion) throws -> Double {
    let needed = try next.needs(known)
    var least = needed.isEmpty ? 0 : Double.infinity
    for fact in needed {
      let answers = next.answers(to: fact, known)
      let rest = try answers.reduce(0.0) { try $0 + leastAverage($1, next) }
      least = min(least, 1 + rest / Double(answers.count))
    }
    return least
  }
}
