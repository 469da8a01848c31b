/// A criterion and the outcome that follows if it is met.
public struct Statement: Hashable, Sendable {
  public let outcome: Outcome
  public let criterion: Criterion

  package init(outcome: Outcome, criterion: Criterion) {
    self.outcome = outcome
    self.criterion = criterion
  }
}
