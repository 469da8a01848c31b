package import DecisionTable

/// How often a run gave each answer.
package struct Tally: Sendable {
  /// By index of the result, then of the basis.
  private var answers: InlineArray<12, Int> = .init(repeating: 0)
  /// The numbers of errors by code.
  package private(set) var errors: [String: Int] = [:]

  package init() {}

  package func count(of result: Verdict.Result) -> Int {
    RevisionHistory.Basis.allCases.reduce(0) { $0 + answers[Tally.index(result, $1)] }
  }

  package func count(of basis: RevisionHistory.Basis) -> Int {
    Verdict.Result.allCases.reduce(0) { $0 + answers[Tally.index($1, basis)] }
  }

  package var answered: Int { Verdict.Result.allCases.reduce(0) { $0 + count(of: $1) } }
  package var failed: Int { errors.values.reduce(0, +) }

  mutating func count(_ result: Verdict.Result, _ basis: RevisionHistory.Basis) {
    answers[Tally.index(result, basis)] += 1
  }

  mutating func count(_ error: RequestError) { errors[error.code.rawValue, default: 0] += 1 }

  package mutating func add(_ other: Tally) {
    for index in answers.indices { answers[index] += other.answers[index] }
    errors.merge(other.errors, uniquingKeysWith: +)
  }

  private static let bases = RevisionHistory.Basis.allCases.count

  private static func index(_ result: Verdict.Result, _ basis: RevisionHistory.Basis) -> Int {
    result.index * bases + basis.index
  }
}

extension RevisionHistory.Basis {
  /// The index among all cases.
  var index: Int {
    switch self {
    case .named: 0
    case .effective: 1
    case .approval: 2
    }
  }
}
