/// The most conflicts that the solver may run into.
///
/// The budget is in steps rather than seconds, so that every machine gives up on the same questions.
package struct SearchBudget: Sendable {
  /// For one question.
  let perQuestion: Int
  /// For all questions to one solver.
  let total: Int

  /// For one request.
  package static let request = SearchBudget(perQuestion: 5_000, total: 10_000)
  /// For the analysis of one table, or for the comparison of two.
  package static let analysis = SearchBudget(perQuestion: 2_000, total: 20_000)
}

/// An exact answer would take more search than the budget allows, so it is neither yes nor no.
public struct Undecided: Error, Hashable, Sendable, CustomStringConvertible {
  package init() {}

  public var description: String {
    "the answer takes more search than a request may cost; state more facts"
  }
}
