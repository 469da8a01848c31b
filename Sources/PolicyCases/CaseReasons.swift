internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import PolicyModel

/// Why a verdict is not the one that was expected.
struct CaseReasons {
  let sentences: [String]

  init(_ trial: Case.Trial, _ explanation: Explanation, _ table: DecisionTable) {
    let tree = explanation.tree
    var sentences: [String] = []
    // The criteria that were expected and are not met, or the other way round.
    let expected = Set(trial.expected.criteria ?? [])
    let found = Set(explanation.verdict.criteria)
    for (place, part) in tree.parts.enumerated() {
      guard case .criterion(let criterion) = part.content, trial.expected.criteria != nil,
        expected.contains(criterion.id) != found.contains(criterion.label)
      else { continue }
      let tests = tree.tests(under: place).map {
        "`\(table.printed($0))`, \(trial.statement(of: $0.fact))"
      }.cut(to: 3, "tests")
      sentences.append(
        "\(criterion.label) \(criterion.text.shortened(to: 60)) is "
          + "\(explanation.states[place].words): \(tests.joined(separator: "; "))")
    }
    if explanation.verdict.result != trial.expected.result {
      // What stands in the way in the scope and beside the criteria.
      let wanted: CriterionState = trial.expected.result == .outOfScope ? .notMet : .met
      for (place, part) in tree.parts.enumerated() {
        guard case .test(let test) = part.content, part.role != .rule,
          explanation.states[place] != (part.role == .exception ? .notMet : wanted)
        else { continue }
        sentences.append(
          "\(tree.criterion(of: place)?.label ?? "scope") asks for `\(table.printed(test))`, "
            + trial.statement(of: test.fact))
      }
      sentences += explanation.nearMisses
        .filter { $0.verdict.result == trial.expected.result }.map {
          "it would be \($0.verdict.result.rawValue) \($0.condition)"
        }.cut(to: 3, "changes that would make it so")
    }
    if trial.expected.result == .needsInformation, !explanation.verdict.needs.isEmpty {
      sentences.append("the answer hangs on \(explanation.verdict.needs.joined(separator: ", "))")
    }
    self.sentences = sentences.cut(to: 8, "reasons")
  }
}

extension Case.Trial {
  /// What the case states of a fact.
  fileprivate func statement(of fact: String) -> String {
    facts[fact].map { "and the case states \($0.json.compact)" } ?? "which the case does not state"
  }
}

extension CriteriaTree {
  fileprivate func tests(under part: Int) -> [UnaryTest] {
    if case .test(let test) = parts[part].content { return [test] }
    return parts[part].children.flatMap(tests)
  }
}

extension [String] {
  /// The first of them, and how many more there are.
  fileprivate func cut(to most: Int, _ what: String) -> [String] {
    count > most ? prefix(most) + ["and \(count - most) more \(what)"] : self
  }
}
