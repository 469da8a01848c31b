package import DecisionTable

/// How the answers of two tables to the same requests compare.
package struct ReplayTally: Sendable {
  /// What one table answers, as far as answers are compared.
  package enum Answer: Hashable, Sendable {
    case verdict(Verdict.Result, Outcome?)
    case error

    /// The result, or `error`.
    package var result: String {
      if case .verdict(let result, _) = self { result.rawValue } else { "error" }
    }

    package var outcome: String? {
      if case .verdict(_, let outcome) = self { outcome?.rawValue } else { nil }
    }
  }

  private struct Pair: Hashable {
    let old: Answer
    let new: Answer
  }

  private var counts: [Pair: Int] = [:]
  /// By index of the criterion, how many answers that changed rested on it.
  private var lostByCriterion: [Int]
  private var gainedByCriterion: [Int]
  private let oldCriteria: [Criterion]
  private let newCriteria: [Criterion]

  package var requests = 0
  /// Lines or rows that are not a request.
  package var unreadable = 0
  /// Requests that name another policy and are skipped.
  package var ofOtherPolicies = 0

  init(old: [Criterion], new: [Criterion]) {
    oldCriteria = old
    newCriteria = new
    lostByCriterion = Array(repeating: 0, count: old.count)
    gainedByCriterion = Array(repeating: 0, count: new.count)
  }

  mutating func count(_ old: Answer, _ new: Answer) {
    counts[Pair(old: old, new: new), default: 0] += 1
  }

  /// Counts the criteria on which an answer that changed rests.
  mutating func count(lost: [Int], gained: [Int]) {
    for criterion in lost { lostByCriterion[criterion] += 1 }
    for criterion in gained { gainedByCriterion[criterion] += 1 }
  }

  /// Requests that were put to both tables.
  package var compared: Int { counts.values.reduce(0, +) - unanswered }

  package var changed: Int {
    counts.filter { $0.key.old != $0.key.new }.values.reduce(0, +)
  }

  /// Requests to which neither table has an answer.
  package var unanswered: Int { counts[Pair(old: .error, new: .error)] ?? 0 }

  /// The changes from one answer to another, the most frequent first.
  package var transitions: [(old: Answer, new: Answer, count: Int)] {
    func key(_ answer: Answer) -> (String, String) { (answer.result, answer.outcome ?? "") }
    return counts.filter { $0.key.old != $0.key.new }
      .map { (old: $0.key.old, new: $0.key.new, count: $0.value) }
      .sorted { one, other in
        if one.count != other.count { return one.count > other.count }
        if key(one.old) != key(other.old) { return key(one.old) < key(other.old) }
        return key(one.new) < key(other.new)
      }
  }

  /// The criteria on which answers rest under the new table alone, in its order.
  package var gained: [(criterion: Criterion, count: Int)] {
    zip(newCriteria, gainedByCriterion).filter { $1 > 0 }.map { ($0, $1) }
  }

  /// The criteria on which answers rest under the old table alone, in its order.
  package var lost: [(criterion: Criterion, count: Int)] {
    zip(oldCriteria, lostByCriterion).filter { $1 > 0 }.map { ($0, $1) }
  }
}
