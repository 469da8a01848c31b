package import DecisionTable
package import Values

/// A request that shows goals which other cases do not show.
package struct SuggestedCase: Sendable {
  package let facts: [String: FactValue]
  /// The date of service, if the facts need one.
  package let date: CalendarDate?
  /// The goals for which the request was made, starting with the goal that it was built from.
  package let shows: [CoverageGoal]
}

/// A small set of requests that together show the remaining goals of a table.
package struct SuggestedCases: Sendable {
  package let cases: [SuggestedCase]
  /// Goals that are proven to be impossible to show.
  package let impossible: [CoverageGoal]
  /// Goals for which no date of service was found on which all codes are valid and all lists can be
  /// stated.
  package let undated: [CoverageGoal]
  /// Goals for which finding a request takes more search than the budget.
  package let undecided: [CoverageGoal]
  /// Whether it is proven that fewer requests are not enough.
  package let isSmallest: Bool
}

extension CoverageGoals {
  /// The given goals that are proven to be impossible to show, and those for which the proof takes
  /// more search than the budget.
  ///
  /// - Parameter goals: indices into `goals`.
  package func impossible(among goals: some Sequence<Int>) -> (
    impossible: Set<Int>, undecided: Set<Int>
  ) {
    let found = CaseSearch(self).possibilities(of: Array(goals))
    return (Set(found.impossible), Set(found.undecided))
  }

  /// Suggests requests greedily: each starts from one goal and takes on as many of the remaining goals
  /// as it can show.
  ///
  /// The result is proven smallest if it has as many goals as requests such that no request can show
  /// two of them. For n conditions, this proves the n + 1 requests of MC/DC.
  ///
  /// - Parameter indices: indices into `goals`.
  package func suggestion(for indices: some Sequence<Int>) -> SuggestedCases {
    let search = CaseSearch(self)
    // Goals that many requests show are the cheapest to decide, so they come first.
    let found = search.possibilities(of: byStrictness(indices).reversed())
    var open = byStrictness(found.possible)
    let (impossible, possible) = (found.impossible, Set(open))
    var undecided = found.undecided
    var cases: [CaseSearch.Found] = []
    var undated: [Int] = []
    while let seed = open.first {
      do throws(Undecided) {
        guard let found = try search.find(seed, joining: open.dropFirst()) else {
          undated.append(open.removeFirst())
          continue
        }
        cases.append(found)
        open.removeAll(where: found.shown.contains)
      } catch {
        undecided.append(open.removeFirst())
      }
    }
    cases.removeRedundant(for: possible.subtracting(undated + undecided))
    return SuggestedCases(
      cases: cases.map { found in
        SuggestedCase(
          facts: found.facts, date: found.date, shows: found.goals.map { goals[$0] })
      },
      impossible: impossible.sorted().map { goals[$0] },
      undated: undated.sorted().map { goals[$0] },
      undecided: undecided.sorted().map { goals[$0] },
      isSmallest: search.excludeOneAnother(cases.onlyShown(of: possible).map(byStrictness)))
  }

  /// Whether one goal can be chosen from each list such that no request can show two of them. Then at
  /// least as many requests as lists are needed.
  package func excludeOneAnother(_ lists: [Set<Int>]) -> Bool {
    CaseSearch(self).excludeOneAnother(lists.map(byStrictness))
  }

  /// Goals in the order in which requests are built: first the kinds that the fewest requests show,
  /// because those requests usually show other goals as well.
  private func byStrictness(_ indices: some Sequence<Int>) -> [Int] {
    indices.sorted { (goals[$0].kind.rank, $0) < (goals[$1].kind.rank, $1) }
  }
}

extension [CaseSearch.Found] {
  /// Removes requests whose goals are all shown by other requests.
  fileprivate mutating func removeRedundant(for goals: Set<Int>) {
    var counts = counts(of: goals)
    for index in indices.reversed()
    where self[index].shown.allSatisfy({ counts[$0].map { $0 > 1 } ?? true }) {
      for goal in self[index].shown { counts[goal]? -= 1 }
      remove(at: index)
    }
  }

  /// For each request, the goals that no other request shows.
  fileprivate func onlyShown(of goals: Set<Int>) -> [Set<Int>] {
    let counts = counts(of: goals)
    return map { $0.shown.filter { counts[$0] == 1 } }
  }

  /// The number of requests that show each goal.
  private func counts(of goals: Set<Int>) -> [Int: Int] {
    var counts = Dictionary(uniqueKeysWithValues: goals.map { ($0, 0) })
    for found in self { for goal in found.shown { counts[goal]? += 1 } }
    return counts
  }
}

extension CoverageGoal.Kind {
  /// Requests are built for the lowest rank first.
  var rank: Int {
    switch self {
    case .value: 0
    case .bound: 1
    case .decidesMet: 2
    case .decidesNotMet: 3
    case .met: 4
    case .notMet: 5
    case .unknown: 6
    }
  }
}
