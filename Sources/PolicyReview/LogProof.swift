package import DecisionAnalysis
internal import DecisionTable
package import PolicyModel
internal import Values

/// What the log claims of a revision, held against what changed from the one before it.
package struct LogProof: Sendable {
  package enum Verdict: Hashable, Sendable {
    case proven
    /// With what was found instead.
    case contradicted(String)
    /// With the reason: the text is not held, or nothing could show it.
    case unverifiable(String)
    /// The subject is the name of nothing; with the names that it could be.
    case unknownSubject([String])
  }

  /// A claim by its place: the row of the log, the change in it, and the claim of that.
  package struct Place: Hashable, Sendable {
    package let row: Int
    package let change: Int
    package let claim: Int
  }

  package struct ProvenClaim: Sendable {
    package let place: Place
    package let claim: LogClaim
    package let verdict: Verdict
    /// The changes that it states.
    package let covers: [Change]
  }

  package let claims: [ProvenClaim]
  /// The row that claims an effect on decisions, and what is to be said of that.
  package let effect: (row: Int, claimed: DecisionEffect, verdict: Verdict)?
  /// Changes that no claim states.
  package let unclaimed: [Change]
  /// What the revision does to decisions, where no row says so.
  package let unclaimedEffect: DecisionEffect?

  /// - Parameter difference: from the revision before it; nil for the first one.
  package init(of revision: Revision, _ difference: RevisionDifference?, in policy: Policy) {
    let prover = Prover(revision: revision, difference: difference, policy: policy)
    var claims: [ProvenClaim] = []
    var effect: (row: Int, claimed: DecisionEffect, verdict: Verdict)?
    for (row, content) in policy.log.enumerated()
    where content.revision.isoMonth == revision.id {
      for (change, stated) in content.changes.enumerated() {
        for (number, claim) in stated.claims.enumerated() {
          let (verdict, covers) = prover.prove(claim)
          claims.append(
            ProvenClaim(
              place: Place(row: row, change: change, claim: number), claim: claim,
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

  /// What is to be said of one change of a row: of its claims the worst.
  package func verdict(row: Int, change: Int) -> Verdict? {
    let verdicts = claims.filter { $0.place.row == row && $0.place.change == change }
      .map(\.verdict)
    return verdicts.first { if case .contradicted = $0 { true } else { false } }
      ?? verdicts.first { if case .unverifiable = $0 { true } else { false } } ?? verdicts.first
  }
}

/// A revision beside the one before it, and what its rows of the log are worth.
package struct RevisionReview: Sendable {
  package let revision: Revision
  /// Nil for the first revision.
  package let difference: RevisionDifference?
  package let proof: LogProof

  /// One a revision, oldest first.
  package static func all(of policy: Policy) -> [RevisionReview] {
    policy.revisions.enumerated().map { place, revision in
      let difference =
        place > 0
        ? RevisionDifference(from: policy.revisions[place - 1], to: revision) : nil
      return RevisionReview(
        revision: revision, difference: difference,
        proof: LogProof(of: revision, difference, in: policy))
    }
  }
}

private struct Prover {
  let revision: Revision
  let difference: RevisionDifference?
  let policy: Policy

  func prove(_ claimed: DecisionEffect) -> LogProof.Verdict {
    guard let difference else {
      return .contradicted("there is no revision before it")
    }
    guard case .success(let found) = difference.decisions.effect else {
      return .unverifiable("comparing the two takes more search than its budget")
    }
    return found == claimed ? .proven : .contradicted("the effect is `\(found.rawValue)`")
  }

  func prove(_ claim: LogClaim) -> (LogProof.Verdict, covers: [Change]) {
    switch claim.verb {
    case .event:
      return (.unverifiable("no comparison shows it"), [])
    case .initial:
      return difference == nil
        ? (.proven, [])
        : (.contradicted("it supersedes \(difference?.old.date.printed ?? "another")"), [])
    case .added, .removed, .moved, .reworded, .updated, .recoded: break
    }
    guard let difference else {
      return (.unverifiable("no revision before it is held"), [])
    }
    guard let subject = Subject(claim, difference) else {
      return (.unknownSubject(Subject.known(claim.verb, difference)), [])
    }
    let covers = difference.changes.filter {
      (subject.contains($0.subject) || subject.isAbove($0, difference)) && claim.verb.states($0)
    }
    if !covers.isEmpty { return (.proven, covers) }
    if let reason = subject.reasonNotHeld(for: claim.verb, difference) {
      return (.unverifiable(reason), [])
    }
    return (.contradicted(found(claim, subject, difference)), [])
  }

  private func found(
    _ claim: LogClaim, _ subject: Subject, _ difference: RevisionDifference
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

/// What the subject of a claim names.
private enum Subject {
  case everything
  case title
  case part(Reconstruction.Part)
  case id(String)
  case code(Code)
  case codes(of: CodeSystem)

  /// Nil where it is the name of nothing in either revision.
  init?(_ claim: LogClaim, _ difference: RevisionDifference) {
    let name = claim.subject
    if name == LogClaim.everything, claim.verb == .reworded {
      self = .everything
    } else if name == "title" {
      self = .title
    } else if let part = Reconstruction.Part(rawValue: name) {
      self = .part(part)
    } else if let system = CodeSystem(rawValue: name) {
      self = .codes(of: system)
    } else if let code = try? Code(name) {
      self = .code(code)
    } else if Subject.ids(difference).contains(name) {
      self = .id(name)
    } else {
      return nil
    }
  }

  static func known(_ verb: LogClaim.Verb, _ difference: RevisionDifference) -> [String] {
    (verb == .reworded ? [LogClaim.everything] : []) + ["title"]
      + Reconstruction.Part.allCases.map(\.rawValue) + ids(difference)
  }

  private static func ids(_ difference: RevisionDifference) -> [String] {
    var ids: [String] = []
    for revision in [difference.new, difference.old] {
      ids += revision.table.statements.flatMap(\.criterion.withDescendants).map(\.id)
      ids += revision.table.facts.map(\.id) + revision.sections.map(\.id)
      ids += revision.references.map(\.key)
    }
    return ids
  }

  func contains(_ subject: Change.Subject) -> Bool {
    switch (self, subject) {
    case (.everything, _): true
    case (.title, .title): true
    case (.part(.description), .description), (.part(.scope), .scope),
      (.part(.background), .section), (.part(.coding), .coding), (.part(.coding), .code),
      (.part(.references), .reference), (.part(.reminder), .reminder):
      true
    case (.id(let name), .criterion(let id)), (.id(let name), .fact(let id)),
      (.id(let name), .section(let id)), (.id(let name), .reference(let id)):
      name == id
    case (.code(let one), .code(let other)): one == other
    case (.codes(let system), .code(let code)): code.system == system
    default: false
    }
  }

  /// Whether a criterion came or went with the one that is named.
  func isAbove(_ change: Change, _ difference: RevisionDifference) -> Bool {
    guard case .id(let name) = self, case .criterion(let id) = change.subject,
      change.kind == .added || change.kind == .removed
    else { return false }
    let revision = change.kind == .added ? difference.new : difference.old
    let root = Change(.criterion(name), change.kind)
    return difference.changes.contains(root)
      && revision.criterion(name)?.withDescendants.contains { $0.id == id } ?? false
  }

  /// Why nothing can be said, or nil where the difference says it.
  func reasonNotHeld(for verb: LogClaim.Verb, _ difference: RevisionDifference) -> String? {
    func lacking(_ part: Reconstruction.Part) -> String? {
      let holders = [difference.old, difference.new].filter {
        $0.reconstruction?.notHeld.contains(part) ?? false
      }
      guard !holders.isEmpty else { return nil }
      let names = holders.map(\.date.printed).joined(separator: " and ")
      return "\(part.rawValue) of \(names) not held"
    }
    let wording: String? =
      difference.holdsWording
      ? nil
      : "wording of "
        + [difference.old, difference.new].filter { $0.reconstruction != nil }
        .map(\.date.printed).joined(separator: " and ") + " not held"
    switch self {
    case .everything: return wording ?? difference.unheld.first.flatMap(lacking)
    case .title: return wording
    case .part(let part): return lacking(part)
    case .code, .codes: return lacking(.coding)
    case .id(let name):
      let inCriteria =
        difference.new.criterion(name) != nil || difference.old.criterion(name) != nil
      if inCriteria { return verb == .reworded || verb == .updated ? wording : nil }
      if difference.new.sections.contains(where: { $0.id == name })
        || difference.old.sections.contains(where: { $0.id == name })
      {
        return lacking(.background)
      }
      return lacking(.references)
    }
  }
}
