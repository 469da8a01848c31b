internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
package import PolicyModel
package import PolicyReview
internal import Values

/// The difference of two revisions in words, for every form in which it is shown.
package struct Redline {
  /// What changed of one thing.
  struct Entry {
    let subject: Change.Subject
    let changes: [Change]
    /// `I.B.6, hematopoietic_stem_cell_transplantation`
    let name: String
    /// The text of the thing in each revision, line by line; empty where it is not in it.
    let before: [String]
    let after: [String]
    let effect: TableComparison.PartialEffect?
    /// The change of a log row that states it.
    let stated: LogProof.ProvenClaim?

    var anchor: String { changes[0].anchor }
    var kinds: String { changes.map(\.kind.words).joined(separator: ", ") }
    var text: TextDifference { TextDifference(from: before, to: after) }
  }

  let policy: Policy
  let difference: RevisionDifference
  /// Nil where the two revisions do not follow each other.
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
      let words = SubjectWords(change.subject, difference)
      entries.append(
        Entry(
          subject: change.subject, changes: changes, name: words.name, before: words.before,
          after: words.after,
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

  /// Whether anything is known to differ.
  var isEmpty: Bool { difference.isEmpty }

  // MARK: The summary

  /// In one sentence what changed, each part of it proven.
  var summary: String {
    var parts = [criteriaSummary, effectSummary]
    if !difference.unheld.isEmpty || !difference.holdsWording { parts.append(unheldSummary) }
    return parts.joined(separator: "; ") + "."
  }

  private var criteriaSummary: String {
    func count(_ kind: Change.Kind) -> Int {
      difference.changes.count { change in
        if case .criterion = change.subject { change.kind == kind } else { false }
      }
    }
    let (added, removed) = (count(.added), count(.removed))
    var words: [String] = []
    switch (added, removed) {
    case (0, 0): words.append("No criteria added or removed")
    case (_, 0): words.append("\(counted(added, "criterion", "criteria")) added, none removed")
    case (0, _): words.append("No criteria added, \(removed) removed")
    default:
      words.append("\(counted(added, "criterion", "criteria")) added, \(removed) removed")
    }
    for (kind, verb) in [
      (Change.Kind.moved, "moved"), (.updated, "changed in meaning"), (.reworded, "reworded"),
    ] where count(kind) > 0 { words.append("\(count(kind)) \(verb)") }
    return words.joined(separator: ", ")
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  /// Whether the effect on decisions was found within the budget of a comparison.
  var isDecided: Bool { (try? difference.decisions.effect.get()) != nil }

  /// The effect on decisions in one word.
  var effectName: String {
    switch difference.decisions.effect {
    case .success(let effect): effect.rawValue
    case .failure: "undecided"
    }
  }

  var effectSummary: String {
    let decisions = difference.decisions
    guard case .success(let effect) = decisions.effect else {
      return "whether requests are answered alike takes more search than its budget"
    }
    switch effect {
    case .none: return "every request is answered alike under \(old) and \(new)"
    case .widens: return "every request met under \(old) is met under \(new), and others are too"
    case .narrows:
      return "every request met under \(new) is met under \(old), and others no longer are"
    case .mixed where decisions.gained == nil && decisions.lost == nil:
      return "what is met is the same, and other answers differ"
    case .mixed:
      return "some requests are met only under \(new), and others only under \(old)"
    }
  }

  private var unheldSummary: String {
    var parts = difference.unheld.map(\.rawValue)
    if !difference.holdsWording { parts.append("wording of criteria") }
    return "not held, and so not compared: \(list(parts))"
  }

  private func list(_ parts: [String]) -> String {
    parts.count > 1
      ? parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
      : parts.joined()
  }

  /// Which of the two revisions lacks which parts.
  var unheld: [String] {
    [difference.old, difference.new].compactMap { revision in
      guard let reconstruction = revision.reconstruction else { return nil }
      let parts = reconstruction.notHeld.map(\.rawValue) + ["title", "wording of criteria"]
      let inferred =
        reconstruction.inferred.isEmpty
        ? ""
        : " Presumed: "
          + list(reconstruction.inferred.keys.sorted { $0.rawValue < $1.rawValue }.map(\.rawValue))
          + "."
      return "Not held of \(revision.date): \(list(parts)).\(inferred)"
    }
  }

  /// How many of the cases that both revisions tell apart are answered differently.
  var counts: String? {
    difference.decisions.counts.map { counts in
      "\(counts.different) of the \(counts.cases) cases that the two revisions tell apart \(counts.different == 1 ? "is" : "are") answered differently."
    }
  }

  // MARK: Requests

  /// The facts of a request, as `policyc decide` reads them.
  func facts(_ witness: TableComparison.Witness) -> String {
    witness.request.facts.json(in: difference.decisions.facts).compact
  }

  /// The effect by date of service, where it is not the same on all dates.
  var datedEffects: String? {
    let effects = difference.decisions.datedEffects
    guard !effects.isEmpty else { return nil }
    let words = effects.map { "\($0.effect.rawValue) \($0.dates.words)" }
    return "By date of service: \(words.joined(separator: "; "))."
  }

  /// A request that shows what changed of decisions as a whole, where no single change does.
  var wholeWitnesses: [(label: String, witness: TableComparison.Witness)] {
    let decisions = difference.decisions
    var witnesses: [(label: String, witness: TableComparison.Witness)] = []
    if let gained = decisions.gained { witnesses.append(("Gained", gained)) }
    if let lost = decisions.lost { witnesses.append(("Lost", lost)) }
    if witnesses.isEmpty, let different = decisions.different {
      witnesses.append(("Different", different))
    }
    return witnesses
  }

  /// The rows of the log between the two revisions, by their place.
  var rows: [(place: Int, row: LogRow)] {
    let ids = policy.revisions.map(\.id)
    guard let from = ids.firstIndex(of: difference.old.id),
      let to = ids.firstIndex(of: difference.new.id), from < to
    else { return [] }
    let between = Set(ids[(from + 1)...to])
    return policy.log.enumerated().filter { between.contains($1.revision.isoMonth) }
      .map { ($0, $1) }
  }
}

extension Change.Kind {
  var words: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .moved: "moved"
    case .relabelled: "relabelled"
    case .reworded: "reworded"
    case .updated: "changed"
    }
  }
}

extension CompleteAnswer {
  /// As people read an answer.
  var words: String {
    switch self {
    case .outOfScope: "Out of scope"
    case .silent: "Not met: the policy is silent"
    case .outcome(let outcome):
      outcome.favors
        ? "Met: \(outcome.words.lowercased())"
        : "Not met: \(outcome.words.lowercased())"
    }
  }
}

extension LogProof.Verdict {
  /// What is printed behind a row of the log.
  var words: String {
    switch self {
    case .proven: "Proven."
    case .contradicted(let found): "Contradicted: \(found)."
    case .unverifiable(let reason): "Not verifiable: \(reason)."
    case .unknownSubject: "Not verifiable: it names nothing known."
    }
  }
}
