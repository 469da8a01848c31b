internal import DecisionTable
internal import DecisionWording
package import PolicyChecks
package import PolicyModel

/// A document does not say what its table decides. The compiler is at fault, not the author.
package struct DisagreementError: Error {
  package let message: String
}

extension Artifact {
  /// `policy.html` and `policy.md` of a revision, each read back from its bytes, understood without
  /// the table, and found to mean the decision of the table: the same criteria and tests, joined
  /// alike, in the same order, under the same outcomes, each once, and nothing beside them.
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
            help: nothing was written; this is a fault of the compiler, please report it
            """)
      }
    }
    return [html, markdown]
  }
}

extension PrintedDecision {
  /// Where a document and the table of its revision differ, or nil where they agree.
  func disagreement(with revision: Revision) -> String? {
    let decoded: DecodedDecision
    do throws(UndecodableText) {
      decoded = try DecodedDecision(self, facts: revision.table.facts)
    } catch {
      return "printed, with no meaning: \(error.text)"
    }
    let expected = DecodedDecision(of: revision)
    guard decoded != expected else { return nil }
    if decoded.scope != expected.scope {
      return "scope printed: \(decoded.scope)\n  scope decided: \(expected.scope)"
    }
    for (found, wanted) in zip(decoded.statements, expected.statements) where found != wanted {
      return difference(found.criterion, wanted.criterion, revision.table)
        ?? "outcome printed: \(found.outcome.words)\n  outcome decided: \(wanted.outcome.words)"
    }
    if decoded.statements.count != expected.statements.count {
      return "\(decoded.statements.count) statements printed, \(expected.statements.count) decided"
    }
    let pairs = zip(decoded.spoken, expected.spoken).first { $0 != $1 }
    return "words printed: \(pairs?.0 ?? "")\n  words meant: \(pairs?.1 ?? "")"
  }

  /// The innermost criterion in which two differ.
  private func difference(_ found: Criterion, _ wanted: Criterion, _ table: DecisionTable)
    -> String?
  {
    guard found != wanted else { return nil }
    if case .group(_, let ones) = found.rule, case .group(_, let others) = wanted.rule {
      for (one, other) in zip(ones, others) {
        if let inner = difference(one, other, table) { return inner }
      }
    }
    func line(_ criterion: Criterion) -> String {
      "\(criterion.label) \(criterion.text) \(criterion.tests.map(table.printed))"
    }
    return "printed: \(line(found))\n  decided: \(line(wanted))"
  }
}
