package import PolicyChecks
package import PolicyModel

/// A document does not say what its table decides. That is a fault of the compiler, not of the
/// author.
package struct DisagreementError: Error {
  package let message: String
}

extension Artifact {
  /// `policy.html` and `policy.md` of a revision.
  ///
  /// Each is read back from its bytes, understood without the table, and compared with the table: it
  /// has the same scope, criteria and tests, joined in the same way, in the same order, under the
  /// same outcomes, each exactly once, and nothing else among the criteria.
  package static func provenDocuments(
    of revision: Revision, in checked: CheckedPolicy, _ provenance: Provenance
  ) throws(DisagreementError) -> [Artifact] {
    let policy = checked.policy
    let folder = "\(policy.id)/\(revision.id)"
    let html = Artifact(
      path: "\(folder)/policy.html",
      text: RevisionPage(revision, checked, provenance).page.text)
    let markdown = Artifact(
      path: "\(folder)/policy.md", text: RevisionMarkdown(revision, checked, provenance).text)
    for (document, printed) in [
      (html, PrintedDecision(html: html.bytes)),
      (markdown, PrintedDecision(markdown: markdown.bytes)),
    ] {
      if let disagreement = printed.disagreement(with: revision) {
        throw DisagreementError(
          message: """
            error: `\(document.path)` does not say what its table decides
              \(disagreement)
            help: report this fault of the compiler; nothing was written
            """)
      }
    }
    return [html, markdown]
  }
}
