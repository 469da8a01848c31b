package import DecisionTable

/// Findings about a table that hold for all requests: parts that cannot matter, and statements that
/// contradict each other.
///
/// The analysis is exact: it uses a diagram if one fits, and a solver if not.
package struct TableAnalysis {
  package enum Finding: Hashable, Sendable {
    /// No request that is in scope and meets the conditions above the criterion meets the criterion.
    case neverMet(criterion: String)
    /// Every request that is in scope and meets the conditions above the criterion meets it.
    case alwaysMet(criterion: String, example: ExampleRequest)
    /// Removing the criterion would not change any answer. In the example it does not matter although
    /// it is met, or, under `all_of`, although it is not met. `mask` is the criterion that hides it.
    case neverMatters(criterion: String, mask: String?, example: ExampleRequest)
    /// Both statements hold for the example, and only their order determines which decides.
    case overlap(first: String, second: String, example: ExampleRequest)
    /// Tests read this fact, but no answer depends on it.
    case idleFact(String)
    /// The analysis of these criteria takes more search than the budget. Once the whole budget is spent,
    /// this includes later criteria that still need the solver.
    case undecided(criteria: [String])
  }

  package let findings: [Finding]

  package init(_ table: DecisionTable, usesDiagram: Bool = true) {
    findings = AnalyzedCriteria(table, usesDiagram: usesDiagram).findings()
  }
}

extension AnalyzedCriteria {
  fileprivate func findings() -> [TableAnalysis.Finding] {
    var findings: [TableAnalysis.Finding] = []
    /// Criteria that have a finding, and their descendants, for which findings would only follow.
    var isExplained = [Bool](repeating: false, count: entries.count)
    var isUndecided = [Bool](repeating: false, count: entries.count)
    for index in entries.indices {
      if let parent = entries[index].parent, isExplained[parent] {
        isExplained[index] = true
        continue
      }
      do throws(Undecided) {
        guard let finding = try constancy(of: index) else { continue }
        findings.append(finding)
        isExplained[index] = true
        if case .alwaysMet = finding { explainSiblings(of: index, &isExplained) }
      } catch {
        isUndecided[index] = true
      }
    }
    for index in entries.indices where !isExplained[index] {
      guard let parent = entries[index].parent else { continue }
      if isExplained[parent] {
        isExplained[index] = true
        continue
      }
      do throws(Undecided) {
        guard let finding = try insignificance(of: index) else { continue }
        findings.append(finding)
        isExplained[index] = true
      } catch {
        isUndecided[index] = true
      }
    }
    findings += overlaps(&isUndecided)
    findings += idleFacts(isExplained)
    let undecided = entries.indices.filter { isUndecided[$0] }.map { entries[$0].criterion.id }
    return undecided.isEmpty ? findings : findings + [.undecided(criteria: undecided)]
  }

  /// The finding that no answer depends on a criterion, if that is the case.
  private func insignificance(of index: Int) throws(Undecided) -> TableAnalysis.Finding? {
    let hinges = hinges(of: index)
    guard let conflict = try requests.conflict(among: hinges.map(\.function)) else { return nil }
    let mask = try mask(of: index, among: conflict.flatMap { hinges[$0].criteria })
    // Of two criteria that can replace each other, only the later one is reported.
    if let mask, mask > index, try hasNoEffect(mask) { return nil }
    return try exampleWithoutEffect(of: index).map {
      .neverMatters(
        criterion: entries[index].criterion.id, mask: mask.map { entries[$0].criterion.id },
        example: $0)
    }
  }

  /// Marks the siblings of a criterion that is always met: in an `any_of` or a `none_of` they cannot
  /// matter.
  private func explainSiblings(of index: Int, _ isExplained: inout [Bool]) {
    guard let parent = entries[index].parent,
      case .group(let connective, _) = entries[parent].criterion.rule
    else { return }
    guard connective == .anyOf || connective == .noneOf else { return }
    for member in entries[parent].members { isExplained[member] = true }
  }

  // MARK: Never and always

  private func constancy(of index: Int) throws(Undecided) -> TableAnalysis.Finding? {
    let entry = entries[index]
    let id = entry.criterion.id
    if try requests.conflict(among: [entry.context, entry.function]) != nil {
      // If the context is impossible, the fault is in an ancestor.
      return try requests.isPossible(entry.context) ? .neverMet(criterion: id) : nil
    }
    // A statement that covers everything in scope is how a policy says "otherwise".
    guard entry.parent != nil,
      try requests.conflict(among: [entry.context, requests.not(entry.function)]) != nil,
      let example = try requests.smallestExample(
        of: requests.all([entry.context, entry.function]))
    else { return nil }
    return .alwaysMet(criterion: id, example: example.request)
  }

  // MARK: Statements and facts

  private func overlaps(_ isUndecided: inout [Bool]) -> [TableAnalysis.Finding] {
    var findings: [TableAnalysis.Finding] = []
    for second in table.statements.indices {
      for first in 0..<second
      where table.statements[first].outcome != table.statements[second].outcome {
        let both = requests.all([
          base.scope, base.statements[first], base.statements[second],
        ])
        do throws(Undecided) {
          guard let example = try requests.smallestExample(of: both) else { continue }
          findings.append(
            .overlap(
              first: table.statements[first].criterion.id,
              second: table.statements[second].criterion.id, example: example.request))
        } catch {
          isUndecided[roots[second]] = true
        }
      }
    }
    return findings
  }

  private func idleFacts(_ isExplained: [Bool]) -> [TableAnalysis.Finding] {
    // If no fact is known, the facts that are needed are those on which some answer depends.
    let decider = Decider(table, rungs: [.threeValued, .residual, .satisfiability])
    var decision = decider.decision()
    guard (try? decider.decide(decider.facts(), into: &decision)) != nil else { return [] }
    let deciding = Set(decision.needs.indices.map { decision.needs[$0] })
    // Facts that explained criteria read are not reported, because they follow from those findings.
    var read: Set<String> = Set(table.scope.tests.map(\.fact))
    var readByExplained: Set<String> = []
    for index in entries.indices {
      let criterion = entries[index].criterion
      var tests = (criterion.requirements + criterion.exceptions).flatMap(\.tests)
      switch criterion.rule {
      case .test(let test): tests.append(test)
      case .reference(let reference): tests += reference.condition.tests
      case .group: break
      }
      for test in tests {
        if isExplained[index] { readByExplained.insert(test.fact) } else { read.insert(test.fact) }
      }
    }
    return table.facts.indices.filter {
      !deciding.contains($0) && read.contains(table.facts[$0].id)
        && !readByExplained.contains(table.facts[$0].id)
    }.map { .idleFact(table.facts[$0].id) }
  }
}
