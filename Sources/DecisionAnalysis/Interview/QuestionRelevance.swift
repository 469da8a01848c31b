internal import DecisionTable
internal import Values

/// Determines when a question no longer matters.
///
/// In a reduced ordered diagram whose variables are in the order of the questions, the answers so far
/// lead to a subdiagram, and the decision depends on a later fact exactly if a node of that
/// subdiagram asks it (Bryant 1986). If an answer leaves several subdiagrams possible, a question
/// matters if it matters in one of them.
///
/// The situations are the prime implicants of "does not matter", over literals that state in which of
/// its signs a variable is. They are found recursively as in Coudert and Madre (DAC 1992): the
/// implicants with a literal are those common to the subdiagrams under each of its signs. The prime
/// implicants are exact even if some earlier questions are not answered.
struct QuestionRelevance {
  /// A conjunction of literals: for each variable, a bit set of the signs in which it may be.
  private typealias Cube = [Int32: UInt64]

  private let table: DecisionTable
  private let space: FactSpace
  private let variables: [ObservedVariable]
  private var diagram = Diagram()
  private var root = Diagram.silent
  /// For each node, the questions that its subdiagram asks.
  private var asked: [Set<Int>] = []
  private var isTooLarge = false
  private var isBounded = false
  private var known: [[Diagram.Ref]: [Cube]] = [:]
  private var target = 0
  private var work = 0

  /// The most situations that are listed for one question.
  static let mostSituations = 24
  /// The most sets of nodes that are split for one question.
  private static let mostWork = 2_000
  /// The most nodes of a diagram that is analysed.
  private static let mostNodes = 20_000
  /// The most groups of signs of which every combination is tried; beyond that, only single groups.
  private static let mostGroups = (unordered: 6, line: 12)

  init(_ table: DecisionTable, asking order: [Int]) {
    self.table = table
    let questions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let factIndices = Dictionary(
      table.facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func question(_ test: UnaryTest) -> Int {
      factIndices[test.fact].flatMap { questions[$0] } ?? 0
    }
    let tests = table.tests.enumerated().sorted { one, other in
      (question(one.element), one.offset) < (question(other.element), other.offset)
    }.map(\.element)
    space = FactSpace(facts: table.facts, tests: tests)
    variables = space.variables.map {
      ObservedVariable($0, question: questions[$0.fact] ?? 0, in: table)
    }
    var builder = DiagramBuilder(CircuitBuilder(table, space).circuit, space, .table)
    guard let decision = try? builder.decision() else {
      isTooLarge = true
      return
    }
    reduce(builder.diagram, decision)
    isTooLarge = diagram.count > QuestionRelevance.mostNodes
    guard !isTooLarge else { return }
    for node in 0..<diagram.count {
      var questions: Set<Int> = [variables[Int(diagram.variables[node])].question]
      for child in diagram.children(of: node) where child >= 0 {
        questions.formUnion(asked[Int(child)])
      }
      asked.append(questions)
    }
  }

  func terms(of fact: Int) -> [Term] {
    guard case .set(_, let terms) = table.facts[fact].type else { return [] }
    let read = space.members(of: fact)
    return terms.filter { read[$0.id] != nil }
  }

  func codes(of fact: Int) -> [Code] {
    guard let variable = space.variable(of: fact),
      case .values(let cells) = space.variables[variable].domain
    else { return [] }
    return cells.values.joined().compactMap(\.code).sorted()
  }

  var excesses: [Interview.Excess] {
    var excesses: [Interview.Excess] = []
    for variable in space.variables {
      switch table.facts[variable.fact].type {
      case .duration: excesses.append(.duration(fact: variable.fact))
      case .code:
        let codes = codes(of: variable.fact)
        if table.periods.contains(where: { codes.contains($0.code) }) {
          excesses.append(.period(fact: variable.fact))
        }
      default: break
      }
    }
    return excesses + (isBounded || isTooLarge ? [.bound] : [])
  }

  // MARK: The diagram

  /// Gives statements with equal outcomes one terminal, because they give the same answer.
  private mutating func reduce(_ source: Diagram, _ start: Diagram.Ref) {
    var firstOf: [Outcome: Diagram.Ref] = [:]
    for (index, statement) in table.statements.enumerated()
    where firstOf[statement.outcome] == nil {
      firstOf[statement.outcome] = Diagram.statement(index)
    }
    var reduced = ReducedDiagram()
    var made: [Diagram.Ref: Diagram.Ref] = [:]
    func visit(_ ref: Diagram.Ref) -> Diagram.Ref {
      guard ref >= 0 else {
        return Diagram.statement(of: ref).flatMap { firstOf[table.statements[$0].outcome] } ?? ref
      }
      if let node = made[ref] { return node }
      let children = source.children(of: Int(ref)).map(visit)
      let node = reduced.node(source.variables[Int(ref)], children[...])
      made[ref] = node
      return node
    }
    root = visit(start)
    diagram = reduced.diagram
  }

  // MARK: Situations

  mutating func idleSituations(of question: Int) -> [Interview.Situation] {
    guard !isTooLarge else { return [] }
    target = question
    known.removeAll(keepingCapacity: true)
    work = 0
    let cubes = idle([root])
    return cubes.map { cube in
      Interview.Situation(
        premises: cube.sorted { $0.key < $1.key }.map { variable, signs in
          let observed = variables[Int(variable)]
          let seen = observed.signs.indices.filter { signs >> UInt64($0) & 1 == 1 }
          return Interview.Premise(
            question: observed.question, reading: observed.reading(of: seen))
        })
    }
  }

  /// The prime situations in which none of these subdiagrams asks the target question.
  private mutating func idle(_ given: [Diagram.Ref]) -> [Cube] {
    let refs = Set(given.filter { $0 >= 0 && asked[Int($0)].contains(target) }).sorted()
    guard let variable = refs.map({ diagram.variables[Int($0)] }).min() else { return [[:]] }
    let observed = variables[Int(variable)]
    if observed.question >= target { return [] }
    if let cubes = known[refs] { return cubes }
    work += 1
    guard work <= QuestionRelevance.mostWork else {
      isBounded = true
      return []
    }
    let cubes = idle(refs, splitting: variable, observed)
    known[refs] = cubes
    return cubes
  }

  private mutating func idle(
    _ refs: [Diagram.Ref], splitting variable: Int32, _ observed: ObservedVariable
  ) -> [Cube] {
    let (diagram, asked, target) = (diagram, asked, target)
    func left(_ cells: some Sequence<Int>) -> [Diagram.Ref] {
      var left: Set<Diagram.Ref> = []
      for ref in refs {
        guard diagram.variables[Int(ref)] == variable else {
          left.insert(ref)
          continue
        }
        let children = diagram.children(of: Int(ref))
        for cell in cells { left.insert(children[children.startIndex + cell]) }
      }
      return left.filter { $0 >= 0 && asked[Int($0)].contains(target) }.sorted()
    }
    let all = Set(observed.signs.flatMap(\.cells))
    guard !observed.isHidden, observed.signs.count <= 64 else {
      if !observed.isHidden { isBounded = true }
      return idle(left(all))
    }
    let groups = SignGroups(observed, leaving: { left($0.cells) })
    var results: [Cube] = []
    var found: [(groups: UInt64, cubes: [Cube])] = []
    for selection in groups.selections(
      atMost: observed.isLine
        ? QuestionRelevance.mostGroups.line : QuestionRelevance.mostGroups.unordered)
    {
      let under = idle(left(groups.cells(of: selection, in: observed)))
      // Skip situations that already follow from a larger set of signs.
      let larger = found.filter { $0.groups & selection == selection }
      let own = under.filter { cube in
        !larger.contains { $0.cubes.contains { QuestionRelevance.implies(cube, $0) } }
      }
      found.append((selection, under))
      results.append(
        contentsOf: own.map { cube in
          guard selection != groups.everything else { return cube }
          return cube.merging([variable: groups.signs(of: selection)]) { $1 }
        })
    }
    return limited(results)
  }

  /// The situations with the fewest premises, up to the most that are listed.
  private mutating func limited(_ cubes: [Cube]) -> [Cube] {
    guard cubes.count > QuestionRelevance.mostSituations else { return cubes }
    isBounded = true
    return Array(
      cubes.enumerated().sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }
        .prefix(QuestionRelevance.mostSituations).map(\.element))
  }

  private static func implies(_ one: Cube, _ other: Cube) -> Bool {
    other.allSatisfy { variable, signs in (one[variable].map { $0 & ~signs == 0 }) ?? false }
  }
}
