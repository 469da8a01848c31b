/// How members are joined.
public enum Connective: Hashable, Sendable {
  case allOf
  case anyOf
  case noneOf
  case atLeast(Int)

  /// The key that joins members, in sources and in tables.
  package enum Key: String, CaseIterable, Sendable {
    case allOf = "all_of"
    case anyOf = "any_of"
    case noneOf = "none_of"
    /// `{at_least: 2, of: […]}`
    case someOf = "some_of"
  }

  package var key: Key {
    switch self {
    case .allOf: .allOf
    case .anyOf: .anyOf
    case .noneOf: .noneOf
    case .atLeast: .someOf
    }
  }
}

/// Tests joined without labels of their own.
public indirect enum Condition: Hashable, Sendable {
  case test(UnaryTest)
  case group(Connective, [Condition])
  /// What another criterion decides, written out.
  case reference(CriterionReference)
}

/// Another criterion in the place of a test: it is met where that one is.
public struct CriterionReference: Hashable, Sendable {
  public let id: String
  /// When that criterion is met.
  public let condition: Condition

  package init(id: String, condition: Condition) {
    self.id = id
    // A criterion that only refers on stands for what it refers to.
    if case .reference(let further) = condition {
      self.condition = further.condition
    } else {
      self.condition = condition
    }
  }
}

/// A numbered piece of a policy: its words, and when it is met.
public struct Criterion: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    case test(UnaryTest)
    case group(Connective, [Criterion])
    /// It says again what another criterion says.
    case reference(CriterionReference)
  }

  public let id: String
  /// The path of outline labels, from its place: `I.B.6`.
  public let label: String
  /// The words alone, without marks and citations.
  public let text: String
  /// Further conjuncts: all of these,
  public let requirements: [Condition]
  /// and none of these.
  public let exceptions: [Condition]
  public let rule: Rule

  package init(
    id: String, label: String, text: String, requirements: [Condition] = [],
    exceptions: [Condition] = [], rule: Rule
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
  /// When it is met, without the words and labels.
  package var condition: Condition {
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

/// A criterion that stands for an outcome.
public struct Statement: Hashable, Sendable {
  public let outcome: Outcome
  public let criterion: Criterion

  package init(outcome: Outcome, criterion: Criterion) {
    self.outcome = outcome
    self.criterion = criterion
  }
}

/// What a policy can say of a service.
public enum Outcome: String, Sendable, CaseIterable {
  case medicallyNecessary = "medically_necessary"
  case notMedicallyNecessary = "not_medically_necessary"
  case investigational

  /// Whether a request under it is `met`.
  public var favors: Bool { self == .medicallyNecessary }
}
