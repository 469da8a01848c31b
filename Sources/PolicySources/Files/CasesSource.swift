package import DecisionTable
package import Values

/// The `cases.yaml` of a policy: worked cases, and what is expected of each.
package struct CasesSource: Sendable {
  package let policy: Located<String>
  /// Facts of every case that does not state them otherwise.
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
  /// The revisions at which it runs; empty is all.
  package let revisions: [Located<PrintedDate>]
  package let expected: ExpectationSource
  /// What is expected otherwise, by revision.
  package let exceptions: [(name: Located<PrintedDate>, value: ExpectationSource)]
}

package struct ExpectationSource: Sendable {
  /// What is written for an outcome.
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

private enum Keys {
  static let policy = Key("policy", Shapes.text.located, "The payer's reference number.")
  static let given = OptionalKey(
    "given", Shapes.statedValue.byName(Shapes.name),
    "Facts of every case that does not state them otherwise.")
  static let cases = Key("cases", Shapes.workedCase.list(), "One case after the other.")

  static let name = Key("name", Shapes.text.located, "What the case is, in words; no two alike.")
  static let about = OptionalKey("about", Shapes.text, "Why the case is here.")
  static let date = OptionalKey("date", Shapes.day.located, "The date of service.")
  static let facts = OptionalKey(
    "facts", Shapes.statedValue.byName(Shapes.name), "What is known, as a request states it.")
  static let without = OptionalKey(
    "without", Shapes.name.oneOrMore, "Given facts that are unknown in this case.")
  static let revisions = OptionalKey(
    "revisions", Shapes.date.located.oneOrMore,
    "The revisions at which the case runs, where it is not all.")
  static let expect = Key("expect", Shapes.expectation, "What is expected.")
  static let at = OptionalKey(
    "at", Shapes.expectation.byName(Shapes.date.located),
    "What is expected otherwise, by revision.")

  static let result = Key(
    "result", Shapes.word(Verdict.Result.self), "The result of the decision.")
  static let outcome = OptionalKey(
    "outcome", Shapes.word(ExpectationSource.OutcomeWord.self),
    "The outcome; `silent` where no statement holds. Not compared where it is absent.")
  static let criteria = OptionalKey(
    "criteria", Shapes.name.list(atLeast: 0),
    "The ids of the criteria that are surely met. Not compared where it is absent.")
  static let needs = OptionalKey(
    "needs", Shapes.name.list(atLeast: 0),
    "The facts on which the answer hangs. Not compared where it is absent.")
}

extension Shapes {
  static let cases = Shape<CasesSource>.record([
    KeyRow(Keys.policy), KeyRow(Keys.given), KeyRow(Keys.cases),
  ]) { fields, _ in
    CasesSource(
      policy: fields[Keys.policy],
      given: (fields[Keys.given] ?? []).map { StatedFact(fact: $0.name, value: $0.value) },
      cases: fields[Keys.cases])
  }

  fileprivate static let workedCase = Shape<CaseSource>.record([
    KeyRow(Keys.name), KeyRow(Keys.about), KeyRow(Keys.date), KeyRow(Keys.facts),
    KeyRow(Keys.without), KeyRow(Keys.revisions), KeyRow(Keys.expect), KeyRow(Keys.at),
  ]) { fields, _ in
    CaseSource(
      name: fields[Keys.name], about: fields[Keys.about], date: fields[Keys.date],
      facts: (fields[Keys.facts] ?? []).map { StatedFact(fact: $0.name, value: $0.value) },
      without: fields[Keys.without] ?? [], revisions: fields[Keys.revisions] ?? [],
      expected: fields[Keys.expect], exceptions: fields[Keys.at] ?? [])
  }

  fileprivate static let expectation = Shape<ExpectationSource>.record([
    KeyRow(Keys.result), KeyRow(Keys.outcome), KeyRow(Keys.criteria), KeyRow(Keys.needs),
  ]) { fields, _ in
    ExpectationSource(
      result: fields[Keys.result], outcome: fields[Keys.outcome],
      criteria: fields[Keys.criteria], needs: fields[Keys.needs])
  }
}
