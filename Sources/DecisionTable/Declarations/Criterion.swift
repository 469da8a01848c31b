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
}

/// A numbered piece of a policy: its words, and when it is met.
public struct Criterion: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    case test(UnaryTest)
    case group(Connective, [Criterion])
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
