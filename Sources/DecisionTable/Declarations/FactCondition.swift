/// Tests joined by connectives; these have no labels.
public indirect enum FactCondition: Hashable, Sendable {
  case test(UnaryTest)
  case group(Connective, [FactCondition])
  /// What another criterion decides, written out.
  case reference(CriterionReference)
}

/// A reference to a criterion, used as a test: it is met if and only if that criterion is.
public struct CriterionReference: Hashable, Sendable {
  public let id: String
  /// The condition under which that criterion is met.
  public let condition: FactCondition

  package init(id: String, condition: FactCondition) {
    self.id = id
    // A criterion that only refers on stands for what it refers to.
    if case .reference(let further) = condition {
      self.condition = further.condition
    } else {
      self.condition = condition
    }
  }
}

extension FactCondition {
  /// Every test, in document order.
  public var tests: [UnaryTest] {
    switch self {
    case .test(let test): [test]
    case .group(_, let conditions): conditions.flatMap(\.tests)
    case .reference(let reference): reference.condition.tests
    }
  }
}
