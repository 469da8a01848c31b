package import DecisionAnalysis
internal import DecisionTable
package import PolicyChecks
package import PolicyModel
internal import Values

/// A revision with everything that its exports are made from.
package struct RevisionExport: Sendable {
  package let checked: CheckedPolicy
  package let revision: Revision
  package let provenance: Provenance
  private let partial: PartialDecision?

  package init(_ revision: Revision, of checked: CheckedPolicy, _ provenance: Provenance) {
    self.checked = checked
    self.revision = revision
    self.provenance = provenance
    partial = PartialDecision(revision.table)
  }

  package var policy: Policy { checked.policy }

  /// The exact decision over partial requests, made once for all exports that execute it.
  ///
  /// - Throws: a refusal where it is too large to write out.
  package func decision() throws(ExportRefusal) -> PartialDecision {
    guard let partial else {
      throw ExportRefusal(
        of: .revision, "the exact decision is too large to be written out",
        help:
          "state criteria that share facts next to one another, or run `policyc decide`, which decides it"
      )
    }
    return partial
  }

  /// The facts that only other revisions of the policy declare, in the order of the revisions. A request
  /// may state them: they are left aside.
  package var otherFacts: [String] {
    revision.table.facts(onlyIn: policy.revisions.map(\.table))
  }

  /// An artefact of the revision.
  package func artifact(_ name: String, _ text: String) -> Artifact {
    Artifact(path: "\(policy.id)/\(revision.id)/\(name)", text: text)
  }

  /// What the artefact is and what it is made from, by name, for the header of each artefact whose form
  /// allows one.
  package var header: [(name: String, value: String)] {
    var header = [
      (name: "policy", value: policy.id), ("revision", revision.id),
      ("printed", revision.date.printed), ("title", revision.title),
      ("publisher", revision.publication.publisher),
    ]
    if revision.entry.status == .draft { header.append(("status", "draft")) }
    if revision.reconstruction != nil {
      header.append(("reconstructed", "the text of this revision is not available"))
    }
    header += codeSets.map { ("code_set", $0.release) }
    header += [
      ("compiler", provenance.compiler), ("source_sha256", provenance.sourceDigest),
      ("notice", notice),
    ]
    return header
  }

  /// The lines of the header, as `name: value`.
  package var headerLines: [String] { header.map { "\($0.name): \($0.value)" } }

  /// The crosswalks whose codes bear on facts of the revision.
  package var codeSets: [Crosswalk] { revision.crosswalks }

  /// Whose text the artefact is made from.
  private var notice: String {
    switch policy.standing {
    case .official: "published by \(policy.publisher)"
    case .restatement:
      "an unofficial restatement; the publisher's own publication is authoritative"
    }
  }
}
