internal import DecisionTable

/// A revision's table, ready to decide and to be spoken of.
final class PreparedTable: Sendable {
  let decider: Decider
  let words: AnswerTemplates

  init(policy: String, _ entry: RevisionHistory.Entry, _ table: DecisionTable) {
    decider = Decider(table)
    words = AnswerTemplates(policy: policy, entry, decider)
  }
}
