internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
package import PolicyModel
package import PolicyReview
internal import Values

/// The difference of two revisions, put into words for every format in which it is shown.
package struct Redline {
  /// Everything that changed about one subject.
  struct Entry {
    let subject: Change.Subject
    let changes: [Change]
    /// `I.B.6, hematopoietic_stem_cell_transplantation`
    let name: String
    /// The subject's text in each revision, line by line; empty in a revision without the subject.
    let before: [String]
    let after: [String]
    let effect: TableComparison.PartialEffect?
    /// The claim of the revision log that states the change.
    let stated: LogProof.ProvenClaim?

    var anchor: String { changes[0].anchor }
    var kinds: String { changes.map(\.kind.text).joined(separator: ", ") }
    var text: TextDifference { TextDifference(from: before, to: after) }
  }

  let policy: Policy
  let difference: RevisionDifference
  /// Nil if there are other revisions between the two.
  let proof: LogProof?
  let entries: [Entry]

  package init(_ difference: RevisionDifference, proof: LogProof?, in policy: Policy) {
    self.policy = policy
    self.difference = difference
    self.proof = proof
    var entries: [Entry] = []
    var seen: Set<Change.Subject> = []
    for change in difference.changes where seen.insert(change.subject).inserted {
      let changes = difference.changes.filter { $0.subject == change.subject }
      let text = SubjectText(change.subject, difference, policy.standing)
      entries.append(
        Entry(
          subject: change.subject, changes: changes, name: text.name, before: text.before,
          after: text.after,
          effect: changes.lazy.compactMap { difference.decisions.effects[$0] }.first,
          stated: changes.lazy.compactMap { proof?.claim(of: $0) }.first))
    }
    self.entries = entries
  }

  var old: String { difference.old.date.printed }
  var new: String { difference.new.date.printed }

  func entry(_ subject: Change.Subject) -> Entry? { entries.first { $0.subject == subject } }

  /// `2022-12..2023-11`
  package var name: String { "\(difference.old.id)..\(difference.new.id)" }

  // MARK: Requests

  /// The facts of a request, as `policyc decide` reads them.
  func facts(_ witness: TableComparison.Witness) -> String {
    witness.request.facts.json(in: difference.decisions.facts).compact
  }

  /// The facts of a request in words.
  func words(_ witness: TableComparison.Witness) -> String {
    let stated = witness.request.facts
    return difference.decisions.facts.compactMap { fact in
      stated[fact.id].map { fact.wording(stating: $0) }
    }.joined(separator: "; ")
  }

  /// Requests that two revisions answer differently, with what each of them demonstrates: the effect of the
  /// difference as a whole, and then that of single changes.
  var witnesses: [(entry: Entry?, label: String, witness: TableComparison.Witness)] {
    let single = entries.compactMap { entry -> (Entry?, String, TableComparison.Witness)? in
      guard case .changes(let witness) = entry.effect else { return nil }
      return (entry, entry.name, witness)
    }
    // A request that also demonstrates a single change is listed with that change.
    let whole = wholeWitnesses.filter { whole in
      !single.contains { facts($0.2) == facts(whole.witness) }
    }
    return whole.map { (nil, $0.label, $0.witness) } + single
  }

  private var wholeWitnesses: [(label: String, witness: TableComparison.Witness)] {
    let decisions = difference.decisions
    var witnesses: [(label: String, witness: TableComparison.Witness)] = []
    if let gained = decisions.gained { witnesses.append(("Met only under \(new)", gained)) }
    if let lost = decisions.lost { witnesses.append(("Met only under \(old)", lost)) }
    if witnesses.isEmpty, let different = decisions.different {
      witnesses.append(("Answered differently", different))
    }
    return witnesses
  }

  // MARK: The revision log

  /// The log rows after the old revision, up to and including those of the new one, with their
  /// indices in the policy's log.
  var rows: [(index: Int, row: LogRow)] {
    let ids = policy.revisions.map(\.id)
    guard let from = ids.firstIndex(of: difference.old.id),
      let to = ids.firstIndex(of: difference.new.id), from < to
    else { return [] }
    let between = Set(ids[(from + 1)...to])
    return policy.log.enumerated().filter { between.contains($1.revisionName) }
      .map { ($0, $1) }
  }

  var log: [LogEntry] { rows.map { LogEntry($0.row, at: $0.index, proof) } }
}
