internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import PolicyModel

/// Part of the explanation of why a verdict is not the expected one.
package struct CaseReason: Hashable, Sendable {
  /// What a reason is about, the most telling first.
  package enum Kind: CaseIterable, Sendable {
    /// A change since the last revision without which the verdict would be the expected one.
    case change
    /// A single change of the facts with which it would be.
    case fact
    /// A criterion that was expected but is not listed, or the reverse.
    case criterion
    /// A test of the scope, of a requirement or of an exception that prevents the expected result.
    case requirement
    /// The facts that the answer depends on.
    case needs
  }

  package let kind: Kind
  /// `scope requires …`: a clause that reads on from *because*.
  package let clause: String
}

extension [CaseReason] {
  private static let mostOfAKind = 3

  /// The reasons for people: the first ones of each kind, and how many there are more.
  var lines: [String] {
    CaseReason.Kind.allCases.flatMap { kind -> [String] in
      let clauses = filter { $0.kind == kind }.map(\.clause)
      let more = clauses.count - [CaseReason].mostOfAKind
      return clauses.prefix([CaseReason].mostOfAKind).map { "because \($0)" }
        + (more > 0 ? ["(\(more) more like this; `--format json` lists all)"] : [])
    }
  }
}

extension CaseReason {
  private static let mostDetails = 3

  /// Why a case's verdict is not the one that it expects, the most telling reasons first.
  static func reasons(
    _ trial: Case.Trial, _ explanation: Explanation, _ table: DecisionTable,
    changes: [CaseReason]
  ) -> [CaseReason] {
    func reasons(_ kind: Kind, _ clauses: [String]) -> [CaseReason] {
      clauses.map { CaseReason(kind: kind, clause: $0) }
    }
    let differs = explanation.verdict.result != trial.expected.result
    let isOpen =
      trial.expected.result == .needsInformation && !explanation.verdict.needs.isEmpty
    return changes
      + reasons(.fact, differs ? changesToExpected(trial, explanation) : [])
      + reasons(.criterion, unexpectedCriteria(trial, explanation, table))
      + reasons(.requirement, differs ? unmetRequirements(trial, explanation, table) : [])
      + reasons(
        .needs,
        isOpen
          ? ["the answer depends on \(explanation.verdict.needs.joined(separator: ", "))"] : [])
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
    explanation.nearMisses
      .filter { $0.verdict.result == trial.expected.result }
      .map { "it would be \($0.verdict.result.rawValue) \($0.condition)" }
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
