/// A numbered item of a policy: its text, and the condition under which it is met.
public struct Criterion: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    case test(UnaryTest)
    case group(Connective, [Criterion])
    /// The criterion repeats another one.
    case reference(CriterionReference)
  }

  public let id: String
  /// The outline labels down to this criterion, which follow from its position: `I.B.6`.
  public let label: String
  /// The text without markup and citations.
  public let text: String
  /// Further conjuncts: all of these,
  public let requirements: [FactCondition]
  /// and none of these.
  public let exceptions: [FactCondition]
  public let rule: Rule

  package init(
    id: String, label: String, text: String, requirements: [FactCondition] = [],
    exceptions: [FactCondition] = [], rule: Rule
  ) {
    self.id = id
    self.label = label
    self.text = text
    self.requirements = requirements
    self.exceptions = exceptions
    self.rule = rule
  }
}

extension Criterion {
  /// The condition under which it is met, without text and labels.
  package var condition: FactCondition {
    var conjuncts = requirements
    if !exceptions.isEmpty { conjuncts.append(.group(.noneOf, exceptions)) }
    switch rule {
    case .test(let test): conjuncts.append(.test(test))
    case .group(let connective, let criteria):
      conjuncts.append(.group(connective, criteria.map(\.condition)))
    case .reference(let reference): conjuncts.append(.reference(reference))
    }
    return conjuncts.count == 1 ? conjuncts[0] : .group(.allOf, conjuncts)
  }
}

extension Criterion {
  /// Every test, in document order: requirements and exceptions before the rule.
  public var tests: [UnaryTest] {
    let conjuncts = (requirements + exceptions).flatMap(\.tests)
    switch rule {
    case .test(let test): return conjuncts + [test]
    case .group(_, let criteria): return conjuncts + criteria.flatMap(\.tests)
    case .reference(let reference): return conjuncts + reference.condition.tests
    }
  }
}

extension Criterion {
  /// This criterion and all its descendants, in document order.
  package var withDescendants: [Criterion] {
    switch rule {
    case .test, .reference: [self]
    case .group(_, let criteria): [self] + criteria.flatMap(\.withDescendants)
    }
  }
}

extension Criterion {
  /// The criteria without children, in document order, except those under `none_of`.
  package var leaves: [Criterion] {
    switch rule {
    case .test, .reference: [self]
    case .group(.noneOf, _): []
    case .group(_, let criteria): criteria.flatMap(\.leaves)
    }
  }
}
