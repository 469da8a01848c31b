internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  static let approvalOfOther = Check.ofLogged(.approvalOfOther) { logged, _ in
    let entry = logged.entry
    let name = entry.revision.value
    let digest = logged.seal.digest
    // An edit under a seal is a separate finding.
    let sealed = Dictionary(
      entry.seal.map { ($0.part.value, $0.digest.value) }, uniquingKeysWith: { first, _ in first })
    let isAsSealed = Seal.Part.allCases.allSatisfy {
      sealed[$0.rawValue] == logged.seal.digests[$0]
    }
    return entry.approvals.compactMap { approval in
      if entry.status.value == .draft {
        return Diagnostic(
          .approvalOfOther, "the draft `\(name)` has an approval", at: approval.digest.span,
          help: "remove it; `policyc release` records approvals")
      }
      guard isAsSealed, approval.digest.value != digest else { return nil }
      return Diagnostic(
        .approvalOfOther,
        "the \(approval.role.lowercased()) did not approve `\(name)` as it is sealed",
        at: approval.digest.span, label: "not the digest of the seal",
        help: "restore the approval as `policyc release` wrote it")
    }
  }
}

extension DiagnosticKind {
  static let approvalOfOther = DiagnosticKind(
    "approval-of-other",
    why: """
      An approval names the digest of what was approved. A different digest means that someone
      approved another text or other decisions.
      """,
    before: "approvals:\n  - {role: Medical director, date: 2024-01-23, digest: (of another text)}",
    after: "approvals:\n  - {role: Medical director, date: 2024-01-23, digest: (of this one)}")
}
