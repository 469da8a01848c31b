package import DecisionAnalysis
internal import DecisionTable
package import Values

/// A row of the revision log.
package struct LogRow: Sendable {
  /// The revision whose changes the row states.
  package let revision: PrintedDate
  package let approval: PrintedDate?
  /// The payer printed the row without dates, as more of the row before it.
  package let isContinuation: Bool
  package let changes: [LogChange]
  /// What the revision is claimed to do to decisions.
  package let effect: DecisionEffect?

  package init(
    revision: PrintedDate, approval: PrintedDate?, isContinuation: Bool, changes: [LogChange],
    effect: DecisionEffect?
  ) {
    self.revision = revision
    self.approval = approval
    self.isContinuation = isContinuation
    self.changes = changes
    self.effect = effect
  }
}

/// One change as the log states it, with what that claims.
package struct LogChange: Sendable {
  package let text: Prose
  package let claims: [LogClaim]

  package init(text: Prose, claims: [LogClaim]) {
    self.text = text
    self.claims = claims
  }
}

/// Something that a comparison of two revisions can prove, contradict, or leave open.
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
    /// Its codes changed.
    case recoded
    /// Something happened that no comparison shows.
    case event
  }

  package enum Event: String, CaseIterable, Sendable {
    case reviewed
    case approved
    /// How the payer's document is laid out changed.
    case reformatted
  }

  package let verb: Verb
  /// An id, a key, a code, a system of codes, or a part of a revision.
  package let subject: String

  /// As a subject: every part of the revision that has words.
  package static let everything = "all"

  package init(verb: Verb, subject: String) {
    self.verb = verb
    self.subject = subject
  }
}
