/// A criterion that stands for an outcome.
public struct Statement: Hashable, Sendable {
  public let outcome: Outcome
  public let criterion: Criterion

  package init(outcome: Outcome, criterion: Criterion) {
    self.outcome = outcome
    self.criterion = criterion
  }
}
