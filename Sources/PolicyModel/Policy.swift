package import DecisionTable

/// A payer's clinical policy with all its revisions, every name resolved.
package struct Policy: Sendable {
  /// The payer's reference number, `LA.CP.MP.53`.
  package let id: String
  /// Who publishes it now. A released revision has its own.
  package let publication: Publication
  /// Oldest first; each supersedes the one before it.
  package let revisions: [Revision]
  package let log: [LogRow]

  package init(
    id: String, publication: Publication, revisions: [Revision], log: [LogRow]
  ) {
    self.id = id
    self.publication = publication
    self.revisions = revisions
    self.log = log
  }

  package var publisher: String { publication.publisher }
  package var standing: Standing { publication.standing }

  /// The policy as a revision presents it: published as it was when the revision was sealed, and without later
  /// drafts and their rows of the log, so that opening a draft changes no released page.
  package func presented(by revision: Revision) -> Policy {
    let index = revisions.firstIndex { $0.id == revision.id } ?? revisions.endIndex
    let drafts = Set(revisions[index...].dropFirst().filter { $0.entry.status == .draft }.map(\.id))
    let rows = log.lastIndex { !drafts.contains($0.revisionName) }.map { log[...$0] } ?? []
    return Policy(
      id: id, publication: revision.publication,
      revisions: revisions.filter { !drafts.contains($0.id) }, log: Array(rows))
  }

  package var names: RevisionNames { RevisionNames(revisions.map(\.date)) }

  package var history: RevisionHistory { RevisionHistory(entries: revisions.map(\.entry)) }
}
