package import DecisionTable

/// A payer's clinical policy with all its revisions, every name resolved.
package struct Policy: Sendable {
  /// The payer's reference number, `LA.CP.MP.53`.
  package let id: String
  package let publisher: String
  package let standing: Standing
  /// Oldest first; each supersedes the one before it.
  package let revisions: [Revision]
  package let log: [LogRow]
  /// Suggested codes for the terms that the policy uses. They are not part of the policy.
  package let crosswalks: [Crosswalk]

  package init(
    id: String, publisher: String, standing: Standing, revisions: [Revision], log: [LogRow],
    crosswalks: [Crosswalk]
  ) {
    self.id = id
    self.publisher = publisher
    self.standing = standing
    self.revisions = revisions
    self.log = log
    self.crosswalks = crosswalks
  }

  package var history: RevisionHistory { RevisionHistory(entries: revisions.map(\.entry)) }
}
