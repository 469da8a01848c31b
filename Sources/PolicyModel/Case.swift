package import DecisionTable
package import Values

/// A worked case: the facts of a request, and the decision that is expected at each revision.
package struct Case: Sendable {
  /// A case at one revision.
  package struct Trial: Sendable {
    /// The id of the revision.
    package let revision: String
    package let facts: [String: FactValue]
    package let expected: Expectation

    package init(revision: String, facts: [String: FactValue], expected: Expectation) {
      self.revision = revision
      self.facts = facts
      self.expected = expected
    }
  }

  package let name: String
  package let about: String?
  /// The date of service.
  package let date: CalendarDate?
  /// One trial for each revision, oldest first.
  package let trials: [Trial]

  package init(name: String, about: String?, date: CalendarDate?, trials: [Trial]) {
    self.name = name
    self.about = about
    self.date = date
    self.trials = trials
  }
}

/// What a verdict should be. Properties that are nil are not compared.
package struct Expectation: Hashable, Sendable {
  package enum ExpectedOutcome: Hashable, Sendable {
    case stated(Outcome)
    /// The policy does not say anything about the request.
    case silent
  }

  package let result: Verdict.Result
  package let outcome: ExpectedOutcome?
  /// The ids of the criteria that are met.
  package let criteria: [String]?
  package let needs: [String]?

  package init(
    result: Verdict.Result, outcome: ExpectedOutcome?, criteria: [String]?, needs: [String]?
  ) {
    self.result = result
    self.outcome = outcome
    self.criteria = criteria
    self.needs = needs
  }
}
