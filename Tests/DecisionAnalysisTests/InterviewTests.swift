import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionAnalysis
@testable import DecisionTable

@Suite struct InterviewTests {
  /// *A question is idle under the earlier answers ⇔ the decision does not depend on its fact*, also
  /// with missing answers. Durations count as missing, because situations do not use them.
  @Test func aQuestionIsIdleExactlyIfItDoesNotMatter() {
    forAll(seeds: 0..<80) { random in
      let sample = RandomTable(&random, facts: 3)
      let interview = Interview(sample.table)
      guard !interview.excesses.contains(.bound) else { return true }
      let oracle = BruteForce(sample)
      return (0..<6).allSatisfy { _ in
        let stated = sample.facts(&random)
        var earlier: [String: FactValue] = [:]
        for (index, question) in interview.questions.enumerated() {
          let fact = sample.table.facts[question.fact]
          let isNeeded = oracle.verdict(earlier).needs.contains(fact.id)
          let isIdle = question.idle.contains { situation in
            situation.premises.allSatisfy { premise in
              precondition(premise.question < index)
              let asked = interview.questions[premise.question]
              return earlier[sample.table.facts[asked.fact].id].map {
                premise.reading.holds(of: $0, named: asked.codes)
              } ?? false
            }
          }
          if isIdle == isNeeded { return false }
          if case .duration = fact.type { continue }
          earlier[fact.id] = stated[fact.id]
        }
        return true
      }
    }
  }

  /// No situation is listed twice.
  @Test func situationsAreListedOnce() {
    forAll(seeds: 0..<200) { random in
      Interview(RandomTable(&random, facts: 4).table).questions.allSatisfy {
        Set($0.idle).count == $0.idle.count
      }
    }
  }
}

extension Interview.Reading {
  /// Whether an answer implies this reading.
  ///
  /// - Parameter named: the codes that tests name.
  fileprivate func holds(of value: FactValue, named: [Code]) -> Bool {
    switch (self, value) {
    case (.oneOf(let options), .boolean(let value)): options.contains(.boolean(value))
    case (.oneOf(let options), .choice(let word)): options.contains(.word(word))
    case (.oneOf(let options), .code(let code)):
      options.contains(named.contains(code) ? .code(code) : .otherCode)
    case (.within(let interval), .quantity(let number, _)): interval.contains(number)
    case (.within(let interval), .date(let date)): interval.contains(ExactDecimal(date.dayNumber))
    case (.contains(let term), .set(let members)): members.contains(.term(term))
    case (.doesNotContain(let term), .set(let members)): !members.contains(.term(term))
    case (.contains(let term), .partialSet(let present, _)): present.contains(.term(term))
    case (.doesNotContain(let term), .partialSet(_, let absent)): absent.contains(.term(term))
    default: false
    }
  }
}
