package import DecisionAnalysis
package import PolicyModel
internal import Values

/// What the revision log claims about a revision, checked against what the comparison with the
/// previous revision finds.
package struct LogProof: Sendable {
  package enum Verdict: Hashable, Sendable {
    case proven
    /// Refuted, with what was found instead.
    case contradicted(String)
    /// Neither provable nor refutable, with the reason: a text is not available, or no comparison of
    /// texts could show the claim.
    case unverifiable(String)
    /// The claim names something that is in neither revision, with the names that exist.
    case unknownSubject([String])
  }

  /// The indices of a claim: its row in the log, its change in the row, and the claim in the change.
  package struct ClaimPath: Hashable, Sendable {
    package let row: Int
    package let change: Int
    package let claim: Int
  }

  package struct ProvenClaim: Sendable {
    package let path: ClaimPath
    package let claim: LogClaim
    package let verdict: Verdict
    /// The changes that the claim states.
    package let covers: [Change]
  }

  package let claims: [ProvenClaim]
  /// The row that claims an effect on decisions, the claimed effect, and the verdict on it.
  package let effect: (row: Int, claimed: DecisionEffect, verdict: Verdict)?
  /// The changes that no claim states.
  package let unclaimed: [Change]
  /// The effect on decisions, if there is one that no row claims.
  package let unclaimedEffect: DecisionEffect?

  /// - Parameter difference: from the previous revision; nil for the first one.
  package init(of revision: Revision, _ difference: RevisionDifference?, in policy: Policy) {
    let prover = LogProver(revision: revision, difference: difference, policy: policy)
    var claims: [ProvenClaim] = []
    var effect: (row: Int, claimed: DecisionEffect, verdict: Verdict)?
    for (row, content) in policy.log.enumerated()
    where content.revisionName == revision.id {
      for (change, stated) in content.changes.enumerated() {
        for (number, claim) in stated.claims.enumerated() {
          let (verdict, covers) = prover.prove(claim)
          claims.append(
            ProvenClaim(
              path: ClaimPath(row: row, change: change, claim: number), claim: claim,
              verdict: verdict, covers: covers))
        }
      }
      if let claimed = content.effect {
        effect = (row, claimed, prover.prove(claimed))
      }
    }
    self.claims = claims
    self.effect = effect
    let covered = Set(claims.flatMap(\.covers))
    unclaimed = (difference?.changes ?? []).filter { $0.needsClaim && !covered.contains($0) }
    if effect == nil, case .success(let found)? = difference?.decisions.effect, found != .none {
      unclaimedEffect = found
    } else {
      unclaimedEffect = nil
    }
  }

  /// The claim that states a change.
  package func claim(of change: Change) -> ProvenClaim? {
    claims.first { $0.covers.contains(change) }
  }

  /// The worst verdict on the claims of one change of a row; nil if it does not claim anything.
  package func verdict(row: Int, change: Int) -> Verdict? {
    let verdicts = claims.filter { $0.path.row == row && $0.path.change == change }
      .map(\.verdict)
    return verdicts.first { if case .contradicted = $0 { true } else { false } }
      ?? verdicts.first { if case .unverifiable = $0 { true } else { false } } ?? verdicts.first
  }
}
