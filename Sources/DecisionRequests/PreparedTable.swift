internal import DecisionTable

/// A revision's table, ready to decide and to be spoken of.
final class PreparedTable: Sendable {
  let decider: Decider
  let words: AnswerWords

  init(policy: String, _ entry: RevisionHistory.Entry, _ table: DecisionTable) {
    decider = Decider(table)
    words = AnswerWords(policy: policy, entry, decider)
  }
}
