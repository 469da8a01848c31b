internal import DecisionTable
package import PolicyModel

/// A document does not say what its table decides. The compiler is at fault, not the author.
package struct DisagreementError: Error {
  package let message: String
}

extension Artifact {
  /// `policy.html` and `policy.md` of a revision, each read back from its bytes and found to print
  /// the decision of the table: the same criteria and tests, joined alike, in the same order, under
  /// the same outcomes, each once.
  package static func provenDocuments(
    of revision: Revision, in policy: Policy, _ provenance: Provenance
  ) throws(DisagreementError) -> [Artifact] {
    let folder = "\(policy.id)/\(revision.id)"
    let html = Artifact(
      path: "\(folder)/policy.html",
      text: RevisionPage(revision, policy, provenance).page.text)
    let markdown = Artifact(
      path: "\(folder)/policy.md", text: RevisionMarkdown(revision, policy, provenance).text)
    let expected = PrintedDecision(of: revision)
    try prove(html, PrintedDecision(html: html.bytes), expected)
    try prove(markdown, PrintedDecision(markdown: markdown.bytes), expected)
    return [html, markdown]
  }
}

private func prove(_ document: Artifact, _ found: PrintedDecision, _ expected: PrintedDecision)
  throws(DisagreementError)
{
  guard found != expected else { return }
  throw DisagreementError(
    message: """
      error: `\(document.path)` does not say what its table decides
      \(found.firstDifference(from: expected))
      help: nothing was written; this is a fault of the compiler, please report it
      """)
}

extension PrintedDecision {
  /// The first line in which two decisions differ, both ways.
  func firstDifference(from expected: PrintedDecision) -> String {
    let pairs = zip(lines, expected.lines)
    if let (found, wanted) = pairs.first(where: { $0 != $1 }) {
      return "  printed: \(found)\n  decided: \(wanted)"
    }
    let longer = lines.count > expected.lines.count ? lines : expected.lines
    let extra = longer[min(lines.count, expected.lines.count)...].first ?? ""
    return lines.count > expected.lines.count
      ? "  printed, not decided: \(extra)" : "  decided, not printed: \(extra)"
  }

  private var lines: [String] {
    ["scope"] + scope.flatMap(\.lines)
      + statements.flatMap { ["outcome \($0.outcome)"] + $0.item.lines }
  }
}

extension PrintedDecision.Item {
  fileprivate var lines: [String] {
    ["\(label) \(words) [\(test)]"]
      + groups.flatMap { group in [group.phrase] + group.members.flatMap(\.lines) + ["end"] }
  }
}
