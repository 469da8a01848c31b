extension Decider {
  /// A method of settling a decision, the fastest first. Each is exact; the next is tried where the
  /// one before it does not settle the request.
  package enum Rung: Int, Sendable, CaseIterable, Comparable {
    /// Known facts lead through the diagram to one answer.
    case walk
    /// Three-valued evaluation settles it, or leaves parts that share no variable, for which
    /// three-valued evaluation is exact.
    case threeValued
    /// The diagram, restricted to what is known and reduced again.
    case restriction
    /// A diagram of the decision under the known facts.
    case residual
    /// A satisfiability solver, within a budget.
    case satisfiability

    package static func < (one: Rung, other: Rung) -> Bool { one.rawValue < other.rawValue }
  }

  /// The methods that a decider uses, as bits that are tested for each request.
  struct Rungs: Sendable {
    private let bits: UInt8

    init(_ rungs: Set<Rung>) { bits = rungs.reduce(0) { $0 | 1 << UInt8($1.rawValue) } }

    func contains(_ rung: Rung) -> Bool { bits >> UInt8(rung.rawValue) & 1 == 1 }
  }

  /// Decides a request of whose variables this is known.
  package func decide(_ cells: Circuit.Cells, into decision: inout Decision) throws(Undecided) {
    decision.clear()
    var start = Diagram.Ref(0)
    if let walk {
      switch walk.end(cells) {
      case .terminal(Diagram.silent): return try answer(.silent, cells, &decision)
      case .terminal(Diagram.outOfScope): return try answer(.outOfScope, cells, &decision)
      case .terminal(let terminal):
        if let statement = Diagram.statement(of: terminal) {
          decision.statements.append(statement)
          return try answer(answers[statement], cells, &decision)
        }
      case .node(let node): start = node
      }
    } else if let diagram {
      start = diagram.root
    }
    if rungs.contains(.threeValued) {
      decision.rung = .threeValued
      if try decideByThreeValues(cells, &decision) { return }
    }
    decision.statements.removeAll()
    if let only = try exactAnswer(cells, from: start, &decision) {
      try answer(only, cells, &decision)
    } else {
      decision.result = .needsInformation
      decision.outcome = nil
    }
  }

  // MARK: Three values

  /// - Returns: false where three values do not settle the request.
  private func decideByThreeValues(_ cells: Circuit.Cells, _ decision: inout Decision)
    throws(Undecided) -> Bool
  {
    if !decision.guards.isEmpty { decision.guards.removeAll(keepingCapacity: true) }
    /// The statement that certainly holds where no guard does: -1 out of scope, -2 none.
    var last = -2
    switch circuit.evaluate(circuit.scope, cells, &decision.scratch) {
    case .no: last = -1
    case .unknown: decision.guards.append((-1, decision.scratch.open.count))
    case .yes: break
    }
    if last != -1 {
      for index in circuit.statements.indices {
        let truth = circuit.evaluate(circuit.statements[index], cells, &decision.scratch)
        if truth == .yes {
          last = index
          break
        }
        if truth == .unknown { decision.guards.append((index, decision.scratch.open.count)) }
      }
    }
    if decision.guards.isEmpty {
      if last >= 0 { decision.statements.append(last) }
      try answer(answer(of: last), cells, &decision)
      return true
    }
    // Three values are exact where no variable occurs twice in what is unknown: each guard can then
    // hold or fail whatever the others do, and each of its variables can tip it.
    guard decision.opensEachVariableOnce() else { return false }
    // Guards at the end that give the same answer as what follows them do not matter.
    var kept = decision.guards.count
    while kept > 0, answer(of: decision.guards[kept - 1].statement) == answer(of: last) {
      kept -= 1
    }
    if kept == 0 {
      for entry in decision.guards where entry.statement >= 0 {
        decision.statements.append(entry.statement)
      }
      if last >= 0 { decision.statements.append(last) }
      try answer(answer(of: last), cells, &decision)
      return true
    }
    decision.result = .needsInformation
    decision.outcome = nil
    for index in 0..<decision.guards[kept - 1].open {
      decision.isNeeded[space.variables[decision.scratch.open[index]].fact] = true
    }
    decision.listNeeds()
    return true
  }

  private func answer(of statement: Int) -> CompleteAnswer {
    statement == -1 ? .outOfScope : statement == -2 ? .silent : answers[statement]
  }

  // MARK: Diagrams and the solver

  /// The answer of all completions, with the statements that decide it; nil where completions
  /// differ, with the facts that are needed.
  private func exactAnswer(
    _ cells: Circuit.Cells, from start: Diagram.Ref, _ decision: inout Decision
  ) throws(Undecided) -> CompleteAnswer? {
    if let diagram, rungs.contains(.restriction) {
      decision.rung = .restriction
      return restricted(diagram.diagram, from: start, cells, &decision)
    }
    if rungs.contains(.residual) {
      decision.rung = .residual
      var builder = DiagramBuilder(circuit, space, .residual, known: cells)
      if let root = try? builder.decision() {
        return restricted(builder.diagram, from: root, nil, &decision)
      }
    }
    decision.rung = .satisfiability
    return try solver(&decision).answer(
      cells, statements: &decision.statements, needs: &decision.neededFacts)
  }

  private func restricted(
    _ diagram: Diagram, from start: Diagram.Ref, _ cells: Circuit.Cells?,
    _ decision: inout Decision
  ) -> CompleteAnswer? {
    decision.open.removeAll()
    let answer = decision.restriction.answer(
      diagram, from: start, cells, answers: answers, statements: &decision.statements,
      open: &decision.open)
    if answer == nil {
      for index in 0..<decision.open.count {
        decision.isNeeded[space.variables[decision.open[index]].fact] = true
      }
      decision.listNeeds()
    }
    return answer
  }

  /// The solver for this request. It starts afresh with each request, so that whether a request is
  /// decided within the budget does not depend on the requests before it.
  func solver(_ decision: inout Decision) -> SatisfiabilitySolver {
    if let solver = decision.solver { return solver }
    let solver = SatisfiabilitySolver(circuit, space, answers: answers, within: .request)
    decision.solver = solver
    return solver
  }

  // MARK: The answer

  private func answer(
    _ answer: CompleteAnswer, _ cells: Circuit.Cells, _ decision: inout Decision
  ) throws(Undecided) {
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
      if decision.statements.count == 1 { decision.statement = decision.statements[0] }
      if outcome.favors {
        for index in 0..<decision.statements.count {
          try collectCriteria(of: decision.statements[index], cells, &decision)
        }
      }
    }
  }
}
