package import DecisionTable
internal import JSONText
package import Values

/// The `cases.yaml` of a policy: worked cases, and what is expected of each.
package struct CasesSource: Sendable {
  package let policy: Located<String>
  /// Facts of every case that does not state them itself.
  package let given: [StatedFact]
  package let cases: [CaseSource]
}

package struct CaseSource: Sendable {
  package let name: Located<String>
  package let about: String?
  package let date: Located<CalendarDate>?
  package let facts: [StatedFact]
  /// Given facts that this case leaves unknown.
  package let without: [Located<String>]
  /// The revisions at which the case runs; empty means all.
  package let revisions: [Located<PrintedDate>]
  package let expected: ExpectationSource
  /// Different expectations, by revision.
  package let exceptions: [(name: Located<PrintedDate>, value: ExpectationSource)]
}

package struct ExpectationSource: Sendable {
  /// How a case writes an outcome.
  package enum OutcomeWord: String, CaseIterable, Sendable {
    case medicallyNecessary = "medically_necessary"
    case notMedicallyNecessary = "not_medically_necessary"
    case investigational
    case silent
  }

  package let result: Verdict.Result
  package let outcome: OutcomeWord?
  package let criteria: [Located<String>]?
  package let needs: [Located<String>]?
}

extension Shapes {
  static let cases = record(
    required("policy", token.located, "The payer's reference number."),
    optional(
      "given", statedFacts, "Facts of every case that does not state them itself.", default: []),
    required("cases", workedCase.list(), "The worked cases.")
  ) { policy, given, cases in
    CasesSource(policy: policy, given: given, cases: cases)
  }

  private static let workedCase = record(
    required("name", text.located, "A name that no other case of the policy has."),
    optional("about", text, "Why the case is here."),
    optional("date", day.located, "The date of service."),
    optional("facts", statedFacts, "What is known, as a request states it.", default: []),
    optional(
      "without", factName.oneOrMore, "Given facts that are unknown in this case.", default: []),
    optional(
      "revisions", date.located.oneOrMore,
      "The revisions at which the case runs, unless it runs at all of them.", default: []),
    required("expect", expectation, "What is expected."),
    optional(
      "at", expectation.byName(date.located), "Different expectations, by revision.", default: [])
  ) { name, about, date, facts, without, revisions, expected, exceptions in
    CaseSource(
      name: name, about: about, date: date, facts: facts, without: without,
      revisions: revisions, expected: expected, exceptions: exceptions)
  }

  private static let expectation = record(
    required("result", word(Verdict.Result.self), "The result of the decision."),
    optional(
      "outcome", word(ExpectationSource.OutcomeWord.self),
      "The outcome; `silent` if no statement holds. Not compared if it is absent."),
    optional(
      "criteria", criterionName.list(atLeast: 0),
      "The ids of the criteria that are certainly met. Not compared if it is absent."),
    optional(
      "needs", factName.list(atLeast: 0),
      "The facts on which the answer depends. Not compared if it is absent.")
  ) { result, outcome, criteria, needs in
    ExpectationSource(result: result, outcome: outcome, criteria: criteria, needs: needs)
  }
}

// MARK: Names and facts

extension Shapes {
  /// The facts of a case, by name.
  private static let statedFacts = Shape<[StatedFact]>(
    schema: SchemaDefinition.facts.reference, read: statedFactsByName.read)

  private static let statedFactsByName = statedValue.byName(name).map { facts, _ in
    facts.map { StatedFact(fact: $0.name, value: $0.value) }
  }

  /// What `#/definitions/facts` refers to if no facts are known.
  static let statedFactsDefinition: JSON = statedFactsByName.schema

  private static let factName = Shape<Located<String>>(
    schema: SchemaDefinition.fact.reference, read: name.read)

  private static let criterionName = Shape<Located<String>>(
    schema: SchemaDefinition.criterionName.reference, read: name.read)
}
