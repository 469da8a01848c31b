internal import DecisionTable

/// A revision's table, ready to decide and to be spoken of.
final class PreparedTable: Sendable {
  let decider: Decider
  private let words: AnswerWords

  init(policy: String, _ entry: RevisionHistory.Entry, _ table: DecisionTable) {
    decider = Decider(table)
    words = AnswerWords(policy: policy, entry, decider)
  }

  /// Writes an answer from behind its `id` to the end of its line.
  func write(
    _ decision: borrowing Decision, on facts: borrowing Facts, _ basis: RevisionHistory.Basis,
    to output: inout ByteBuffer
  ) {
    words.write(decision, on: facts, basis, to: &output)
  }
}
