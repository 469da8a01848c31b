/// The answer to one request, right for every completion of the facts that are unknown.
public struct Verdict: Hashable, Sendable {
  public enum Result: String, Sendable, CaseIterable {
    case met
    case notMet = "not-met"
    case needsInformation = "needs-information"
    case outOfScope = "out-of-scope"
  }

  public let result: Result
  /// Nil where the policy is silent, out of scope, or not yet decided.
  public let outcome: Outcome?
  /// The labels of the leaves that are certainly met, in document order; only when the result is met.
  public let criteria: [String]
  /// The facts that can still change the answer, in the order of the table's facts.
  public let needs: [String]

  package init(result: Result, outcome: Outcome?, criteria: [String], needs: [String]) {
    self.result = result
    self.outcome = outcome
    self.criteria = criteria
    self.needs = needs
  }
}
