/// What can be said of a table by itself, for all requests at once: parts that cannot matter, and
/// statements that contradict each other.
///
/// Exact: by diagram where it fits, by a solver otherwise.
package struct TableAnalysis {
  package enum Finding: Hashable, Sendable {
    /// No request meets the criterion: in scope, and with what stands above it.
    case neverMet(criterion: String)
    /// Every request meets it that is in scope and meets what stands above it.
    case alwaysMet(criterion: String, example: [String: FactValue])
    /// Without the criterion no answer would change. In the example it decides nothing, though it
    /// is met, or not met under `all_of`.
    case neverMatters(criterion: String, besides: String?, example: [String: FactValue])
    /// Both statements hold, and only their order says which decides.
    case overlap(first: String, second: String, example: [String: FactValue])
    /// A fact that tests read, and on which no answer depends.
    case idleFact(String)
  }

  package let findings: [Finding]

  package init(_ table: DecisionTable, usesDiagram: Bool = true) {
    var analyzer = Analyzer(table, usesDiagram: usesDiagram)
    findings = analyzer.findings()
  }
}

/// The criteria of a table with their places, compiled each by itself.
private struct Analyzer {
  private struct Entry {
    let criterion: Criterion
    let statement: Int
    let parent: Int?
    var members: [Int] = []
    /// Requirements and exceptions.
    var conjuncts: [Completions.Function] = []
    var function = Completions.Function.never
    /// In scope, and everything holds that the criteria above it demand.
    var context = Completions.Function.never
  }

  private let table: DecisionTable
  private let completions: Completions
  private let base: TableFunctions
  private var entries: [Entry] = []
  private var roots: [Int] = []

  init(_ table: DecisionTable, usesDiagram: Bool) {
    self.table = table
    completions = Completions(facts: table.facts, tests: table.tests, usesDiagram: usesDiagram)
    base = completions.functions(of: table)
    for (place, statement) in table.statements.enumerated() {
      roots.append(add(statement.criterion, statement: place, parent: nil, context: base.scope))
    }
  }

  private mutating func add(
    _ criterion: Criterion, statement: Int, parent: Int?, context: Completions.Function
  ) -> Int {
    let place = entries.count
    entries.append(Entry(criterion: criterion, statement: statement, parent: parent))
    let conjuncts = completions.conjuncts(of: criterion)
    entries[place].conjuncts = conjuncts
    entries[place].context = context
    guard case .group(let connective, let criteria) = criterion.rule else {
      entries[place].function = completions.criterion(criterion)
      return place
    }
    let inner = completions.all([context] + conjuncts)
    var members: [Int] = []
    for member in criteria {
      members.append(add(member, statement: statement, parent: place, context: inner))
    }
    entries[place].members = members
    let rule = completions.join(members.map { entries[$0].function }, connective)
    entries[place].function = completions.all(conjuncts + [rule])
    return place
  }

  mutating func findings() -> [TableAnalysis.Finding] {
    var findings: [TableAnalysis.Finding] = []
    /// Criteria of which something is said, with all under them: the rest would follow.
    var isExplained = [Bool](repeating: false, count: entries.count)
    for place in entries.indices {
      if let parent = entries[place].parent, isExplained[parent] {
        isExplained[place] = true
      } else if let finding = constancy(of: place) {
        findings.append(finding)
        isExplained[place] = true
        if case .alwaysMet = finding { explainMembers(beside: place, &isExplained) }
      }
    }
    for place in entries.indices where !isExplained[place] {
      guard let parent = entries[place].parent else { continue }
      if isExplained[parent] {
        isExplained[place] = true
        continue
      }
      let hinges = hinges(of: place)
      guard let conflict = completions.conflict(among: hinges.map(\.function)) else { continue }
      let mask = mask(of: place, among: conflict.flatMap { hinges[$0].within })
      // Of two that stand in for each other one is enough, and the later one is named.
      if let mask, mask > place, decidesNothing(mask) { continue }
      guard let example = example(inWhichNothingHangsOn: place) else { continue }
      findings.append(
        .neverMatters(
          criterion: entries[place].criterion.id,
          besides: mask.map { entries[$0].criterion.id }, example: example))
      isExplained[place] = true
    }
    findings += overlaps
    findings += idleFacts(isExplained)
    return findings
  }

  /// Beside a member that is always met, those of an `any_of` or a `none_of` cannot matter.
  private func explainMembers(beside place: Int, _ isExplained: inout [Bool]) {
    guard let parent = entries[place].parent,
      case .group(let connective, _) = entries[parent].criterion.rule
    else { return }
    guard connective == .anyOf || connective == .noneOf else { return }
    for member in entries[parent].members { isExplained[member] = true }
  }

  // MARK: Never and always

  private func constancy(of place: Int) -> TableAnalysis.Finding? {
    let entry = entries[place]
    let id = entry.criterion.id
    if completions.conflict(among: [entry.context, entry.function]) != nil {
      // Where nothing is possible above it, that is what is wrong.
      return completions.isPossible(entry.context) ? .neverMet(criterion: id) : nil
    }
    // A statement for everything in scope is how a policy says "otherwise".
    guard entry.parent != nil,
      completions.conflict(among: [entry.context, completions.not(entry.function)]) != nil,
      let example = completions.smallestExample(
        of: completions.all([entry.context, entry.function]))
    else { return nil }
    return .alwaysMet(criterion: id, example: example.facts)
  }

  // MARK: What decides nothing

  /// Something that has to hold for the answer to hang on a criterion.
  private struct Hinge {
    let function: Completions.Function
    /// Criteria that it is made of, with all under them.
    var within: [Int] = []
  }

  /// What holds together exactly in the requests that are answered otherwise without a criterion:
  /// it does something to its group, and at each step up to the answer one more member tips it.
  ///
  /// - Parameter removed: a criterion, neither above nor under it, that is taken out as well.
  private func hinges(of place: Int, without removed: Int? = nil) -> [Hinge] {
    let changed = removed.map(functions(without:)) ?? [:]
    func function(_ entry: Int) -> Completions.Function {
      changed[entry] ?? entries[entry].function
    }
    let own = function(place)
    var hinges = [Hinge(function: neutral(place) == .always ? completions.not(own) : own)]
    var below = place
    while let parent = entries[below].parent,
      case .group(let connective, _) = entries[parent].criterion.rule
    {
      hinges += entries[parent].conjuncts.map { Hinge(function: $0) }
      let others = entries[parent].members.filter { $0 != below }
      switch connective {
      case .allOf: hinges += others.map { Hinge(function: function($0), within: [$0]) }
      case .anyOf, .noneOf:
        hinges += others.map { Hinge(function: completions.not(function($0)), within: [$0]) }
      case .atLeast(let least):
        let functions = others.map(function)
        hinges += [
          Hinge(function: completions.join(functions, .atLeast(least - 1)), within: others),
          Hinge(
            function: completions.not(completions.join(functions, .atLeast(least))),
            within: others),
        ]
      }
      below = parent
    }
    let statement = entries[place].statement
    hinges.append(Hinge(function: base.scope))
    hinges += roots[..<statement].map {
      Hinge(function: completions.not(function($0)), within: [$0])
    }
    // A later statement may give the same answer where this one does not hold.
    let later = roots[(statement + 1)...]
    var before: [Completions.Function] = []
    var alike: [Completions.Function] = []
    for (number, root) in later.enumerated() {
      if table.statements[statement + 1 + number].outcome == table.statements[statement].outcome {
        alike.append(completions.all(before + [function(root)]))
      }
      before.append(completions.not(function(root)))
    }
    hinges.append(
      Hinge(function: completions.not(completions.any(alike)), within: Array(later)))
    return hinges
  }

  /// The functions of a criterion that is taken out of its group, and of those above it.
  private func functions(without removed: Int) -> [Int: Completions.Function] {
    var changed = [removed: neutral(removed)]
    var place = removed
    while let parent = entries[place].parent,
      case .group(let connective, _) = entries[parent].criterion.rule
    {
      let rule = completions.join(
        entries[parent].members.map { changed[$0] ?? entries[$0].function }, connective)
      changed[parent] = completions.all(entries[parent].conjuncts + [rule])
      place = parent
    }
    return changed
  }

  /// What a member is to be for its group to be as if it were not there.
  private func neutral(_ place: Int) -> Completions.Function {
    guard let parent = entries[place].parent,
      case .group(.allOf, _) = entries[parent].criterion.rule
    else { return .never }
    return .always
  }

  private func decidesNothing(_ place: Int) -> Bool {
    completions.conflict(among: hinges(of: place).map(\.function)) != nil
  }

  /// The first criterion without which something would hang on another.
  ///
  /// - Parameter suspects: what its hinges that exclude one another are made of; without anything
  ///   else they still do.
  private func mask(of place: Int, among suspects: [Int]) -> Int? {
    Set(suspects.flatMap(withDescendants)).sorted().first { other in
      entries[other].parent != nil
        && completions.conflict(among: hinges(of: place, without: other).map(\.function)) == nil
    }
  }

  private func withDescendants(of place: Int) -> [Int] {
    [place] + entries[place].members.flatMap(withDescendants)
  }

  private func example(inWhichNothingHangsOn place: Int) -> [String: FactValue]? {
    let entry = entries[place]
    let active =
      neutral(place) == .always ? completions.not(entry.function) : entry.function
    let example =
      completions.smallestExample(of: completions.all([entry.context, active, base.met]))
      ?? completions.smallestExample(of: completions.all([entry.context, active]))
    return example?.facts
  }

  // MARK: Statements and facts

  private var overlaps: [TableAnalysis.Finding] {
    var findings: [TableAnalysis.Finding] = []
    for second in table.statements.indices {
      for first in 0..<second
      where table.statements[first].outcome != table.statements[second].outcome {
        let both = completions.all([
          base.scope, base.statements[first], base.statements[second],
        ])
        guard let example = completions.smallestExample(of: both) else { continue }
        findings.append(
          .overlap(
            first: table.statements[first].criterion.id,
            second: table.statements[second].criterion.id, example: example.facts))
      }
    }
    return findings
  }

  private func idleFacts(_ isExplained: [Bool]) -> [TableAnalysis.Finding] {
    // With nothing known, what is needed is all that decides anything.
    let decider = Decider(table, rungs: [.threeValued, .residual, .satisfiability])
    var decision = decider.decision()
    decider.decide(decider.facts(), into: &decision)
    let deciding = Set(decision.needs.array)
    // A fact that only such criteria read is idle because they are.
    var read: Set<String> = Set(table.scope.tests.map(\.fact))
    var readInVain: Set<String> = []
    for place in entries.indices {
      let criterion = entries[place].criterion
      var tests = (criterion.requirements + criterion.exceptions).flatMap(\.tests)
      switch criterion.rule {
      case .test(let test): tests.append(test)
      case .reference(let reference): tests += reference.condition.tests
      case .group: break
      }
      for test in tests {
        if isExplained[place] { readInVain.insert(test.fact) } else { read.insert(test.fact) }
      }
    }
    return table.facts.indices.filter {
      !deciding.contains($0) && read.contains(table.facts[$0].id)
        && !readInVain.contains(table.facts[$0].id)
    }.map { .idleFact(table.facts[$0].id) }
  }
}
