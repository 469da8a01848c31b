/// What can be said of a table by itself, for all requests at once: parts that cannot matter, and
/// statements that contradict each other.
///
/// Exact: by diagram where it fits, by a solver otherwise.
package struct TableAnalysis {
  package enum Finding: Hashable, Sendable {
    /// No request meets the criterion: in scope, and with what stands above it.
    case neverMet(criterion: String)
    /// Every request meets it that is in scope and meets what stands above it.
    case alwaysMet(criterion: String, example: ExampleRequest)
    /// Without the criterion no answer would change. In the example it decides nothing, though it
    /// is met, or not met under `all_of`.
    case neverMatters(criterion: String, besides: String?, example: ExampleRequest)
    /// Both statements hold, and only their order says which decides.
    case overlap(first: String, second: String, example: ExampleRequest)
    /// A fact that tests read, and on which no answer depends.
    case idleFact(String)
  }

  package let findings: [Finding]

  /// So many criteria, and so many facts, are looked at one by one; the work grows with their
  /// square. Larger tables are only looked at as a whole.
  package static let mostCriteria = 1_000
  package static let mostFacts = 500
  /// After so many criteria that decide nothing no more are looked for: whoever has mended those
  /// looks again.
  package static let mostMasked = 20

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
    completions = Completions(facts: table.facts, tables: [table], usesDiagram: usesDiagram)
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
    if entries.count <= TableAnalysis.mostCriteria {
      for place in entries.indices {
        if let parent = entries[place].parent, isExplained[parent] {
          isExplained[place] = true
        } else if let finding = constancy(of: place) {
          findings.append(finding)
          isExplained[place] = true
          if case .alwaysMet = finding { explainMembers(beside: place, &isExplained) }
        }
      }
      var masked = 0
      for place in entries.indices
      where !isExplained[place] && masked < TableAnalysis.mostMasked {
        if let parent = entries[place].parent, isExplained[parent] {
          isExplained[place] = true
          continue
        }
        guard entries[place].parent != nil, decidesNothing([place]) else { continue }
        let mask = entries.indices.first { other in
          !isAbove(other, place) && !isAbove(place, other) && entries[other].parent != nil
            && !decidesNothing([place, other], beside: [other])
        }
        // Of two that stand in for each other one is enough, and the later one is named.
        if let mask, mask > place, decidesNothing([mask]) { continue }
        guard let example = example(inWhichNothingHangsOn: place) else { continue }
        findings.append(
          .neverMatters(
            criterion: entries[place].criterion.id,
            besides: mask.map { entries[$0].criterion.id }, example: example))
        isExplained[place] = true
        masked += 1
      }
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

  private func isAbove(_ one: Int, _ other: Int) -> Bool {
    var place: Int? = other
    while let current = place {
      if current == one { return true }
      place = entries[current].parent
    }
    return false
  }

  // MARK: Never and always

  private func constancy(of place: Int) -> TableAnalysis.Finding? {
    let entry = entries[place]
    let id = entry.criterion.id
    let holds = completions.all([entry.context, entry.function])
    if !completions.isPossible(holds) {
      // Where nothing is possible above it, that is what is wrong.
      return completions.isPossible(entry.context) ? .neverMet(criterion: id) : nil
    }
    // A statement for everything in scope is how a policy says "otherwise".
    guard entry.parent != nil else { return nil }
    let fails = completions.all([entry.context, completions.not(entry.function)])
    guard !completions.isPossible(fails),
      let example = completions.smallestExample(of: holds)
    else { return nil }
    return .alwaysMet(criterion: id, example: example.request)
  }

  // MARK: What decides nothing

  /// The functions of the table when these criteria are taken out of their groups.
  private func functions(without removed: [Int]) -> TableFunctions {
    var changed: [Int: Completions.Function] = [:]
    for place in removed { changed[place] = neutral(place) }
    var affected = Set(removed.compactMap { entries[$0].parent })
    var statements = roots.map { entries[$0].function }
    while let place = affected.max() {
      affected.remove(place)
      guard changed[place] == nil else { continue }
      let entry = entries[place]
      guard case .group(let connective, _) = entry.criterion.rule else { continue }
      let rule = completions.join(
        entry.members.map { changed[$0] ?? entries[$0].function }, connective)
      let function = completions.all(entry.conjuncts + [rule])
      changed[place] = function
      if let parent = entry.parent {
        affected.insert(parent)
      } else {
        statements[entry.statement] = function
      }
    }
    return completions.functions(
      scope: base.scope, outcomes: table.statements.map(\.outcome), statements: statements)
  }

  /// What a member is to be for its group to be as if it were not there.
  private func neutral(_ place: Int) -> Completions.Function {
    guard let parent = entries[place].parent,
      case .group(.allOf, _) = entries[parent].criterion.rule
    else { return .never }
    return .always
  }

  private func decidesNothing(_ places: [Int], beside others: [Int] = []) -> Bool {
    let reference = others.isEmpty ? base : functions(without: others)
    return !completions.isPossible(completions.differ(reference, functions(without: places)))
  }

  private func example(inWhichNothingHangsOn place: Int) -> ExampleRequest? {
    let entry = entries[place]
    let active =
      neutral(place) == .always ? completions.not(entry.function) : entry.function
    let example =
      completions.smallestExample(of: completions.all([entry.context, active, base.met]))
      ?? completions.smallestExample(of: completions.all([entry.context, active]))
    return example?.request
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
            second: table.statements[second].criterion.id, example: example.request))
      }
    }
    return findings
  }

  private func idleFacts(_ isExplained: [Bool]) -> [TableAnalysis.Finding] {
    guard table.facts.count <= TableAnalysis.mostFacts else { return [] }
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
