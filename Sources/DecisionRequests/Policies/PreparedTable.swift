internal import DecisionTable

/// A revision's table, ready to decide, with the text of its answers.
final class PreparedTable: Sendable {
  let decider: Decider
  let templates: AnswerTemplates

  init(policy: String, _ entry: RevisionHistory.Entry, _ table: DecisionTable) {
    decider = Decider(table)
    templates = AnswerTemplates(policy: policy, entry, decider)
  }
}
