internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import PolicyReview
internal import Values

/// A redline in a few sentences, each of which the comparison has proven.
extension Redline {
  /// What changed, in one sentence.
  var summary: String {
    var clauses = [criteriaSummary, effectSummary]
    if !difference.unheld.isEmpty || !difference.holdsWording { clauses.append(notComparedSummary) }
    return clauses.joined(separator: "; ") + "."
  }

  private var criteriaSummary: String {
    func count(_ kind: Change.Kind) -> Int {
      difference.changes.count { change in
        if case .criterion = change.subject { change.kind == kind } else { false }
      }
    }
    func criteria(_ count: Int) -> String { "\(count) \(count == 1 ? "criterion" : "criteria")" }
    let first =
      switch (count(.added), count(.removed)) {
      case (0, 0): "No criteria added or removed"
      case (let added, 0): "\(criteria(added)) added, none removed"
      case (0, let removed): "No criteria added, \(removed) removed"
      case (let added, let removed): "\(criteria(added)) added, \(removed) removed"
      }
    let others = [
      (Change.Kind.moved, "moved"), (.updated, "changed in meaning"), (.reworded, "reworded"),
    ].compactMap { kind, verb in count(kind) > 0 ? "\(count(kind)) \(verb)" : nil }
    return ([first] + others).joined(separator: ", ")
  }

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
      return "finding out whether answers differ takes more search than its budget"
    }
    switch effect {
    case .none: return "\(old) and \(new) give every request the same answer"
    case .widens:
      return "every request that is met under \(old) is met under \(new), and more are"
    case .narrows:
      return "every request that is met under \(new) is met under \(old), and some no longer are"
    case .mixed where decisions.gained == nil && decisions.lost == nil:
      return "the same requests are met, but other answers differ"
    case .mixed:
      return "some requests are met only under \(new), and others only under \(old)"
    }
  }

  private var notComparedSummary: String {
    var parts = difference.unheld.map(\.rawValue)
    if !difference.holdsWording { parts.append("wording of criteria") }
    return "not available in both revisions, so not compared: \(list(parts))"
  }

  /// `a, b and c`
  private func list(_ parts: [String]) -> String {
    parts.count > 1
      ? parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
      : parts.joined()
  }

  /// The parts that each reconstructed revision does not have.
  var missingParts: [String] {
    [difference.old, difference.new].compactMap { revision in
      guard let reconstruction = revision.reconstruction else { return nil }
      let parts = reconstruction.notHeld.map(\.rawValue) + ["title", "wording of criteria"]
      let inferred = reconstruction.inferred.keys.map(\.rawValue).sorted()
      return "Not available for \(revision.date): \(list(parts))."
        + (inferred.isEmpty ? "" : " Inferred: \(list(inferred)).")
    }
  }

  /// What the difference does to decisions, as sentences.
  var effect: [String] {
    let summary = effectSummary
    var sentences = [
      "Effect: \(effectName).",
      "\(summary.prefix(1).uppercased())\(summary.dropFirst()).",
    ]
    if let counts { sentences.append(counts) }
    if let datedEffects { sentences.append(datedEffects) }
    guard case .success = difference.decisions.effect else { return sentences }
    return sentences + ["This is proven for every complete request."]
  }

  /// How many of the cases that either revision distinguishes get different answers.
  var counts: String? {
    difference.decisions.counts.map { counts in
      "The two revisions answer \(counts.different) of \(counts.cases) distinguishable cases differently."
    }
  }

  /// The effect by date of service, if it is not the same on all dates.
  var datedEffects: String? {
    let effects = difference.decisions.datedEffects
    guard !effects.isEmpty else { return nil }
    let ranges = effects.map { "\($0.effect.rawValue) \($0.dates.text)" }
    return "By date of service: \(ranges.joined(separator: "; "))."
  }
}

extension Redline.Entry {
  /// What the change does to decisions; nil if that is not a question for its kind.
  var effectSentence: String? {
    switch effect {
    case .changes: "It changes decisions."
    case .undecided: "Finding out whether it changes decisions takes more search than its budget."
    case .undone: "On its own it would change decisions, but other changes cancel it out."
    case .some(.none): "It does not change any decision."
    case nil: nil
    }
  }
}

extension Change.Kind {
  var text: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .moved: "moved"
    case .relabelled: "relabeled"
    case .reworded: "reworded"
    case .updated: "changed"
    }
  }
}

extension CompleteAnswer {
  var text: String {
    switch self {
    case .outOfScope: "Out of scope"
    case .silent: "Not met: the policy is silent"
    case .outcome(let outcome):
      "\(outcome.favors ? "Met" : "Not met"): \(outcome.wording.lowercased())"
    }
  }
}
