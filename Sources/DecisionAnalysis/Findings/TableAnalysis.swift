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
    var analyzer = Analyzer(table, usesDiagram: usesDiagram)
    findings = analyzer.findings()
  }
}

/// The criteria of a table in document order, each compiled separately.
private struct Analyzer {
  private struct Entry {
    let criterion: Criterion
    let statement: Int
    let parent: Int?
    var members: [Int] = []
    /// The index after the last descendant.
    var end = 0
    /// The functions of the requirements and the negated exceptions.
    var conjuncts: [CompleteRequests.Function] = []
    var function = CompleteRequests.Function.never
    /// When the request is in scope and meets all requirements and exceptions of the ancestors.
    var context = CompleteRequests.Function.never
  }

  private let table: DecisionTable
  private let requests: CompleteRequests
  private let base: TableFunctions
  private var entries: [Entry] = []
  private var roots: [Int] = []

  init(_ table: DecisionTable, usesDiagram: Bool) {
    self.table = table
    requests = CompleteRequests(facts: table.facts, tables: [table], usesDiagram: usesDiagram)
    base = requests.functions(of: table)
    for (index, statement) in table.statements.enumerated() {
      roots.append(add(statement.criterion, statement: index, parent: nil, context: base.scope))
    }
  }

  private mutating func add(
    _ criterion: Criterion, statement: Int, parent: Int?, context: CompleteRequests.Function
  ) -> Int {
    let index = entries.count
    entries.append(Entry(criterion: criterion, statement: statement, parent: parent))
    let conjuncts = requests.conjuncts(of: criterion)
    entries[index].conjuncts = conjuncts
    entries[index].context = context
    guard case .group(let connective, let criteria) = criterion.rule else {
      entries[index].function = requests.criterion(criterion)
      entries[index].end = entries.count
      return index
    }
    let inner = requests.all([context] + conjuncts)
    var members: [Int] = []
    for member in criteria {
      members.append(add(member, statement: statement, parent: index, context: inner))
    }
    entries[index].members = members
    entries[index].end = entries.count
    let rule = requests.join(members.map { entries[$0].function }, connective)
    entries[index].function = requests.all(conjuncts + [rule])
    return index
  }

  mutating func findings() -> [TableAnalysis.Finding] {
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

  // MARK: Criteria without effect

  /// A condition that is necessary for the answer to depend on a criterion.
  private struct Hinge {
    let function: CompleteRequests.Function
    /// The criteria that the condition involves, with their descendants.
    var criteria: [Int] = []
  }

  /// Conditions that all hold exactly in the requests whose answer would change without a criterion:
  /// the criterion affects its group, and at each level up to the statement that effect is passed on.
  ///
  /// - Parameter removed: another criterion, neither an ancestor nor a descendant, to be removed too.
  private func hinges(of index: Int, without removed: Int? = nil) -> [Hinge] {
    let own = entries[index].function
    var hinges = [
      Hinge(function: base.scope),
      Hinge(function: neutral(index) == .always ? requests.not(own) : own),
    ]
    var below = index
    while let parent = entries[below].parent,
      case .group(let connective, _) = entries[parent].criterion.rule
    {
      hinges += entries[parent].conjuncts.map { Hinge(function: $0) }
      let others = entries[parent].members.filter { $0 != below }
      switch connective {
      case .allOf:
        for other in others { require(other, toBeMet: true, without: removed, &hinges) }
      case .anyOf, .noneOf:
        for other in others { require(other, toBeMet: false, without: removed, &hinges) }
      case .atLeast(let least):
        let functions = others.map { function(of: $0, without: removed) }
        hinges += [
          Hinge(function: requests.join(functions, .atLeast(least - 1)), criteria: others),
          Hinge(
            function: requests.not(requests.join(functions, .atLeast(least))),
            criteria: others),
        ]
      }
      below = parent
    }
    let statement = entries[index].statement
    for root in roots[..<statement] { require(root, toBeMet: false, without: removed, &hinges) }
    // A later statement may give the same answer when this one does not hold.
    let later = table.statements.indices[(statement + 1)...]
    var before: [CompleteRequests.Function] = []
    var alike: [CompleteRequests.Function] = []
    for other in later {
      let holds = function(of: roots[other], without: removed)
      if table.statements[other].outcome == table.statements[statement].outcome {
        alike.append(requests.all(before + [holds]))
      }
      before.append(requests.not(holds))
    }
    hinges.append(
      Hinge(
        function: requests.not(requests.any(alike)), criteria: later.map { roots[$0] }))
    return hinges
  }

  /// Adds the condition that a criterion is met or not met, split into its parts, so that a conflict
  /// names only the parts that cause it.
  private func require(
    _ index: Int, toBeMet isMet: Bool, without removed: Int?, _ hinges: inout [Hinge]
  ) {
    // A removed criterion does not impose a condition.
    guard index != removed else { return }
    let entry = entries[index]
    if case .group(let connective, _) = entry.criterion.rule {
      switch (connective, isMet) {
      case (.allOf, true), (.noneOf, true):
        hinges += entry.conjuncts.map { Hinge(function: $0) }
        for member in entry.members {
          require(member, toBeMet: connective == .allOf, without: removed, &hinges)
        }
        return
      case (.anyOf, false) where entry.conjuncts.isEmpty:
        for member in entry.members {
          require(member, toBeMet: false, without: removed, &hinges)
        }
        return
      default: break
      }
    }
    let function = function(of: index, without: removed)
    hinges.append(
      Hinge(function: isMet ? function : requests.not(function), criteria: [index]))
  }

  private func function(of index: Int, without removed: Int?) -> CompleteRequests.Function {
    let entry = entries[index]
    guard let removed, index..<entry.end ~= removed else { return entry.function }
    guard index != removed, case .group(let connective, _) = entry.criterion.rule else {
      return neutral(removed)
    }
    let members = entry.members.map { function(of: $0, without: removed) }
    return requests.all(entry.conjuncts + [requests.join(members, connective)])
  }

  /// The value of a member that has the same effect on its group as removing the member.
  private func neutral(_ index: Int) -> CompleteRequests.Function {
    guard let parent = entries[index].parent,
      case .group(.allOf, _) = entries[parent].criterion.rule
    else { return .never }
    return .always
  }

  private func hasNoEffect(_ index: Int) throws(Undecided) -> Bool {
    try requests.conflict(among: hinges(of: index).map(\.function)) != nil
  }

  /// The first criterion whose removal would make an answer depend on the criterion at `index`.
  ///
  /// - Parameter suspects: the criteria involved in its conflicting hinges. Only removing one of these,
  ///   a descendant or an ancestor of one can resolve the conflict.
  private func mask(of index: Int, among suspects: [Int]) throws(Undecided) -> Int? {
    var candidates = Set(suspects.flatMap { $0..<entries[$0].end })
    for suspect in suspects {
      var above = entries[suspect].parent
      while let current = above, !(current..<entries[current].end ~= index) {
        candidates.insert(current)
        above = entries[current].parent
      }
    }
    for other in candidates.sorted() where entries[other].parent != nil {
      let hinges = hinges(of: index, without: other)
      if try requests.conflict(among: hinges.map(\.function)) == nil { return other }
    }
    return nil
  }

  private func exampleWithoutEffect(of index: Int) throws(Undecided) -> ExampleRequest? {
    let entry = entries[index]
    let active =
      neutral(index) == .always ? requests.not(entry.function) : entry.function
    var example = try requests.smallestExample(
      of: requests.all([entry.context, active, base.met]))
    if example == nil {
      example = try requests.smallestExample(of: requests.all([entry.context, active]))
    }
    return example?.request
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
