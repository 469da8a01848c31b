internal import DecisionTable
internal import Values

/// Finds requests that show goals, with a satisfiability solver, so that tables of any size work.
final class CaseSearch {
  private let coverage: CoverageGoals
  /// Decides which goals are possible, with a budget separate from that of the search for requests.
  private let prover: SatisfiabilitySolver
  private let finder: SatisfiabilitySolver
  /// Pairs of goals that were found to exclude each other, the smaller index first.
  private var conflicts: Set<[Int]> = []
  private var scratch = EvaluationScratch()
  /// The number of questions that proofs of exclusion may still ask.
  private var questions = 20_000

  init(_ coverage: CoverageGoals) {
    self.coverage = coverage
    let space = coverage.decider.space
    prover = SatisfiabilitySolver(coverage.circuit, space, answers: [], within: .analysis)
    finder = SatisfiabilitySolver(coverage.circuit, space, answers: [], within: .analysis)
  }

  /// Partitions goals by whether a request can show them, keeping their order.
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
      // A part can be unknown if both results are possible when no fact is known.
      let part = coverage.tree.parts[coverage.goals[goal].part].function
      if try cells([part], prover) == nil { return false }
      return try cells([!part], prover) != nil
    }
    return try cells([function], prover) != nil
  }

  /// Whether one goal can be chosen from each list such that no request can show two of them.
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

  /// Whether the part of a goal is never unknown when a function is true.
  private func settles(_ function: Circuit.Ref, _ goal: Int) throws(Undecided) -> Bool {
    let part = coverage.tree.parts[coverage.goals[goal].part].function
    if try cells([function, part]) == nil { return true }
    return try cells([function, !part]) == nil
  }

  struct Found {
    let facts: [String: FactValue]
    let date: CalendarDate?
    /// The goals for which the request was made.
    let goals: [Int]
    let shown: Set<Int>
  }

  /// Builds a request that shows a goal and as many others as possible.
  ///
  /// - Returns: nil if no date of service is found on which all codes are valid and all lists can be
  ///   stated.
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
        // Other requests usually show `met` and `notMet` anyway; if not, they get a separate request.
        guard coverage.goals[goal].kind.rank <= CoverageGoal.Kind.decidesNotMet.rank else {
          continue
        }
        // A goal that cannot be decided here gets a separate request, if any.
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

  /// Whether a goal may be combined with the chosen ones: no pair is known to be exclusive, and no
  /// fact would need two values.
  private func isCompatible(_ goal: Int, _ chosen: [Int]) -> Bool {
    chosen.allSatisfy { other in
      if conflicts.contains([min(goal, other), max(goal, other)]) { return false }
      guard let one = coverage.targets[goal].stated, let two = coverage.targets[other].stated,
        one.fact == two.fact
      else { return true }
      return one.example == two.example
    }
  }

  /// Removes members of sets as far as the goals allow, so that the relevant ones remain.
  private func simplify(_ cells: inout [Int32], keeping functions: [Circuit.Ref]) {
    // The search goes backwards, so that the members read first are kept.
    for (index, variable) in coverage.decider.space.variables.enumerated().reversed() {
      guard case .member = variable.domain, cells[index] == Int32(FactSpace.present) else {
        continue
      }
      cells[index] = Int32(FactSpace.absent)
      if !functions.allSatisfy({ holds($0, cells) }) { cells[index] = Int32(FactSpace.present) }
    }
  }

  private func request(_ cells: [Int32], showing chosen: [Int]) -> Found? {
    let (decider, space) = (coverage.decider, coverage.decider.space)
    // Try the bounds of all periods, because a code is only valid within its period.
    let days = decider.table.periods.flatMap { [$0.from, $0.until].compactMap(\.self) }
    var best: Found?
    for preferred in [nil] + Set(days).sorted() {
      // Lists of entries need a date of service, before which they are.
      let date = space.service(for: cells, preferring: preferred)
      var facts = space.request(in: cells, of: decider.table.facts, on: date)
      for goal in chosen {
        guard let stated = coverage.targets[goal].stated else { continue }
        facts[decider.table.facts[stated.fact].id] = stated.example
      }
      if let date { facts = decider.replacingInvalidCodes(facts, on: date) }
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
      preconditionFailure("a part with two possible results is known without facts")
    }
    return Found(
      facts: [:], date: nil, goals: [seed] + shown.filter { $0 != seed }.sorted(), shown: shown)
  }

  private func holds(_ function: Circuit.Ref, _ cells: [Int32]) -> Bool {
    KnownCells(cells).with { coverage.circuit.state(function, $0, &scratch) } == .yes
  }

  private func cells(_ functions: [Circuit.Ref], _ solver: SatisfiabilitySolver? = nil)
    throws(Undecided) -> [Int32]?
  {
    try witness(functions, solver).cells
  }

  private func witness(_ functions: [Circuit.Ref], _ solver: SatisfiabilitySolver? = nil)
    throws(Undecided) -> (cells: [Int32]?, conflict: [Int])
  {
    let unknown = KnownCells(unknown: coverage.decider.space.variables.count)
    return try unknown.with { (cells) throws(Undecided) in
      try (solver ?? finder).witness(ofAll: functions, cells)
    }
  }
}
