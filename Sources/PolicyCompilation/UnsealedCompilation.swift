package import Diagnostics
internal import PolicyChecks
package import PolicyModel
package import PolicySources

/// Sources compiled for sealing one of their revisions: seals and approvals that are missing or differ are not findings.
package struct UnsealedCompilation: Sendable {
  package let sources: [SourceText]
  package let tree: SourceTree
  package let policies: [Policy]
  /// The worked cases by policy.
  package let cases: [String: [Case]]
  package let findings: [Diagnostic]

  package init(_ texts: [SourceText], in folder: String) {
    sources = texts.map(\.withUnixLineBreaks)
    let readingFindings: [Diagnostic]
    (tree, readingFindings) = SourceTree.read(sources, in: folder)
    let checkFindings: [Diagnostic]
    let unsealed: [(policy: Policy, cases: [Case])]
    (unsealed, checkFindings) = CheckedPolicy.unsealed(
      tree, calibrations: KnownCalibration.bundled)
    policies = unsealed.map(\.policy)
    cases = Dictionary(uniqueKeysWithValues: unsealed.map { ($0.policy.id, $0.cases) })
    findings = (readingFindings + checkFindings).sortedByPlace
  }
}
