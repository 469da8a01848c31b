internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  static let approvalOfOther = Check.ofResolved(.approvalOfOther) { policy, source in
    source.log.entries.flatMap { entry -> [Diagnostic] in
      guard !entry.approvals.isEmpty,
        let revision = policy.revisions.first(where: { $0.id == entry.revision.value.isoMonth })
      else { return [] }
      let name = entry.revision.value
      let seal = Seal(of: revision, in: policy)
      // What was edited under its seal is reported as that.
      let sealed = Dictionary(
        entry.seal.map { ($0.part.value, $0.digest.value) }, uniquingKeysWith: { first, _ in first }
      )
      let isAsSealed = Seal.Part.allCases.allSatisfy { sealed[$0.rawValue] == seal.digests[$0] }
      return entry.approvals.compactMap { approval in
        if entry.status.value == .draft {
          return Diagnostic(
            .approvalOfOther, "the draft `\(name)` has an approval", at: approval.digest.span,
            help: "remove it; `policyc release` writes it down")
        }
        guard isAsSealed, approval.digest.value != seal.digest else { return nil }
        return Diagnostic(
          .approvalOfOther,
          "the approval of `\(name)` by the \(approval.role.lowercased()) is of something else",
          at: approval.digest.span, label: "not the digest of what is sealed",
          help: "have the revision approved as it stands, and release it again")
      }
    }
  }
}

extension DiagnosticKind {
  static let approvalOfOther = DiagnosticKind(
    "approval-of-other",
    why: """
      An approval names the digest of what was approved. Where that is not the digest of what stands
      there, someone approved another text, or other decisions.
      """,
    before: "approvals:\n  - {role: Medical director, date: 2024-01-23, digest: (of another text)}",
    after: "approvals:\n  - {role: Medical director, date: 2024-01-23, digest: (of this one)}")
}
