internal import DecisionTable
internal import JSONText

extension CriterionState {
  package var wording: String {
    switch self {
    case .met: "met"
    case .notMet: "not met"
    case .unknown: "unknown"
    }
  }
}

extension NearMiss {
  /// The change in terms of the names that requests use, as a phrase to print after an answer.
  package var condition: String {
    switch change {
    case .value(let value): "with `\(fact)`: \(value.json.compact)"
    case .present(let term): "with `\(term)` present in `\(fact)`"
    case .absent(let term): "with `\(term)` absent from `\(fact)`"
    }
  }
}
