package import DecisionTable
package import Values

/// A request that shows what others do not.
package struct SuggestedCase: Sendable {
  package let facts: [String: FactValue]
  /// The date of service, where the facts can only be read at one.
  package let date: CalendarDate?
  /// The goals for which it was made, the one that it began with first.
  package let shows: [CoverageGoal]
}

/// Few requests that together show what is still to be shown of a table.
package struct SuggestedCases: Sendable {
  package let cases: [SuggestedCase]
  /// Goals that no request can show, each proven.
  package let impossible: [CoverageGoal]
  /// Goals for which no date of service was found at which all codes are valid.
  package let undated: [CoverageGoal]
  /// Goals for which finding a request takes more search than the budget.
  package let undecided: [CoverageGoal]
  /// Whether it is proven that fewer requests cannot do.
  package let isSmallest: Bool
}

extension CoverageGoals {
  /// The goals, of those given by index, that no request can show, each proven; and those for which
  /// that takes more search than the budget.
  package func impossible(among goals: some Sequence<Int>) -> (
    impossible: Set<Int>, undecided: Set<Int>
  ) {
    let found = CaseSearch(self).possibilities(of: Array(goals))
    return (Set(found.impossible), Set(found.undecided))
  }

  /// Begins a request with one goal and joins to it what else it can show, until nothing is left.
  ///
  /// As many goals as requests, of which no two can be shown by one request, prove that fewer
  /// cannot do: so n + 1 are proven for n conditions, where that many are reached.
  package func suggestion(for places: some Sequence<Int>) -> SuggestedCases {
    let search = CaseSearch(self)
    // The goals that most requests show take the fewest steps.
    let found = search.possibilities(of: byStrictness(places).reversed())
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
    cases.removeNeedless(for: possible.subtracting(undated + undecided))
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

  /// Whether one goal of each list can be taken such that no two of them can be shown by one
  /// request: then as many requests are needed.
  package func excludeOneAnother(_ lists: [Set<Int>]) -> Bool {
    CaseSearch(self).excludeOneAnother(lists.map(byStrictness))
  }

  /// The goals that the fewest requests show come first; those mostly show the others as well.
  private func byStrictness(_ places: some Sequence<Int>) -> [Int] {
    places.sorted { (goals[$0].kind.rank, $0) < (goals[$1].kind.rank, $1) }
  }
}

extension [CaseSearch.Found] {
  /// Removes requests whose goals others show.
  fileprivate mutating func removeNeedless(for goals: Set<Int>) {
    var counts = counts(of: goals)
    for place in indices.reversed()
    where self[place].shown.allSatisfy({ counts[$0].map { $0 > 1 } ?? true }) {
      for goal in self[place].shown { counts[goal]? -= 1 }
      remove(at: place)
    }
  }

  /// By request, the goals that no other shows.
  fileprivate func onlyShown(of goals: Set<Int>) -> [Set<Int>] {
    let counts = counts(of: goals)
    return map { $0.shown.filter { counts[$0] == 1 } }
  }

  /// How many requests show each goal.
  private func counts(of goals: Set<Int>) -> [Int: Int] {
    var counts = Dictionary(uniqueKeysWithValues: goals.map { ($0, 0) })
    for found in self { for goal in found.shown { counts[goal]? += 1 } }
    return counts
  }
}

extension CoverageGoal.Kind {
  fileprivate var rank: Int {
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

/// Finds requests that show goals, by a satisfiability solver, so that any table will do.
private final class CaseSearch {
  private let coverage: CoverageGoals
  /// Finds out which goals are possible; what that costs is not taken from the search for requests.
  private let prover: SatisfiabilitySolver
  private let finder: SatisfiabilitySolver
  /// By a smaller and a larger place, goals that were found to exclude one another.
  private var conflicts: Set<[Int]> = []
  private var room = EvaluationScratch()
  /// How many questions a proof that goals exclude one another may still ask.
  private var questions = 20_000

  init(_ coverage: CoverageGoals) {
    self.coverage = coverage
    let space = coverage.decider.space
    prover = SatisfiabilitySolver(coverage.circuit, space, answers: [], within: .analysis)
    finder = SatisfiabilitySolver(coverage.circuit, space, answers: [], within: .analysis)
  }

  /// Sorts goals by whether a request can show them, in their order.
  func possibilities(of goals: [Int]) -> (possible: [Int], impossible: [Int], undecided: [Int]) {
    var sorted: (possible: [Int], impossible: [Int], undecided: [Int]) = ([], [], [])
    for goal in goals {
      do throws(Undecided) {
        if try isPossible(goal) {
          sorted.possible.append(goal)
        } else {
          sorted.impossible.append(goal)
        }
      } catch {
        sorted.undecided.append(goal)
      }
    }
    return sorted
  }

  private func isPossible(_ goal: Int) throws(Undecided) -> Bool {
    guard let function = coverage.targets[goal].function else {
      // Unknown is what can turn out both ways: nothing being known, it is.
      let part = coverage.tree.parts[coverage.goals[goal].part].function
      if try cells([part], prover) == nil { return false }
      return try cells([!part], prover) != nil
    }
    return try cells([function], prover) != nil
  }

  /// Whether one goal of each list can be taken such that no two can be shown by one request.
  func excludeOneAnother(_ lists: [[Int]]) -> Bool {
    var taken: [Int] = []
    for list in lists {
      guard let goal = list.first(where: { goal in taken.allSatisfy { exclude($0, goal) } })
      else { return false }
      taken.append(goal)
    }
    return true
  }

  /// Whether it is proven that no request shows both goals.
  private func exclude(_ one: Int, _ other: Int) -> Bool {
    (try? isExclusionProven(one, other)) ?? false
  }

  private func isExclusionProven(_ one: Int, _ other: Int) throws(Undecided) -> Bool {
    if conflicts.contains([min(one, other), max(one, other)]) { return true }
    guard questions > 0 else { return false }
    questions -= 1
    switch (coverage.targets[one].function, coverage.targets[other].function) {
    case (let one?, let other?): return try cells([one, other]) == nil
    case (let function?, nil): return try settles(function, other)
    case (nil, let function?): return try settles(function, one)
    case (nil, nil): return false
    }
  }

  /// Whether what is unknown for a goal cannot be unknown where a function is true.
  private func settles(_ function: Circuit.Ref, _ goal: Int) throws(Undecided) -> Bool {
    let part = coverage.tree.parts[coverage.goals[goal].part].function
    if try cells([function, part]) == nil { return true }
    return try cells([function, !part]) == nil
  }

  struct Found {
    let facts: [String: FactValue]
    let date: CalendarDate?
    /// The goals for which it was made.
    let goals: [Int]
    let shown: Set<Int>
  }

  /// - Returns: nil where no date of service is found at which all codes are valid.
  func find(_ seed: Int, joining others: some Sequence<Int>) throws(Undecided) -> Found? {
    guard let function = coverage.targets[seed].function else { return nothingKnown(seed) }
    guard var model = try cells([function]) else {
      preconditionFailure("a goal that was found possible is not")
    }
    var chosen = [seed]
    var functions = [function]
    for goal in others {
      guard let function = coverage.targets[goal].function, isCompatible(goal, chosen) else {
        continue
      }
      if !holds(function, model) {
        // What is met or not met is mostly shown in passing; it gets a request of its own if not.
        guard coverage.goals[goal].kind.rank <= CoverageGoal.Kind.decidesNotMet.rank else {
          continue
        }
        // What cannot be decided here gets a request of its own, or none.
        guard let found = try? witness(functions + [function]) else { continue }
        guard let cells = found.cells else {
          if found.conflict.count == 2, let first = found.conflict.first {
            conflicts.insert([min(chosen[first], goal), max(chosen[first], goal)])
          }
          continue
        }
        model = cells
      }
      chosen.append(goal)
      functions.append(function)
    }
    simplify(&model, keeping: functions)
    return request(model, showing: chosen)
  }

  /// What is excluded by a pair is not tried again, and a fact has one value.
  private func isCompatible(_ goal: Int, _ chosen: [Int]) -> Bool {
    chosen.allSatisfy { other in
      if conflicts.contains([min(goal, other), max(goal, other)]) { return false }
      guard let one = coverage.targets[goal].stated, let two = coverage.targets[other].stated,
        one.fact == two.fact
      else { return true }
      return one.example == two.example
    }
  }

  /// Leaves members of sets out as far as the goals allow, so that a reader sees what matters.
  private func simplify(_ cells: inout [Int32], keeping functions: [Circuit.Ref]) {
    // From the back: what is read first is kept.
    for (place, variable) in coverage.decider.space.variables.enumerated().reversed() {
      guard case .member = variable.domain, cells[place] == Int32(FactSpace.present) else {
        continue
      }
      cells[place] = Int32(FactSpace.absent)
      if !functions.allSatisfy({ holds($0, cells) }) { cells[place] = Int32(FactSpace.present) }
    }
  }

  private func request(_ cells: [Int32], showing chosen: [Int]) -> Found? {
    var facts = coverage.decider.witness(cells)
    for goal in chosen {
      guard let stated = coverage.targets[goal].stated else { continue }
      facts[coverage.decider.table.facts[stated.fact].id] = stated.example
    }
    // A code with a period is itself only within it.
    let days = coverage.decider.table.periods.flatMap { [$0.from, $0.until].compactMap(\.self) }
    var best: Found?
    for date in [nil] + Set(days).sorted() {
      let facts = date.map { coverage.decider.saying(facts, on: $0) } ?? facts
      guard let shown = try? coverage.shown(by: facts, date: date), shown.contains(chosen[0])
      else { continue }
      let goals = chosen.filter(shown.contains)
      if goals.count > best?.goals.count ?? 0 {
        best = Found(facts: facts, date: date, goals: goals, shown: shown)
      }
    }
    return best
  }

  private func nothingKnown(_ seed: Int) -> Found {
    guard let shown = try? coverage.shown(by: [:], date: nil), shown.contains(seed) else {
      preconditionFailure("what can turn out both ways is known without facts")
    }
    return Found(
      facts: [:], date: nil, goals: [seed] + shown.filter { $0 != seed }.sorted(), shown: shown)
  }

  private func holds(_ function: Circuit.Ref, _ cells: [Int32]) -> Bool {
    cells.withUnsafeBufferPointer { coverage.circuit.state(function, $0, &room) } == .yes
  }

  private func cells(_ functions: [Circuit.Ref], _ solver: SatisfiabilitySolver? = nil)
    throws(Undecided) -> [Int32]?
  {
    try witness(functions, solver).cells
  }

  private func witness(_ functions: [Circuit.Ref], _ solver: SatisfiabilitySolver? = nil)
    throws(Undecided) -> (cells: [Int32]?, conflict: [Int])
  {
    let unknown = [Int32](
      repeating: Facts.unknown, count: coverage.decider.space.variables.count)
    return try unknown.withUnsafeBufferPointer { (cells) throws(Undecided) in
      try (solver ?? finder).witness(ofAll: functions, cells)
    }
  }
}
