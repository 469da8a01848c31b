package import DecisionTable
internal import Values

/// The wording of a table's tests, shared by all documents and explanations.
extension DecisionTable {
  /// A test in the names that requests use, for example `conditions: hepatitis_c or hepatitis_b` or
  /// `age: 55 to 77 years`.
  package func printed(_ test: UnaryTest) -> String {
    let fact = facts.first { $0.id == test.fact }
    return "\(test.fact): " + test.joined { fact?.printed($0) ?? $0.text }
  }

  /// As above, for a test that must fail: where it would be false because there is no entry, the text
  /// says so.
  package func printed(_ test: UnaryTest, isExcluded: Bool) -> String {
    isExcluded && test.needsEntry ? printed(test) + DecisionTable.absenceSuffix : printed(test)
  }

  /// Printed after an excluded test of the most recent or the earliest of several entries.
  private static var absenceSuffix: String { " (does not apply where there is none)" }

  /// A test in plain language: the question, and the answers that meet the test.
  package func spoken(_ test: UnaryTest) -> (question: String, answer: String) {
    let answer = answers(meeting: test)
    return (
      facts.first { $0.id == test.fact }?.question ?? test.fact,
      answer.prefix(1).uppercased() + answer.dropFirst()
    )
  }

  /// A test as documents state it: the name of the fact, and the values that meet the test.
  package func stated(_ test: UnaryTest) -> (subject: String, value: String) {
    (facts.first { $0.id == test.fact }?.name ?? test.fact, answers(meeting: test))
  }

  private func answers(meeting test: UnaryTest) -> String {
    let fact = facts.first { $0.id == test.fact }
    return test.joined { fact?.answer($0) ?? $0.text }
  }
}

extension UnaryTest {
  /// The wording of its values. What is said of a list contains ` or ` itself.
  fileprivate func joined(_ wording: (TestValue) -> String) -> String {
    values.map(wording).joined(separator: readsEntries ? "; or " : " or ")
  }

  private var readsEntries: Bool {
    values.contains { if case .records = $0 { true } else { false } }
  }

  /// Whether it reads the most recent or the earliest entry, so that it is false where there is none.
  package var needsEntry: Bool {
    values.contains { value in
      guard case .records(let test) = value else { return false }
      switch test.measure {
      case .attribute, .elapsed: return true
      case .count: return false
      }
    }
  }
}

extension DecisionTable {
  /// Printed after the label of the criterion to which a reference refers.
  package static let referenceSuffix = " is met"

  /// A reference to another criterion, for example `I.A is met`.
  package func printed(_ reference: CriterionReference) -> String {
    (criterion(reference.id)?.label ?? reference.id) + DecisionTable.referenceSuffix
  }

  /// A reference in plain language.
  package func spoken(_ reference: CriterionReference) -> (question: String, answer: String) {
    ("Is \(criterion(reference.id)?.label ?? reference.id) met?", "Yes")
  }
}

extension DecisionTable {
  /// A reference as documents state it.
  package func stated(_ reference: CriterionReference) -> (subject: String, value: String) {
    ("Criterion \(criterion(reference.id)?.label ?? reference.id)", "met")
  }
}

extension Connective {
  /// The heading above the members of a group.
  package var phrase: String {
    switch self {
    case .allOf: "All of these:"
    case .anyOf: "At least one of these:"
    case .noneOf: "None of these:"
    case .atLeast(let count): "At least \(count) of these:"
    }
  }
}

/// The headings above the requirements and exceptions of a criterion.
package enum ConjunctPhrase {
  package static let requirements = "All of these are required:"
  package static let exceptions = "None of these may apply:"
}

extension Outcome {
  package var wording: String {
    switch self {
    case .medicallyNecessary: "Medically necessary"
    case .notMedicallyNecessary: "Not medically necessary"
    case .investigational: "Investigational"
    }
  }
}
