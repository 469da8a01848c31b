internal import DecisionTable

extension DecisionTable {
  /// This table with each of its tests replaced.
  func replacingTests(_ replacement: (UnaryTest) -> UnaryTest) -> DecisionTable {
    DecisionTable(
      facts: facts, scope: scope.replacingTests(replacement),
      statements: statements.map {
        Statement(outcome: $0.outcome, criterion: $0.criterion.replacingTests(replacement))
      }, bindings: bindings, completeSystems: completeSystems, periods: periods)
  }
}

extension FactCondition {
  fileprivate func replacingTests(_ replacement: (UnaryTest) -> UnaryTest) -> FactCondition {
    switch self {
    case .test(let test): .test(replacement(test))
    case .group(let connective, let members):
      .group(connective, members.map { $0.replacingTests(replacement) })
    case .reference(let reference): .reference(reference.replacingTests(replacement))
    }
  }
}

extension CriterionReference {
  fileprivate func replacingTests(_ replacement: (UnaryTest) -> UnaryTest) -> CriterionReference {
    CriterionReference(id: id, condition: condition.replacingTests(replacement))
  }
}

extension Criterion {
  fileprivate func replacingTests(_ replacement: (UnaryTest) -> UnaryTest) -> Criterion {
    let rule: Rule =
      switch rule {
      case .test(let test): .test(replacement(test))
      case .group(let connective, let members):
        .group(connective, members.map { $0.replacingTests(replacement) })
      case .reference(let reference): .reference(reference.replacingTests(replacement))
      }
    return Criterion(
      id: id, label: label, text: text,
      requirements: requirements.map { $0.replacingTests(replacement) },
      exceptions: exceptions.map { $0.replacingTests(replacement) }, rule: rule)
  }
}
