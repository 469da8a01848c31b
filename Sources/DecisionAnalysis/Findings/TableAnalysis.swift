package import DecisionTable

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
    /// Analysing this criterion, or these criteria together, takes more search than its budget. For
    /// the criteria that follow, nothing is known either where the whole budget is spent.
    case undecided(criteria: [String])
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
    /// The place after the last criterion under it.
    var end = 0
    /// Requirements and exceptions.
    var conjuncts: [CompleteRequests.Function] = []
    var function = CompleteRequests.Function.never
    /// In scope, and everything holds that the criteria above it demand.
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
    for (place, statement) in table.statements.enumerated() {
      roots.append(add(statement.criterion, statement: place, parent: nil, context: base.scope))
    }
  }

  private mutating func add(
    _ criterion: Criterion, statement: Int, parent: Int?, context: CompleteRequests.Function
  ) -> Int {
    let place = entries.count
    entries.append(Entry(criterion: criterion, statement: statement, parent: parent))
    let conjuncts = requests.conjuncts(of: criterion)
    entries[place].conjuncts = conjuncts
    entries[place].context = context
    guard case .group(let connective, let criteria) = criterion.rule else {
      entries[place].function = requests.criterion(criterion)
      entries[place].end = entries.count
      return place
    }
    let inner = requests.all([context] + conjuncts)
    var members: [Int] = []
    for member in criteria {
      members.append(add(member, statement: statement, parent: place, context: inner))
    }
    entries[place].members = members
    entries[place].end = entries.count
    let rule = requests.join(members.map { entries[$0].function }, connective)
    entries[place].function = requests.all(conjuncts + [rule])
    return place
  }

  mutating func findings() -> [TableAnalysis.Finding] {
    var findings: [TableAnalysis.Finding] = []
    /// Criteria of which something is said, with all under them: the rest would follow.
    var isExplained = [Bool](repeating: false, count: entries.count)
    var isUndecided = [Bool](repeating: false, count: entries.count)
    for place in entries.indices {
      if let parent = entries[place].parent, isExplained[parent] {
        isExplained[place] = true
        continue
      }
      do throws(Undecided) {
        guard let finding = try constancy(of: place) else { continue }
        findings.append(finding)
        isExplained[place] = true
        if case .alwaysMet = finding { explainMembers(beside: place, &isExplained) }
      } catch {
        isUndecided[place] = true
      }
    }
    for place in entries.indices where !isExplained[place] {
      guard let parent = entries[place].parent else { continue }
      if isExplained[parent] {
        isExplained[place] = true
        continue
      }
      do throws(Undecided) {
        guard let finding = try insignificance(of: place) else { continue }
        findings.append(finding)
        isExplained[place] = true
      } catch {
        isUndecided[place] = true
      }
    }
    findings += overlaps(&isUndecided)
    findings += idleFacts(isExplained)
    let undecided = entries.indices.filter { isUndecided[$0] }.map { entries[$0].criterion.id }
    return undecided.isEmpty ? findings : findings + [.undecided(criteria: undecided)]
  }

  /// That no answer depends on a criterion, if so.
  private func insignificance(of place: Int) throws(Undecided) -> TableAnalysis.Finding? {
    let hinges = hinges(of: place)
    guard let conflict = try requests.conflict(among: hinges.map(\.function)) else { return nil }
    let mask = try mask(of: place, among: conflict.flatMap { hinges[$0].criteria })
    // Of two criteria that can replace each other, only the later one is reported.
    if let mask, mask > place, try decidesNothing(mask) { return nil }
    return try example(inWhichNothingHangsOn: place).map {
      .neverMatters(
        criterion: entries[place].criterion.id, besides: mask.map { entries[$0].criterion.id },
        example: $0)
    }
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

  private func constancy(of place: Int) throws(Undecided) -> TableAnalysis.Finding? {
    let entry = entries[place]
    let id = entry.criterion.id
    if try requests.conflict(among: [entry.context, entry.function]) != nil {
      // Where nothing is possible above it, that is what is wrong.
      return try requests.isPossible(entry.context) ? .neverMet(criterion: id) : nil
    }
    // A statement for everything in scope is how a policy says "otherwise".
    guard entry.parent != nil,
      try requests.conflict(among: [entry.context, requests.not(entry.function)]) != nil,
      let example = try requests.smallestExample(
        of: requests.all([entry.context, entry.function]))
    else { return nil }
    return .alwaysMet(criterion: id, example: example.request)
  }

  // MARK: What decides nothing

  /// Something that has to hold for the answer to hang on a criterion.
  private struct Hinge {
    let function: CompleteRequests.Function
    /// Those that it is made of, with all under them.
    var criteria: [Int] = []
  }

  /// What holds together exactly in the requests that are answered otherwise without a criterion:
  /// it does something to its group, and at each step up to the answer one more member tips it.
  ///
  /// - Parameter removed: a criterion, neither above nor under it, that is taken out as well.
  private func hinges(of place: Int, without removed: Int? = nil) -> [Hinge] {
    let own = entries[place].function
    var hinges = [
      Hinge(function: base.scope),
      Hinge(function: neutral(place) == .always ? requests.not(own) : own),
    ]
    var below = place
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
    let statement = entries[place].statement
    for root in roots[..<statement] { require(root, toBeMet: false, without: removed, &hinges) }
    // A later statement may give the same answer where this one does not hold.
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

  /// Adds that a criterion is met or is not, in as many parts as it has, so that few of them say
  /// what stands in the way.
  private func require(
    _ place: Int, toBeMet isMet: Bool, without removed: Int?, _ hinges: inout [Hinge]
  ) {
    // One that is taken out hinders nothing.
    guard place != removed else { return }
    let entry = entries[place]
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
    let function = function(of: place, without: removed)
    hinges.append(
      Hinge(function: isMet ? function : requests.not(function), criteria: [place]))
  }

  private func function(of place: Int, without removed: Int?) -> CompleteRequests.Function {
    let entry = entries[place]
    guard let removed, place..<entry.end ~= removed else { return entry.function }
    guard place != removed, case .group(let connective, _) = entry.criterion.rule else {
      return neutral(removed)
    }
    let members = entry.members.map { function(of: $0, without: removed) }
    return requests.all(entry.conjuncts + [requests.join(members, connective)])
  }

  /// What a member is to be for its group to be as if it were not there.
  private func neutral(_ place: Int) -> CompleteRequests.Function {
    guard let parent = entries[place].parent,
      case .group(.allOf, _) = entries[parent].criterion.rule
    else { return .never }
    return .always
  }

  private func decidesNothing(_ place: Int) throws(Undecided) -> Bool {
    try requests.conflict(among: hinges(of: place).map(\.function)) != nil
  }

  /// The first criterion without which something would hang on another.
  ///
  /// - Parameter suspects: what its hinges that exclude one another are made of; without anything
  ///   but those, what is under them and what they are under, they still do.
  private func mask(of place: Int, among suspects: [Int]) throws(Undecided) -> Int? {
    var candidates = Set(suspects.flatMap { $0..<entries[$0].end })
    for suspect in suspects {
      var above = entries[suspect].parent
      while let current = above, !(current..<entries[current].end ~= place) {
        candidates.insert(current)
        above = entries[current].parent
      }
    }
    for other in candidates.sorted() where entries[other].parent != nil {
      let hinges = hinges(of: place, without: other)
      if try requests.conflict(among: hinges.map(\.function)) == nil { return other }
    }
    return nil
  }

  private func example(inWhichNothingHangsOn place: Int) throws(Undecided) -> ExampleRequest? {
    let entry = entries[place]
    let active =
      neutral(place) == .always ? requests.not(entry.function) : entry.function
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
    // With nothing known, what is needed is all that decides anything.
    let decider = Decider(table, rungs: [.threeValued, .residual, .satisfiability])
    var decision = decider.decision()
    guard (try? decider.decide(decider.facts(), into: &decision)) != nil else { return [] }
    let deciding = Set(decision.needs.indices.map { decision.needs[$0] })
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
