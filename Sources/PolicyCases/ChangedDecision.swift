internal import DecisionTable
internal import PolicyModel
internal import PolicyReview
internal import Values

/// The changes since the last revision that explain why a case has another verdict than it expects.
struct ChangedDecision {
  private let old: Revision
  private let changes: [(change: Change, decider: Decider)]

  init(since old: Revision, in new: Revision) {
    let undone = UndoneChanges(since: old, in: new)
    self.old = old
    changes = undone.tables.map { ($0.change, Decider($0.table)) }
  }

  /// The changes without which a trial would have the expected result and outcome.
  func reasons(_ trial: Case.Trial, on date: CalendarDate?) -> [CaseReason] {
    changes.compactMap { change, decider in
      guard let verdict = try? decider.decide(trial.facts, on: date),
        trial.expected.differences(from: verdict).isEmpty
      else { return nil }
      return CaseReason(
        kind: .change, clause: clause(change, result: verdict.result.rawValue))
    }
  }

  private func clause(_ change: Change, result: String) -> String {
    let revision = old.date.printed
    let subject =
      switch change.subject {
      case .criterion(let id): "`\(id)`"
      case .code(let code): "the period of `\(code)`"
      default: "the scope"
      }
    return switch change.kind {
    case .added: "\(subject) is new since \(revision); without it, it would be \(result)"
    case .removed: "\(subject) was removed since \(revision); with it, it would be \(result)"
    case .moved:
      "\(subject) was moved since \(revision); where it was, it would be \(result)"
    case .updated, .relabelled, .reworded:
      "\(subject) changed since \(revision); as it was, it would be \(result)"
    }
  }
}
