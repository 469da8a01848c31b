internal import DecisionAnalysis
package import DecisionTable
package import PolicyModel
package import Values

/// Few cases that complete what the cases of a policy show at all its revisions.
package struct CaseSuggestions: Sendable {
  package struct Suggestion: Sendable {
    package let name: String
    package let date: CalendarDate?
    package let facts: [String: FactValue]
    /// What is found at each revision at which a request can state the facts, oldest first.
    package let verdicts: [(revision: Revision, verdict: Verdict)]
  }

  package let suggestions: [Suggestion]
  /// Whether it is proven that fewer cases cannot do.
  package let isSmallest: Bool
  /// Goals for which no date of service was found at which all codes are valid.
  package let undated: [String]
  /// Goals for which finding a case takes more search than its budget.
  package let undecided: [String]

  /// - Parameter cases: those that there are.
  package init(for policy: Policy, beside cases: [Case]) {
    let coverages = policy.revisions.map { RevisionCoverage(of: $0, by: cases) }
    let wanted = coverages.map { Set($0.missing) }
    var open = wanted
    var found: [Found] = []
    var undated: [String] = []
    var undecided: [String] = []
    // Where the most is missing first: those cases show most of what others miss.
    while let next = open.indices.max(by: { open[$0].count < open[$1].count }), !open[next].isEmpty
    {
      let goals = coverages[next].goals
      let suggestion = goals.suggestion(for: open[next])
      func described(_ goal: CoverageGoal) -> String {
        "\(goals.words(of: goal)) at \(coverages[next].revision.date)"
      }
      undated += suggestion.undated.map(described)
      undecided += suggestion.undecided.map(described)
      open[next] = []
      for suggested in suggestion.cases {
        let shown = coverages.indices.map { place in
          (try? coverages[place].goals.shown(by: suggested.facts, date: suggested.date))?
            .intersection(wanted[place]) ?? []
        }
        for place in open.indices { open[place].subtract(shown[place]) }
        found.append(Found(suggested: suggested, revision: next, shown: shown))
      }
    }
    found.removeNeedless()
    isSmallest = coverages.indices.contains { place in
      coverages[place].goals.excludeOneAnother(found.onlyShown(at: place))
    }
    var names = Set(cases.map(\.name))
    var suggestions: [Suggestion] = []
    for entry in found {
      let coverage = coverages[entry.revision]
      let name = coverage.goals.caseName(
        entry.suggested, at: coverage.revision, unlike: names)
      names.insert(name)
      suggestions.append(
        Suggestion(
          name: name, date: entry.suggested.date, facts: entry.suggested.facts,
          verdicts: coverages.compactMap { coverage in
            coverage.goals.verdict(entry.suggested).map { (coverage.revision, $0) }
          }))
    }
    self.suggestions = suggestions
    self.undated = undated
    self.undecided = undecided
  }
}

/// A case with what it shows at each revision.
private struct Found {
  let suggested: SuggestedCase
  /// The place of the one for which it was made.
  let revision: Int
  let shown: [Set<Int>]
}

extension [Found] {
  /// Removes cases of which others show everything at all revisions.
  fileprivate mutating func removeNeedless() {
    guard let first else { return }
    var counts = first.shown.indices.map { self.counts(at: $0) }
    for place in indices.reversed() {
      let shown = self[place].shown
      let isNeedless = shown.indices.allSatisfy { revision in
        shown[revision].allSatisfy { counts[revision][$0, default: 0] > 1 }
      }
      guard isNeedless else { continue }
      for revision in shown.indices {
        for goal in shown[revision] { counts[revision][goal, default: 0] -= 1 }
      }
      remove(at: place)
    }
  }

  /// By case, the goals of a revision that no other shows.
  fileprivate func onlyShown(at revision: Int) -> [Set<Int>] {
    let counts = counts(at: revision)
    return map { $0.shown[revision].filter { counts[$0] == 1 } }
  }

  /// How many cases show each goal of a revision.
  private func counts(at revision: Int) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for found in self { for goal in found.shown[revision] { counts[goal, default: 0] += 1 } }
    return counts
  }
}

extension CoverageGoals {
  /// Nil where a request of the revision cannot state the facts.
  fileprivate func verdict(_ suggested: SuggestedCase) -> Verdict? {
    try? decider.decide(suggested.facts, on: suggested.date)
  }

  /// What the case was made to show.
  fileprivate func caseName(
    _ suggested: SuggestedCase, at revision: Revision, unlike names: Set<String>
  ) -> String {
    let base = caseName(suggested)
    var name = base
    if names.contains(name) { name += ", at \(revision.date)" }
    var number = 2
    while names.contains(name) {
      name = "\(base) (\(number))"
      number += 1
    }
    return name
  }

  private func caseName(_ suggested: SuggestedCase) -> String {
    guard !suggested.facts.isEmpty, let first = suggested.shows.first else {
      return "Nothing is known"
    }
    // The parts of which it shows the same, without those above them.
    let same = suggested.shows.filter { $0.kind == first.kind }.map(\.part)
    var lowest = same.filter { part in
      !same.contains { isWithin($0, part) }
    }.sorted()
    let criteria = lowest.filter { part in
      if case .criterion = tree.parts[part].content { true } else { false }
    }
    if !criteria.isEmpty { lowest = criteria }
    guard lowest.count == 1, let part = lowest.first else {
      let few = lowest.prefix(2).map(name(of:)).joined(separator: ", ")
      let rest = lowest.count > 2 ? " and \(lowest.count - 2) more" : ""
      switch first.kind {
      case .decidesNotMet: return "\(few)\(rest) are not met, and each decides"
      case .notMet: return "\(few)\(rest) are not met"
      default: return "\(few)\(rest) are met"
      }
    }
    let words = "\(name(of: part)) \(self.words(of: first.kind, in: part))"
    guard case .criterion = tree.parts[part].content else { return words }
    return "\(words): \(self.words(of: part).shortened(to: 60))"
  }

  /// Whether a part stands under another.
  private func isWithin(_ part: Int, _ other: Int) -> Bool {
    var place = tree.parts[part].parent
    while let current = place {
      if current == other { return true }
      place = tree.parts[current].parent
    }
    return false
  }
}
