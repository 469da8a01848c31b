internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import PolicyReview
internal import Values

/// The revision log as documents print it: what each row states, and what a comparison of the
/// revisions says of that.
enum LogWords {
  typealias Change = (words: Prose, verdict: String?)

  static func rows(_ policy: Policy, _ reviews: [RevisionReview]) -> [(LogRow, [Change])] {
    policy.log.enumerated().map { place, row in
      let proof = reviews.first { $0.revision.id == row.revision.isoMonth }?.proof
      var changes = row.changes.enumerated().map { number, change -> Change in
        (change.text, proof?.verdict(row: place, change: number)?.words)
      }
      if let effect = row.effect {
        changes.append(
          (
            Prose(blocks: [.paragraph([.text("Effect on decisions: \(effect.words).")])]),
            proof?.effect.flatMap { $0.row == place ? $0.verdict.words : nil }
          ))
      }
      return (row, changes)
    }
  }
}

extension DecisionEffect {
  fileprivate var words: String {
    switch self {
    case .none: "none"
    case .widens: "more requests are met"
    case .narrows: "fewer requests are met"
    case .mixed: "some answers change"
    }
  }
}
