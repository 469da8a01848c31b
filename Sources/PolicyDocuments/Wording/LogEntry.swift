internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import PolicyReview
internal import Values

/// An entry of the revision log as documents print it: what it states, and what comparing the
/// revisions says about each statement.
struct LogEntry {
  struct Statement {
    let text: Prose
    /// `Proven.`; nil if nothing was compared.
    let verdict: String?
    /// The fragment identifier by which a redline links to the statement.
    let anchor: String
  }

  let row: LogRow
  let statements: [Statement]

  /// `6/24`, or `6/24, continued`
  var heading: String { "\(row.revision)\(row.isContinuation ? ", continued" : "")" }

  /// - Parameter index: of the row in the policy's log.
  init(_ row: LogRow, at index: Int, _ proof: LogProof?) {
    self.row = row
    var statements = row.changes.enumerated().map { number, change in
      Statement(
        text: change.text, verdict: proof?.verdict(row: index, change: number)?.sentence,
        anchor: LogEntry.anchor(row: index, change: number))
    }
    if let effect = row.effect {
      statements.append(
        Statement(
          text: Prose(
            blocks: [.paragraph([.text("Effect on decisions: \(effect.description).")])]),
          verdict: proof?.effect.flatMap { $0.row == index ? $0.verdict.sentence : nil },
          anchor: "log-\(index + 1)-effect"))
    }
    self.statements = statements
  }

  static func anchor(row: Int, change: Int) -> String { "log-\(row + 1)-\(change + 1)" }

  /// The whole log of a policy.
  static func all(_ policy: Policy, _ reviews: [RevisionReview]) -> [LogEntry] {
    policy.log.enumerated().map { index, row in
      LogEntry(row, at: index, reviews.first { $0.revision.id == row.revision.isoMonth }?.proof)
    }
  }
}

extension Policy {
  /// What the log prints for a row whose revision does not have a date of approval.
  func missingApproval(of row: LogRow) -> String {
    let isDraft = revisions.contains { $0.id == row.revision.isoMonth && $0.entry.status == .draft }
    return isDraft ? "draft, not yet approved" : "approval date not stated"
  }
}

extension DecisionEffect {
  fileprivate var description: String {
    switch self {
    case .none: "none"
    case .widens: "more requests are met"
    case .narrows: "fewer requests are met"
    case .mixed: "some answers change"
    }
  }
}

extension LogProof.Verdict {
  /// What documents print after a statement of the log.
  var sentence: String {
    switch self {
    case .proven: "Proven."
    case .contradicted(let found): "Contradicted: \(found)."
    case .unverifiable(let reason): "Not verifiable: \(reason)."
    case .unknownSubject: "Not verifiable: it does not name anything in either revision."
    }
  }
}
