import DecisionTable
import TestSupport
import Testing
import Values

@testable import DMN

/// *policy(x) favours x ⇔ table(x) favours x*, or the table is refused.
@Suite struct ImportedAnswersTests {
  private static let hitPolicies: [HitPolicy] = [
    .unique, .any, .first, .priority, .ruleOrder, .outputOrder, .collect(nil), .collect(.minimum),
    .collect(.maximum), .collect(.sum),
  ]

  @Test(arguments: hitPolicies)
  func answersEveryRequestAsTheTableDoes(_ policy: HitPolicy) throws {
    let answers = ["1", "2", "3"]
    var imported = 0
    try forAll(seeds: 0..<40) { random in
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let cells = RequestGrid.cells.map { $0.randomElement(using: &random)! }
        return cells.joined(separator: ";") + "| " + answers.randomElement(using: &random)!
      }
      let small = try SmallModel(
        policy, inputs: RequestGrid.inputs, rows: rows, values: "2,1,3",
        preset: [nil, "1", "2"].randomElement(using: &random)!)
      let favored = rows[0].last.map(String.init) ?? ""
      // Only some of the requests are compared, because there are many.
      let sample = RequestGrid.requests.shuffled(using: &random).prefix(150)
      do throws(ModelProblems) {
        let lowered = try LoweredTable(lowering: small.model, decision: nil, favoring: [favored])
        imported += 1
        let decider = Decider(lowered.policyTable)
        for request in sample {
          let answer = try? small.answer(RequestGrid.named(request))
          let verdict = try? decider.decide(RequestGrid.stated(request, of: lowered.facts))
          guard let answer, let verdict else { return false }
          guard (verdict.result == .met) == answer.includes(favored) else { return false }
        }
        let comparison = AnswerComparison(of: lowered, with: lowered.policyTable)
        return comparison.difference == nil && comparison.count >= lowered.rules.count
      } catch {
        // A table may be refused only if its rules conflict or their answers are added.
        guard error.first.message.contains("both match") else { return false }
        return policy == .collect(.sum)
          || RequestGrid.requests.contains { request in
            (try? small.answer(RequestGrid.named(request))) == nil
          }
      }
    }
    #expect(imported > 5)
  }

  /// A draft that differs from its table in one bound is detected.
  @Test(arguments: ["< 18", "<= 17.5", "not(>= 18)", "[0..18)"])
  func detectsADraftThatAnswersDifferently(_ cell: String) throws {
    func lowered(_ cell: String) throws -> LoweredTable {
      try SmallModel(.unique, inputs: [("age", "number")], rows: ["\(cell) | \"yes\""])
        .lowered(favoring: ["yes"])
    }
    let comparison = AnswerComparison(
      of: try lowered(cell), with: try lowered("<= 18").policyTable)
    #expect(comparison.difference?.message.contains("differently from the table") == true)
  }
}

extension FEELValue {
  /// Whether the value is this number, or a list that contains it.
  fileprivate func includes(_ number: String) -> Bool {
    switch self {
    case .number(let value): value.description == number
    case .list(let members): members.contains { $0.includes(number) }
    default: false
    }
  }
}
