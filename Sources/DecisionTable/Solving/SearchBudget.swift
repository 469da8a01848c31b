/// How much searching may cost, in conflicts that the solver runs into.
///
/// Steps and not seconds, so that every machine gives up at the same question.
package struct SearchBudget: Sendable {
  /// For one question.
  let perQuestion: Int
  /// For all questions to one solver.
  let total: Int

  /// For one request.
  package static let request = SearchBudget(perQuestion: 5_000, total: 10_000)
  /// For everything that is asked of a table, or of two that are compared.
  package static let analysis = SearchBudget(perQuestion: 2_000, total: 20_000)
}

/// An exact answer takes more search than its budget allows. It is neither yes nor no.
public struct Undecided: Error, Hashable, Sendable, CustomStringConvertible {
  package init() {}

  public var description: String {
    "the answer takes more search than a request may cost; state more facts"
  }
}
