internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import Values

/// Proves or refutes the claims of log rows about one revision.
struct LogProver {
  let revision: Revision
  let difference: RevisionDifference?
  let policy: Policy

  func prove(_ claimed: DecisionEffect) -> LogProof.Verdict {
    guard let difference else {
      return .contradicted("there is no previous revision")
    }
    guard case .success(let found) = difference.decisions.effect else {
      return .unverifiable("comparing the two revisions takes more search than its budget")
    }
    return found == claimed ? .proven : .contradicted("the effect is `\(found.rawValue)`")
  }

  func prove(_ claim: LogClaim) -> (LogProof.Verdict, covers: [Change]) {
    switch claim.verb {
    case .event:
      return (.unverifiable("no comparison of texts can show it"), [])
    case .initial:
      return difference == nil
        ? (.proven, [])
        : (.contradicted("it supersedes \(difference?.old.date.printed ?? "another")"), [])
    case .added, .removed, .moved, .reworded, .updated, .recoded: break
    }
    guard let difference else {
      return (.unverifiable("the previous revision is not available"), [])
    }
    guard let subject = ClaimSubject(claim, difference) else {
      return (.unknownSubject(ClaimSubject.known(claim.verb, difference)), [])
    }
    let covers = difference.changes.filter {
      (subject.contains($0.subject) || subject.isAbove($0, difference)) && claim.verb.states($0)
    }
    if !covers.isEmpty { return (.proven, covers) }
    if let reason = subject.reasonUnverifiable(for: claim.verb, difference) {
      return (.unverifiable(reason), [])
    }
    return (.contradicted(found(claim, subject, difference)), [])
  }

  private func found(
    _ claim: LogClaim, _ subject: ClaimSubject, _ difference: RevisionDifference
  ) -> String {
    let kinds = difference.changes.filter { subject.contains($0.subject) }.map(\.kind.rawValue)
    if !kinds.isEmpty { return "it is \(kinds.joined(separator: " and "))" }
    let (old, new) = (difference.old.date.printed, difference.new.date.printed)
    return "it is the same in \(old) and \(new)"
  }
}

extension LogClaim.Verb {
  fileprivate func states(_ change: Change) -> Bool {
    switch self {
    case .added: change.kind == .added
    case .removed: change.kind == .removed
    case .moved: change.kind == .moved
    case .reworded: change.kind == .reworded
    case .updated: change.kind != .relabelled
    case .recoded: change.subject.isOfCodes
    case .initial, .event: false
    }
  }
}

extension Change.Subject {
  fileprivate var isOfCodes: Bool {
    switch self {
    case .code, .coding: true
    default: false
    }
  }
}
