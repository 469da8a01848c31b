internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicyModel
internal import PolicySources

/// A revision that its author can still change, with the findings of its table's analysis.
struct AnalyzedRevision: Sendable {
  let file: PolicySource.RevisionFile
  let revision: Revision
  let findings: [TableAnalysis.Finding]
  let tree: SourceTree

  /// The drafts and the latest revision. Superseded revisions can no longer change.
  static func all(of policy: Policy, _ source: PolicySource, _ tree: SourceTree)
    -> [AnalyzedRevision]
  {
    let latest = policy.revisions.last
    return policy.revisions.compactMap { revision in
      guard revision.entry.status == .draft || revision.id == latest?.id,
        let file = source.file(of: revision.date)
      else { return nil }
      return AnalyzedRevision(
        file: file, revision: revision, findings: TableAnalysis(revision.table).findings,
        tree: source.terms(of: revision.date, in: tree))
    }
  }

  /// The span of a criterion's id in the source.
  func span(of criterion: String) -> Span {
    file.source.criteria.first { $0.id.value == criterion }?.id.span
      ?? file.source.revision.span
  }

  func label(of criterion: String) -> String {
    revision.table.statements.lazy.flatMap(\.criterion.withDescendants)
      .first { $0.id == criterion }?.label ?? criterion
  }

  /// A note with an example request.
  func note(_ introduction: String, _ example: ExampleRequest) -> Diagnostic.Note {
    Diagnostic.Note("\(introduction): \(example.text(of: revision.table.facts))")
  }
}
