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
    /// What was proven, as in `Proven: hepatitis_c added.`; nil if nothing was compared.
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
        text: change.text, verdict: proof?.sentence(row: index, change: number),
        anchor: LogEntry.anchor(row: index, change: number))
    }
    if let effect = row.effect {
      statements.append(
        Statement(
          text: Prose(
            blocks: [.paragraph([.text("Effect on decisions: \(effect.description).")])]),
          verdict: proof?.effect.flatMap {
            $0.row == index ? $0.verdict.sentence(proving: "for every request") : nil
          },
          anchor: "log-\(index + 1)-effect"))
    }
    self.statements = statements
  }

  static func anchor(row: Int, change: Int) -> String { "log-\(row + 1)-\(change + 1)" }

  /// The log of a policy as a page of a revision prints it: one of a released revision does not print what
  /// drafts may become.
  static func all(_ policy: Policy, _ reviews: [RevisionReview], on revision: Revision)
    -> [LogEntry]
  {
    policy.log.enumerated().filter { _, row in
      revision.entry.status == .draft || !policy.isDraft(row)
    }.map { index, row in
      LogEntry(row, at: index, reviews.first { $0.revision.id == row.revisionName }?.proof)
    }
  }
}

extension Policy {
  /// What the log prints for a row whose revision does not have a date of approval.
  func missingApproval(of row: LogRow) -> String {
    isDraft(row) ? "draft, not yet approved" : "approval date not stated"
  }

  fileprivate func isDraft(_ row: LogRow) -> Bool {
    revisions.contains { $0.id == row.revisionName && $0.entry.status == .draft }
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

extension LogProof {
  /// What documents print after a change that a row states: the facts that were proven, and what was not.
  ///
  /// The wording of the row is the payer's. It can say more than the claims, so that the word *proven* alone
  /// would vouch for too much.
  fileprivate func sentence(row: Int, change: Int) -> String? {
    let claims = claims.filter { $0.path.row == row && $0.path.change == change }
    let proven = claims.filter { $0.verdict == .proven }.map(\.fact)
    let others = claims.filter { $0.verdict != .proven }.map { $0.verdict.sentence(proving: "") }
    let sentences = (proven.isEmpty ? [] : ["Proven: \(proven.joined(separator: "; "))."]) + others
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}

extension LogProof.ProvenClaim {
  /// What comparing the revisions found: `hepatitis_c added`, `pack_years changed and reworded`.
  fileprivate var fact: String {
    guard claim.verb != .initial else { return "the first revision" }
    let kinds = covers.map(\.kind)
    let found = Change.Kind.allCases.filter(kinds.contains).map(\.phrase)
    let subject = claim.subject == LogClaim.everything ? "parts of the revision" : claim.subject
    return "\(subject) \(found.joined(separator: " and "))"
  }
}

extension Change.Kind {
  fileprivate var phrase: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .moved: "moved"
    case .relabelled: "relabelled"
    case .reworded: "reworded"
    case .updated: "changed"
    }
  }
}

extension LogProof.Verdict {
  /// - Parameter fact: what was proven.
  fileprivate func sentence(proving fact: String) -> String {
    switch self {
    case .proven: "Proven \(fact)."
    case .contradicted(let found): "Contradicted: \(found)."
    case .unverifiable(let reason): "Not verifiable: \(reason)."
    case .unknownSubject: "Not verifiable: it does not name anything in either revision."
    }
  }
}
