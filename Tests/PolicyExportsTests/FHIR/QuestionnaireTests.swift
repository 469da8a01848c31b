import DecisionAnalysis
import DecisionTable
import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import PolicyExports

/// A questionnaire asks everything that matters, and as little else as its conditions allow.
@Suite struct QuestionnaireTests {
  /// *deciding on the enabled answers = deciding on all answers*, for all missing answers and both readings
  /// of `!=`.
  @Test(arguments: FormFiller.Reading.allCases)
  func whatIsHiddenChangesNothing(_ reading: FormFiller.Reading) throws {
    try forAll(seeds: 0..<150) { random in
      let (form, sample) = try AnswerableForm.random(&random)
      return try (0..<20).allSatisfy { _ in
        try form.answersAlike(form.known(sample, &random), reading)
      }
    }
  }

  /// As above, on one request of every distinguishable class of the policies, with unknowns.
  @Test(arguments: GeneratedFHIR.revisions)
  func whatIsHiddenChangesNothingInThePolicies(_ revision: String) throws {
    let form = try AnswerableForm.ofPolicy(revision)
    let partial = try #require(PartialDecision(form.table))
    let paths = try #require(partial.answer.paths(atMost: 10_000))
    for path in paths {
      var cells = [Int?](repeating: nil, count: partial.variables.count)
      for condition in path.conditions {
        cells[condition.variable] = condition.includesUnknown ? nil : condition.cells[0]
      }
      let known = form.answerable(partial.request(at: cells))
      for reading in FormFiller.Reading.allCases {
        #expect(try form.answersAlike(known, reading), "\(known)")
      }
    }
  }

  /// *a question is enabled ⇔ a decision on the answers before it needs it*, where no situation is
  /// left out. Durations, which conditions cannot compare, count as missing.
  @Test func asksNothingThatIsNotNeeded() throws {
    try forAll(seeds: 200..<350) { random in
      let (form, sample) = try AnswerableForm.random(&random)
      guard !form.interview.excesses.contains(.bound) else { return true }
      return try (0..<20).allSatisfy { _ in
        let known = form.known(sample, &random)
        let filled = FormFiller(
          form.questionnaire, reading: .noAnswerIsEqual, knowing: form.answers(known))
        var before: [String: FactValue] = [:]
        for question in form.interview.questions {
          let fact = form.table.facts[question.fact]
          let isNeeded = try form.decide(before).needs.contains(fact.id)
          if filled.enabled.contains(fact.id) != isNeeded { return false }
          if case .duration = fact.type { continue }
          if filled.answers[fact.id] != nil { before[fact.id] = known[fact.id] }
        }
        return true
      }
    }
  }

  @Test func theDateOfServiceIsAskedWhereADayIsCountedToIt() throws {
    forAll(seeds: 0..<60) { random in
      guard let (form, _) = try? AnswerableForm.random(&random) else { return false }
      let countsDays = form.table.facts.contains { fact in
        if case .duration = fact.type {
          form.table.tests.contains { $0.fact == fact.id }
        } else {
          false
        }
      }
      return countsDays
        == (form.questionnaire.items.first?.linkId == QuestionnaireResource.dateOfService)
    }
  }
}
