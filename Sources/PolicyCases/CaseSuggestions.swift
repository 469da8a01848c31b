internal import DecisionAnalysis
package import DecisionTable
internal import MessageText
package import PolicyModel
package import Values

/// A small set of cases that completes the coverage of a policy at all its revisions.
package struct CaseSuggestions: Sendable {
  package struct Suggestion: Sendable {
    package typealias Decision = (revision: Revision, verdict: Verdict)

    package let name: String
    package let date: CalendarDate?
    package let facts: [String: FactValue]
    /// What the latest revision decides that declares these facts.
    package let latest: Decision
    /// What the revisions before it decide, oldest first, where they declare these facts.
    package let earlier: [Decision]
  }

  package let suggestions: [Suggestion]
  /// Whether it is proven that no smaller set completes the coverage.
  package let isSmallest: Bool
  /// Goals for which no date of service was found on which all codes are valid.
  package let undated: [String]
  /// Goals for which finding a case takes more search than its budget.
  package let undecided: [String]

  /// - Parameter cases: the cases that the policy already has.
  package init(for policy: Policy, completing cases: [Case]) {
    let coverages = policy.revisions.map { RevisionCoverage(of: $0, by: cases) }
    let missing = coverages.map { Set($0.missing) }
    var open = missing
    var candidates: [Candidate] = []
    var undated: [String] = []
    var undecided: [String] = []
    // Cases made for the revision with the most open goals also show most goals of the others.
    while let next = open.indices.max(by: { open[$0].count < open[$1].count }), !open[next].isEmpty
    {
      let goals = coverages[next].goals
      let suggestion = goals.suggestion(for: open[next])
      func described(_ goal: CoverageGoal) -> String {
        "\(goals.text(of: goal)) at \(coverages[next].revision.date)"
      }
      undated += suggestion.undated.map(described)
      undecided += suggestion.undecided.map(described)
      open[next] = []
      for suggested in suggestion.cases {
        let shown = shownGoals(by: suggested.facts, on: suggested.date, coverages, missing)
        for revision in open.indices { open[revision].subtract(shown[revision]) }
        candidates.append(Candidate(suggested: suggested, revision: next, shown: shown))
      }
    }
    candidates.removeRedundant()
    isSmallest = coverages.indices.contains { revision in
      coverages[revision].goals.excludeOneAnother(candidates.onlyShown(at: revision))
    }
    candidates.makePlausible(coverages, missing)
    var names = Set(cases.map(\.name))
    suggestions = candidates.compactMap { candidate in
      let decisions = coverages.compactMap { coverage in
        // A revision that does not declare all the facts cannot decide the case.
        (try? coverage.goals.decider.decide(
          candidate.facts, on: candidate.date)).map {
            (revision: coverage.revision, verdict: $0)
          }
      }
      guard let latest = decisions.last else { return nil }
      let coverage = coverages[candidate.revision]
      let name = coverage.goals.caseName(
        candidate.suggested, at: coverage.revision, unlike: names)
      names.insert(name)
      return Suggestion(
        name: name, date: candidate.date, facts: candidate.facts,
        latest: latest, earlier: decisions.dropLast())
    }
    self.undated = undated
    self.undecided = undecided
  }
}

/// The missing goals that a request shows, for each revision.
func shownGoals(
  by facts: [String: FactValue], on date: CalendarDate?, _ coverages: [RevisionCoverage],
  _ missing: [Set<Int>]
) -> [Set<Int>] {
  zip(coverages, missing).map { coverage, missing in
    (try? coverage.goals.shown(by: facts, date: date))?.intersection(missing) ?? []
  }
}

/// A case that may be suggested, with the goals that it shows.
struct Candidate {
  /// The case as it was found.
  let suggested: SuggestedCase
  /// The index of the revision for which it was made.
  let revision: Int
  /// The missing goals that it shows, for each revision.
  var shown: [Set<Int>]
  var facts: [String: FactValue]
  var date: CalendarDate?

  init(suggested: SuggestedCase, revision: Int, shown: [Set<Int>]) {
    self.suggested = suggested
    self.revision = revision
    self.shown = shown
    facts = suggested.facts
    date = suggested.date
  }
}

extension [Candidate] {
  /// Removes cases whose goals are all shown by other cases too.
  fileprivate mutating func removeRedundant() {
    guard let first else { return }
    var counts = first.shown.indices.map { self.counts(at: $0) }
    for index in indices.reversed() {
      let shown = self[index].shown
      let isRedundant = shown.indices.allSatisfy { revision in
        shown[revision].allSatisfy { counts[revision][$0, default: 0] > 1 }
      }
      guard isRedundant else { continue }
      for revision in shown.indices {
        for goal in shown[revision] { counts[revision][goal, default: 0] -= 1 }
      }
      remove(at: index)
    }
  }

  /// For each case, the goals of a revision that no other case shows.
  fileprivate func onlyShown(at revision: Int) -> [Set<Int>] {
    let counts = counts(at: revision)
    return map { $0.shown[revision].filter { counts[$0] == 1 } }
  }

  /// How many cases show each goal of a revision.
  func counts(at revision: Int) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for candidate in self {
      for goal in candidate.shown[revision] { counts[goal, default: 0] += 1 }
    }
    return counts
  }
}
