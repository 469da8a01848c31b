/// The answer to a complete request: a result with its outcome. Statements with the same outcome
/// give the same answer.
package enum CompleteAnswer: Hashable, Sendable {
  case outOfScope
  /// In scope, and no statement holds.
  case silent
  case outcome(Outcome)

  package var result: Verdict.Result {
    switch self {
    case .outOfScope: .outOfScope
    case .silent: .notMet
    case .outcome(let outcome): outcome.favors ? .met : .notMet
    }
  }

  package var outcome: Outcome? {
    if case .outcome(let outcome) = self { outcome } else { nil }
  }

  static let all: [CompleteAnswer] =
    [.outOfScope, .silent] + Outcome.allCases.map { .outcome($0) }
}
