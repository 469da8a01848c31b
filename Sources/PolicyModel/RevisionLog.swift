package import DecisionAnalysis
internal import DecisionTable
package import Values

/// A row of the revision log.
package struct LogRow: Sendable {
  /// The revision whose changes the row states.
  package let revision: PrintedDate
  /// The name of that revision, `2023-11`.
  package let revisionName: String
  package let approval: PrintedDate?
  /// Whether the payer printed the row without dates, as a continuation of the row before it.
  package let isContinuation: Bool
  package let changes: [LogChange]
  /// The effect on decisions that the log claims.
  package let effect: DecisionEffect?

  package init(
    revision: PrintedDate, revisionName: String, approval: PrintedDate?, isContinuation: Bool,
    changes: [LogChange],
    effect: DecisionEffect?
  ) {
    self.revision = revision
    self.revisionName = revisionName
    self.approval = approval
    self.isContinuation = isContinuation
    self.changes = changes
    self.effect = effect
  }
}

/// One change as the log states it, with its claims.
package struct LogChange: Sendable {
  package let text: Prose
  package let claims: [LogClaim]

  package init(text: Prose, claims: [LogClaim]) {
    self.text = text
    self.claims = claims
  }
}

/// A claim that a comparison of two revisions can prove, contradict or leave open.
package struct LogClaim: Hashable, Sendable {
  package enum Verb: String, CaseIterable, Sendable {
    /// The revision is the first.
    case initial
    case added
    case removed
    case moved
    case reworded
    /// Changed in any way.
    case updated
    /// The codes of the subject changed.
    case recoded
    /// Something happened that a comparison cannot show.
    case event
  }

  package enum Event: String, CaseIterable, Sendable {
    case reviewed
    case approved
    /// The layout of the payer's document changed.
    case reformatted
  }

  package let verb: Verb
  /// An id, a key, a code, a system of codes, or a part of a revision.
  package let subject: String

  /// The subject that means every part of the revision that has text.
  package static let everything = "all"

  package init(verb: Verb, subject: String) {
    self.verb = verb
    self.subject = subject
  }
}
