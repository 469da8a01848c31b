public import Values

/// Decides requests by a table: made once, used by any number of threads.
///
/// A decision is right for all completions of the facts that are unknown. Each rung of the ladder
/// is exact; the next is taken where the last did not settle it.
public final class Decider: Sendable {
  /// A way to settle a decision.
  package enum Rung: Int, Sendable, CaseIterable, Comparable {
    /// Known facts lead through the diagram to one answer.
    case walk
    /// Three values settle it, or leave parts that share no variable, where they are exact.
    case threeValued
    /// The diagram, restricted to what is known and reduced again.
    case restriction
    /// A diagram of what is left.
    case residual
    /// A satisfiability solver.
    case satisfiability

    package static func < (one: Rung, other: Rung) -> Bool { one.rawValue < other.rawValue }
  }

  public let table: DecisionTable
  /// Every criterion, in document order.
  public let criteria: [Criterion]

  package let space: FactSpace
  let circuit: Circuit
  /// Nil where the decision does not fit its bound.
  let diagram: DecisionDiagram?
  private let walk: DiagramWalk?
  let answers: [CompleteAnswer]
  /// The facts by their names, and by place how each is read.
  package let names: NameTable
  private let layouts: FrozenArray<FactLayout>
  /// What is read of every request lies in it.
  private let arena: Arena
  private let rungs: Set<Rung>
  private let leaves: [StatementLeaves]

  public convenience init(_ table: DecisionTable) {
    self.init(table, rungs: Set(Rung.allCases))
  }

  /// - Parameter rungs: those to be taken; the last of them has to settle everything.
  package init(_ table: DecisionTable, rungs: Set<Rung>) {
    self.table = table
    self.rungs = rungs
    criteria = table.statements.flatMap(\.criterion.withDescendants)
    // In the order of first use, which keeps the diagram of a policy small.
    let space = FactSpace(facts: table.facts, tests: table.tests)
    let circuit = CircuitBuilder(table, space).circuit
    self.space = space
    self.circuit = circuit
    diagram =
      rungs.contains(.walk) || rungs.contains(.restriction)
      ? try? DecisionDiagram(circuit, space, within: .table) : nil
    walk = rungs.contains(.walk) ? diagram.map(DiagramWalk.init) : nil
    answers = table.statements.map { .outcome($0.outcome) }
    let arena = Arena()
    self.arena = arena
    layouts = FrozenArray(
      table.facts.indices.map { FactLayout($0, in: table, space, arena) }, in: arena)
    names = NameTable(table.facts.map(\.id), in: arena)
    leaves = circuit.leaves.map { StatementLeaves($0, circuit, arena) }
  }

  /// How a fact is read; as long as the decider is there.
  package func layout(of fact: Int) -> UnsafePointer<FactLayout> { layouts.base + fact }

  /// Whether the decision fits a diagram as a whole.
  package var hasDiagram: Bool { diagram != nil }

  /// Room for the facts of a request, none of them known.
  ///
  /// - Parameter readsCodes: codes count as terms where the table's bindings allow it, and a list
  ///   is only what is present.
  public func facts(readingCodes readsCodes: Bool = false) -> Facts {
    Facts(
      table.facts, variables: space.variables.count,
      terms: table.facts.indices.map { layout(of: $0).pointee.set?.pointee.variables.count ?? 0 }
        .max() ?? 0,
      readsCodes: readsCodes)
  }

  /// Room for decisions of this decider.
  public func decision() -> Decision {
    Decision(variables: space.variables.count, facts: table.facts.count)
  }

  /// Facts that are given by their ids; what is not given is unknown.
  ///
  /// - Parameter date: the date of service.
  /// - Throws: `FactError` for what the table does not declare.
  package func facts(_ values: [String: FactValue], on date: CalendarDate?) throws(FactError)
    -> Facts
  {
    var facts = facts()
    facts.clear(date: date)
    for (id, value) in values.sorted(by: { $0.key < $1.key }) {
      try facts.set(id, to: value, in: self)
    }
    return facts
  }

  /// Decides on facts that are given by their ids; what is not given is unknown.
  ///
  /// - Parameter date: the date of service.
  /// - Throws: `FactError` for what the table does not declare.
  public func decide(_ values: [String: FactValue], on date: CalendarDate? = nil)
    throws(FactError) -> Verdict
  {
    let facts = try facts(values, on: date)
    var decision = decision()
    decide(facts, into: &decision)
    return verdict(decision)
  }

  /// The decision in the words of the table.
  public func verdict(_ decision: borrowing Decision) -> Verdict {
    Verdict(
      result: decision.result, outcome: decision.outcome,
      criteria: decision.criteria.array.map { criteria[$0].label },
      needs: decision.needs.array.map { table.facts[$0].id })
  }

  /// Decides; the facts and the room were made by this decider.
  @inlinable
  public func decide(_ facts: borrowing Facts, into decision: inout Decision) {
    decide(UnsafeBufferPointer(facts.cells), into: &decision)
  }

  /// The same of the cells of variables.
  @usableFromInline
  package func decide(_ cells: UnsafeBufferPointer<Int32>, into decision: inout Decision) {
    decision.clear()
    var start = Diagram.Ref(0)
    if let walk {
      switch walk.end(cells) {
      case .terminal(Diagram.silent): return answer(.silent, cells, &decision)
      case .terminal(Diagram.outOfScope): return answer(.outOfScope, cells, &decision)
      case .terminal(let terminal):
        if let statement = Diagram.statement(of: terminal) {
          decision.statements.append(statement)
          return answer(answers[statement], cells, &decision)
        }
      case .node(let node): start = node
      }
    } else if let diagram {
      start = diagram.root
    }
    if rungs.contains(.threeValued) {
      decision.rung = .threeValued
      if decideByThreeValues(cells, &decision) { return }
    }
    decision.statements.removeAll()
    if let only = exactAnswer(cells, from: start, &decision) {
      answer(only, cells, &decision)
    } else {
      decision.result = .needsInformation
      decision.outcome = nil
    }
  }

  // MARK: Rungs

  /// - Returns: false where three values do not settle it.
  private func decideByThreeValues(_ cells: Circuit.Cells, _ decision: inout Decision) -> Bool {
    decision.guards.removeAll(keepingCapacity: true)
    /// The statement that surely holds where no guard does: -1 out of scope, -2 none.
    var last = -2
    switch circuit.evaluate(circuit.scope, cells, &decision.room) {
    case .no: last = -1
    case .unknown: decision.guards.append((-1, decision.room.open.count))
    case .yes: break
    }
    if last != -1 {
      for place in circuit.statements.indices {
        let state = circuit.evaluate(circuit.statements[place], cells, &decision.room)
        if state == .yes {
          last = place
          break
        }
        if state == .unknown { decision.guards.append((place, decision.room.open.count)) }
      }
    }
    if decision.guards.isEmpty {
      if last >= 0 { decision.statements.append(last) }
      answer(answer(of: last), cells, &decision)
      return true
    }
    // What is left is exact where no variable stands in it twice: then each guard can hold or not,
    // whatever the others do, and each of its variables can tip it.
    guard decision.opensEachVariableOnce() else { return false }
    // Guards at the end that lead where the rest leads anyway do not matter.
    var kept = decision.guards.count
    while kept > 0, answer(of: decision.guards[kept - 1].statement) == answer(of: last) {
      kept -= 1
    }
    if kept == 0 {
      for entry in decision.guards where entry.statement >= 0 {
        decision.statements.append(entry.statement)
      }
      if last >= 0 { decision.statements.append(last) }
      answer(answer(of: last), cells, &decision)
      return true
    }
    decision.result = .needsInformation
    decision.outcome = nil
    for place in 0..<decision.guards[kept - 1].open {
      decision.isNeeded[space.variables[Int(decision.room.open[place])].fact] = true
    }
    decision.listNeeds()
    return true
  }

  private func answer(of statement: Int) -> CompleteAnswer {
    statement == -1 ? .outOfScope : statement == -2 ? .silent : answers[statement]
  }

  /// What all completions say, with the statements that decide and the facts that are needed.
  private func exactAnswer(
    _ cells: Circuit.Cells, from start: Diagram.Ref, _ decision: inout Decision
  ) -> CompleteAnswer? {
    if let diagram, rungs.contains(.restriction) {
      decision.rung = .restriction
      return restricted(diagram.diagram, from: start, cells, &decision)
    }
    if rungs.contains(.residual) {
      decision.rung = .residual
      var builder = DiagramBuilder(circuit, space, .residual, known: Array(cells))
      if let root = try? builder.decision() {
        return restricted(builder.diagram, from: root, cells, &decision)
      }
    }
    decision.rung = .satisfiability
    return solver(&decision).answer(
      cells, statements: &decision.statements, needs: &decision.needs)
  }

  private func restricted(
    _ diagram: Diagram, from start: Diagram.Ref, _ cells: Circuit.Cells,
    _ decision: inout Decision
  ) -> CompleteAnswer? {
    decision.open.removeAll()
    let answer = decision.restriction.answer(
      diagram, from: start, cells, answers: answers, statements: &decision.statements,
      open: &decision.open)
    if answer == nil {
      for index in decision.open.indices {
        decision.isNeeded[space.variables[decision.open[index]].fact] = true
      }
      decision.listNeeds()
    }
    return answer
  }

  private func solver(_ decision: inout Decision) -> SatisfiabilitySolver {
    if let solver = decision.satisfiability { return solver }
    let solver = SatisfiabilitySolver(circuit, space, answers: answers)
    decision.satisfiability = solver
    return solver
  }

  // MARK: The answer

  private func answer(
    _ answer: CompleteAnswer, _ cells: Circuit.Cells, _ decision: inout Decision
  ) {
    switch answer {
    case .outOfScope:
      decision.result = .outOfScope
      decision.outcome = nil
    case .silent:
      decision.result = .notMet
      decision.outcome = nil
    case .outcome(let outcome):
      decision.outcome = outcome
      decision.result = outcome.favors ? .met : .notMet
      if outcome.favors {
        for place in decision.statements.indices {
          collectCriteria(of: decision.statements[place], cells, &decision)
        }
      }
    }
  }

  /// The leaves of a statement that are true in every completion.
  private func collectCriteria(
    of statement: Int, _ cells: Circuit.Cells, _ decision: inout Decision
  ) {
    let leaves = leaves[statement]
    let start = decision.criteria.count
    let loose = leaves.loose
    for place in 0..<loose.count {
      let leaf = loose[place]
      // Most leaves are one test of one variable.
      let isMet =
        leaf.variable >= 0
        ? cells[Int(leaf.variable)] >= 0
          && leaf.cells >> UInt64(cells[Int(leaf.variable)]) & 1 == 1
        : isCertain(leaf.function, cells, &decision)
      if isMet { decision.criteria.append(Int(leaf.criterion)) }
    }
    for part in leaves.indexed {
      circuit.forEachTrueRule(of: part.index, cells, &decision.room) { rule in
        decision.criteria.append(contentsOf: part.criteriaOfRule[rule])
      }
    }
    if !leaves.indexed.isEmpty { decision.criteria.sort(from: start) }
  }

  /// Whether a function is true in every completion.
  func isCertain(_ ref: Circuit.Ref, _ cells: Circuit.Cells, _ decision: inout Decision) -> Bool {
    switch circuit.state(ref, cells, &decision.room) {
    case .yes: return true
    case .no: return false
    case .unknown: break
    }
    if rungs.contains(.threeValued), decision.opensEachVariableOnce() { return false }
    if rungs.contains(.residual) || rungs.contains(.restriction) {
      var builder = DiagramBuilder(circuit, space, .residual, known: Array(cells))
      if let function = try? builder.function(ref) { return function == Diagram.yes }
    }
    return solver(&decision).isCertain(ref, cells)
  }
}

/// The leaves of a statement, by how they are asked.
private final class StatementLeaves: Sendable {
  struct Leaf: BitwiseCopyable, Sendable {
    let criterion: Int32
    let function: Circuit.Ref
    /// Of a leaf that is one test of one variable of few cells: those, and the cells as bits.
    let variable: Int32
    let cells: UInt64
  }

  let loose: FrozenArray<Leaf>
  let indexed: [(index: Int, criteriaOfRule: [[Int]])]

  init(_ leaves: [Circuit.Leaf], _ circuit: Circuit, _ arena: Arena) {
    let leavesOfRef = Dictionary(grouping: leaves, by: \.function)
    var covered: Set<Circuit.Ref> = []
    var indexed: [(index: Int, criteriaOfRule: [[Int]])] = []
    for (place, index) in circuit.indexes.enumerated() {
      let rules = (0..<index.rules.count).map { index.rules[$0] }
      let criteria = rules.map { rule in
        covered.contains(rule) ? [] : leavesOfRef[rule]?.map(\.criterion) ?? []
      }
      guard criteria.contains(where: { !$0.isEmpty }) else { continue }
      covered.formUnion(rules)
      indexed.append((place, criteria))
    }
    self.indexed = indexed
    loose = FrozenArray(
      leaves.filter { !covered.contains($0.function) }.map { leaf in
        let node = circuit.nodes[leaf.function.place]
        let isSimple = node.kind == .atom && node.count == 1 && !leaf.function.isNegated
        return Leaf(
          criterion: Int32(leaf.criterion), function: leaf.function,
          variable: isSimple ? node.number : -1,
          cells: isSimple ? circuit.cellBits[Int(node.start)] : 0)
      }, in: arena)
  }
}
