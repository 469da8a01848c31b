package import PolicyModel
internal import Values

/// A revision compared with the previous one, and the proof of its log rows.
package struct RevisionReview: Sendable {
  package let revision: Revision
  /// Nil for the first revision.
  package let difference: RevisionDifference?
  package let proof: LogProof

  /// The reviews of all revisions of a policy, oldest first.
  package static func all(of policy: Policy) -> [RevisionReview] {
    policy.revisions.enumerated().map { index, revision in
      let difference =
        index > 0
        ? RevisionDifference(from: policy.revisions[index - 1], to: revision) : nil
      return RevisionReview(
        revision: revision, difference: difference,
        proof: LogProof(of: revision, difference, in: policy))
    }
  }
}
