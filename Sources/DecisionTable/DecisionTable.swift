public import Values

/// What a revision of a policy decides: facts in, a verdict out.
///
/// The criteria, as a tree, are the table; the diagram beside them is derived from them and makes
/// verdicts exact for all completions of the facts that are unknown.
public struct DecisionTable: Sendable {
  public let facts: [Fact]
  /// What must hold for the policy to be about the request at all.
  public let scope: Condition
  /// In order of precedence: the first that holds decides.
  public let statements: [Statement]
  /// Codes that bear on terms: a code alone leaves its terms open.
  public let bindings: [CodeBinding]

  let space: FactSpace
  let diagram: Diagram

  /// - Precondition: tests read declared facts, and name values that those can have.
  /// - Throws: `DiagramTooLarge` where the exact decision does not fit its bound.
  package init(
    facts: [Fact], scope: Condition, statements: [Statement], bindings: [CodeBinding]
  ) throws(DiagramTooLarge) {
    self.facts = facts
    self.scope = scope
    self.statements = statements
    self.bindings = bindings
    // In the order of first use, which keeps the diagram of a policy small.
    space = FactSpace(
      facts: facts, tests: scope.tests + statements.flatMap(\.criterion.tests))
    diagram = try Diagram(scope: scope, statements: statements, space: space)
  }
}

/// One thing that a request may know.
public struct Fact: Hashable, Sendable {
  public let id: String
  public let type: FactType
  /// The question that asks for it.
  public let question: String

  package init(id: String, type: FactType, question: String) {
    self.id = id
    self.type = type
    self.question = question
  }
}

public enum FactType: Hashable, Sendable {
  case boolean
  case code
  case choice([String])
  /// Any number of the terms of a terminology.
  case set(terminology: String, terms: [Term])

  /// What a request writes, for messages.
  public var expectation: String {
    switch self {
    case .boolean: "true or false"
    case .code: "a code, as in \"CPT:76498\""
    case .choice(let values): "one of " + values.map { "\"\($0)\"" }.joined(separator: ", ")
    case .set: "a list of terms, or {\"present\": [...], \"absent\": [...]}"
    }
  }
}

/// A term of a terminology, as it is named and as clinicians write it.
public struct Term: Hashable, Sendable {
  public let id: String
  public let label: String

  package init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}

/// A value that a test compares a fact with.
public enum Value: Hashable, Sendable {
  case boolean(Bool)
  case code(Code)
  /// A value of a choice, or a term of a set.
  case word(String)

  public var text: String {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .code(let code): code.description
    case .word(let word): word
    }
  }
}

/// One question to one fact: is it any of these values? Of a set: does it hold any of them?
public struct UnaryTest: Hashable, Sendable {
  public let fact: String
  /// Never empty.
  public let values: [Value]

  package init(fact: String, values: [Value]) {
    precondition(!values.isEmpty, "a test without values")
    self.fact = fact
    self.values = values
  }
}

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

/// A code that bears on terms of a set.
public struct CodeBinding: Hashable, Sendable {
  public enum Confidence: String, Sendable, CaseIterable { case high, medium, low }

  /// The terminology of the terms.
  public let terminology: String
  public let code: Code
  /// A category stands for every code below it.
  public let isCategory: Bool
  public let terms: [String]
  public let confidence: Confidence
  /// Whether such a code can establish the term at all.
  public let decides: Bool

  package init(
    terminology: String, code: Code, isCategory: Bool, terms: [String], confidence: Confidence,
    decides: Bool
  ) {
    self.terminology = terminology
    self.code = code
    self.isCategory = isCategory
    self.terms = terms
    self.confidence = confidence
    self.decides = decides
  }

  /// Whether a coded condition leaves the terms open: it is the code, stands below it where it is
  /// a category, or is itself a category that the code stands below.
  func concerns(_ other: Code) -> Bool {
    other == code || (isCategory && other.isWithin(code)) || code.isWithin(other)
  }
}
