internal import DecisionTable
package import JSONShapes
internal import JSONText
package import PolicyChecks
package import PolicyModel

extension Artifact {
  /// `policy.json`: what a program needs to find the table that applies on a date.
  ///
  /// - Parameter terms: what unsealed revisions use of the terms that policies share.
  package static func policyIndex(
    of checked: CheckedPolicy, _ provenance: Provenance, using terms: [SharedTerms]
  ) -> Artifact {
    let file = PolicyIndex(policy: checked.policy, provenance: provenance, terms: terms)
    return Artifact(
      path: "\(checked.policy.id)/policy.json", text: JSONShape<PolicyIndex>.file.json(file).pretty)
  }
}

extension PublishedSchema {
  package static let policyIndex = PublishedSchema(
    "policy", title: "The revisions of a compiled policy", JSONShape<PolicyIndex>.file.schema)
}

private struct PolicyIndex: Sendable {
  let policy: Policy
  let provenance: Provenance
  let terms: [SharedTerms]
}

extension JSONShape<SharedTerms> {
  fileprivate static let terms = JSONShape.object(
    .required("terminology", .text, \.terminology), .required("sha256", .digest, \.digest))
}

extension JSONShape<PolicyIndex> {
  fileprivate static let file = JSONShape.object([
    .constant("format", .string(RevisionHistory.formatName)),
    .constant("version", .number(String(RevisionHistory.FormatVersion.one.rawValue))),
    .required("policy", .text, \.policy.id),
    .required("title", .text) { $0.policy.revisions[$0.policy.revisions.count - 1].title },
    .required("publisher", .text, \.policy.publisher),
    .required("standing", .word, \.policy.standing.name),
    .required("compiler", .text, \.provenance.compiler),
    .required("source_sha256", .digest, \.provenance.sourceDigest),
    .required("terms", .list(of: .terms), \.terms),
    .required("revisions", .list(of: .listed, atLeast: 1), \.policy.revisions),
  ])
}

extension JSONShape<Revision> {
  /// A revision with the offices that approved it.
  fileprivate static let listed = JSONShape.object(
    JSONMember.historyEntry.map { $0.of(\.entry) }
      + [.required("approvals", .list(of: .approval), \.approvals)])
}
