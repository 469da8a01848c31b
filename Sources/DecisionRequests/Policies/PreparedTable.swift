internal import DecisionTable

/// A revision's table, ready to decide, with the text of its answers.
final class PreparedTable: Sendable {
  let decider: Decider
  let templates: AnswerTemplates
  /// The facts that only other revisions of the policy declare.
  let otherFacts: Set<String>

  init(
    policy: String, _ entry: RevisionHistory.Entry, _ table: DecisionTable, otherFacts: Set<String>
  ) {
    self.otherFacts = otherFacts
    decider = Decider(table)
    templates = AnswerTemplates(policy: policy, entry, decider)
  }
}
