internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import PolicyModel

/// Part of the explanation of why a verdict is not the expected one.
package enum CaseReason: Hashable, Sendable {
  /// `scope requires …`: a clause that reads on from *because*.
  case because(String)
  /// How many further reasons are not printed.
  case more(Int)

  package var text: String {
    switch self {
    case .because(let clause): clause
    case .more(let count): "and \(count) more \(count == 1 ? "reason" : "reasons")"
    }
  }
}

extension CaseReason {
  private static let mostReasons = 8
  private static let mostDetails = 3

  /// Why a case's verdict is not the one that it expects.
  static func reasons(
    _ trial: Case.Trial, _ explanation: Explanation, _ table: DecisionTable
  ) -> [CaseReason] {
    var clauses = unexpectedCriteria(trial, explanation, table)
    if explanation.verdict.result != trial.expected.result {
      clauses += unmetRequirements(trial, explanation, table)
      clauses += changesToExpected(trial, explanation)
    }
    if trial.expected.result == .needsInformation, !explanation.verdict.needs.isEmpty {
      clauses.append("the answer depends on \(explanation.verdict.needs.joined(separator: ", "))")
    }
    var reasons = clauses.prefix(mostReasons).map(CaseReason.because)
    if clauses.count > mostReasons { reasons.append(.more(clauses.count - mostReasons)) }
    return reasons
  }

  /// The criteria that were expected but are not met, and those that are met unexpectedly.
  private static func unexpectedCriteria(
    _ trial: Case.Trial, _ explanation: Explanation, _ table: DecisionTable
  ) -> [String] {
    guard let criteria = trial.expected.criteria else { return [] }
    let expected = Set(criteria)
    let found = Set(explanation.verdict.criterionIDs)
    let tree = explanation.tree
    return tree.parts.enumerated().compactMap { part, content -> String? in
      guard case .criterion(let criterion) = content.content,
        expected.contains(criterion.id) != found.contains(criterion.id)
      else { return nil }
      let tests = tree.tests(under: part).map {
        "`\(table.printed($0))`, \(trial.statement(of: $0.fact))"
      }
      var details = Array(tests.prefix(mostDetails))
      let more = tests.count - details.count
      if more > 0 { details.append("and \(more) more \(more == 1 ? "test" : "tests")") }
      return "\(criterion.label) \(criterion.text.shortened(to: 60)) is "
        + "\(explanation.states[part].wording): \(details.joined(separator: "; "))"
    }
  }

  /// The tests of the scope, and of requirements and exceptions, that prevent the expected result.
  private static func unmetRequirements(
    _ trial: Case.Trial, _ explanation: Explanation, _ table: DecisionTable
  ) -> [String] {
    let expected: CriterionState = trial.expected.result == .outOfScope ? .notMet : .met
    let tree = explanation.tree
    return tree.parts.enumerated().compactMap { index, part -> String? in
      guard case .test(let test) = part.content, part.role != .rule,
        explanation.states[index] != (part.role == .exception ? .notMet : expected)
      else { return nil }
      let label = tree.criterion(of: index)?.label ?? "scope"
      let verb = part.role == .exception ? "excludes" : "requires"
      return "\(label) \(verb) `\(table.printed(test))`, \(trial.statement(of: test.fact))"
    }
  }

  /// The single changes of a fact that would give the expected result.
  private static func changesToExpected(
    _ trial: Case.Trial, _ explanation: Explanation
  ) -> [String] {
    let changes = explanation.nearMisses
      .filter { $0.verdict.result == trial.expected.result }
    var clauses = changes.prefix(mostDetails).map {
      "it would be \($0.verdict.result.rawValue) \($0.condition)"
    }
    let more = changes.count - clauses.count
    if more > 0 {
      clauses.append("\(more) more \(more == 1 ? "change" : "changes") would have that effect")
    }
    return clauses
  }
}

extension Case.Trial {
  /// What the case states about a fact.
  fileprivate func statement(of fact: String) -> String {
    facts[fact].map { "but the case states \($0.json.compact)" } ?? "which the case does not state"
  }
}

extension CriteriaTree {
  fileprivate func tests(under part: Int) -> [UnaryTest] {
    if case .test(let test) = parts[part].content { return [test] }
    return parts[part].children.flatMap(tests)
  }
}
