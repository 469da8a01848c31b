/// The answer to one request, right for every completion of the facts that are unknown.
public struct Verdict: Hashable, Sendable {
  public enum Result: String, Sendable, CaseIterable {
    case met
    case notMet = "not-met"
    case needsInformation = "needs-information"
    case outOfScope = "out-of-scope"

    /// Its place in `allCases`.
    package var index: Int {
      switch self {
      case .met: 0
      case .notMet: 1
      case .needsInformation: 2
      case .outOfScope: 3
      }
    }
  }

  public let result: Result
  /// Nil where the policy is silent, out of scope, or not yet decided.
  public let outcome: Outcome?
  /// The id of the statement that decides; nil if there is none, or if completions with the same answer
  /// are decided by different statements.
  public let statement: String?
  /// The labels of the leaves that are reasons for the answer, in document order; only when the result
  /// is met. A leaf is certainly met, as is every criterion above it.
  public let criteria: [String]
  /// The ids of the same leaves in the same order. A label can change from one revision to the next, an
  /// id does not.
  public let criterionIDs: [String]
  /// The facts that can still change the answer, in the order of the table's facts.
  public let needs: [String]

  package init(
    result: Result, outcome: Outcome? = nil, statement: String? = nil, criteria: [Criterion] = [],
    needs: [String] = []
  ) {
    self.result = result
    self.outcome = outcome
    self.statement = statement
    self.criteria = criteria.map(\.label)
    criterionIDs = criteria.map(\.id)
    self.needs = needs
  }
}
