internal import CCaDiCaL

/// Answers questions about all completions with a satisfiability solver (CaDiCaL). It needs
/// little memory even for large tables, and throws `Undecided` when its budget is spent.
///
/// The circuit is encoded as clauses (Tseitin 1968) with one literal per cell. To find the facts that
/// are needed, the circuit is encoded twice, for two completions that differ in one fact only. What is
/// known is passed as assumptions, so clauses learned for one question help with the next.
package final class SatisfiabilitySolver {
  private let solver: OpaquePointer
  private let conflicts: ConflictCount
  private let budget: SearchBudget
  private var circuit: Circuit
  private let space: FactSpace
  private let answers: [CompleteAnswer]
  private var clauses: Clauses
  private var first: Completion
  private var second: Completion?

  /// The literals of one completion of the facts.
  private struct Completion {
    /// For each variable, the literal of its first cell; the literals of its other cells follow.
    var cells: [Int32] = []
    /// For each node of the circuit, its literal once it is encoded.
    var nodes: [Int32?] = []
    /// For each statement, that it is the first to hold.
    var statements: [Int32] = []
    var outOfScope: Int32 = 0
    var silent: Int32 = 0
    /// For each fact, that it is equal in both completions.
    var isEqual: [Int: Int32] = [:]
    /// That the two completions have different answers.
    var differs: Int32 = 0
  }

  /// - Parameter answers: the answer that each statement gives.
  package init(
    _ circuit: Circuit, _ space: FactSpace, answers: [CompleteAnswer], within budget: SearchBudget
  ) {
    guard let solver = ccadical_init() else { fatalError("no memory for a solver") }
    self.solver = solver
    self.budget = budget
    conflicts = ConflictCount(of: solver)
    self.circuit = circuit
    self.space = space
    self.answers = answers
    ccadical_set_option(solver, "quiet", 1)
    clauses = Clauses(solver)
    first = Completion()
    first = completion()
  }

  deinit { ccadical_release(solver) }

  /// Replaces the circuit with one that extends it; encoded and learned clauses remain valid.
  package func extend(to grown: Circuit) {
    guard grown.nodes.count > circuit.nodes.count else { return }
    circuit = grown
    let new = grown.nodes.count - first.nodes.count
    first.nodes += repeatElement(nil, count: new)
    second?.nodes += repeatElement(nil, count: new)
  }

  /// The answer that all completions of the facts share, or nil if they differ. Asks the solver one
  /// question per possible answer and, if completions differ, one per unknown fact.
  ///
  /// - Parameters:
  ///   - statements: receives the statements that are the first to hold in some completion, ascending.
  ///   - needs: receives the facts on which the answer depends, if completions differ, ascending.
  func answer(_ cells: Circuit.Cells, statements: inout IndexList, needs: inout IndexList)
    throws(Undecided) -> CompleteAnswer?
  {
    var possible: Set<CompleteAnswer> = []
    let assumed = assumptions(first, cells)
    if try isSatisfiable(assumed + [first.outOfScope]) { possible.insert(.outOfScope) }
    if try isSatisfiable(assumed + [first.silent]) { possible.insert(.silent) }
    for (statement, literal) in first.statements.enumerated() {
      guard try isSatisfiable(assumed + [literal]) else { continue }
      possible.insert(answers[statement])
      statements.append(statement)
    }
    if possible.count == 1 { return possible.first }
    let open = Set(
      space.variables.indices.filter { cells[$0] < 0 }.map { space.variables[$0].fact }
    ).sorted()
    let other = second ?? pair()
    let fixed = assumptions(first, cells) + assumptions(other, cells) + [other.differs]
    let equal = open.compactMap { other.isEqual[$0] }
    for (index, fact) in open.enumerated() {
      let isNeeded = try isSatisfiable(fixed + equal[..<index] + equal[(index + 1)...])
      if isNeeded { needs.append(fact) }
    }
    return nil
  }

  /// Whether a function is true in every completion.
  func isCertain(_ ref: Circuit.Ref, _ cells: Circuit.Cells) throws(Undecided) -> Bool {
    let literal = literal(ref, &first)
    return try !isSatisfiable(assumptions(first, cells) + [-literal])
  }

  /// The cells of a completion in which a function is true, or nil if there is none.
  package func witness(_ ref: Circuit.Ref, _ cells: Circuit.Cells) throws(Undecided) -> [Int32]? {
    try witness(ofAll: [ref], cells).cells
  }

  /// The cells of a completion in which all the functions are true; if there is none, the indices of
  /// functions that cannot be true together.
  package func witness(ofAll refs: [Circuit.Ref], _ cells: Circuit.Cells) throws(Undecided) -> (
    cells: [Int32]?, conflict: [Int]
  ) {
    let literals = refs.map { literal($0, &first) }
    guard try isSatisfiable(assumptions(first, cells) + literals) else {
      return (nil, literals.indices.filter { ccadical_failed(solver, literals[$0]) != 0 })
    }
    let witness = space.variables.indices.map { variable in
      Int32(
        (0..<space.variables[variable].cellCount).first { cell in
          ccadical_val(solver, first.cells[variable] + Int32(cell)) > 0
        } ?? 0)
    }
    return (witness, [])
  }

  private func assumptions(
    _ completion: Completion, _ cells: Circuit.Cells
  ) -> [Int32] {
    space.variables.indices.flatMap { variable -> [Int32] in
      let start = completion.cells[variable]
      if cells[variable] >= 0 { return [start + cells[variable]] }
      let count = space.variables[variable].cellCount
      guard let possible = cells.possible(variable, of: count) else { return [] }
      return Set(0..<count).subtracting(possible).sorted().map { -(start + Int32($0)) }
    }
  }

  private func isSatisfiable(_ assumptions: [Int32]) throws(Undecided) -> Bool {
    let remaining = budget.total - conflicts.count
    guard remaining > 0 else { throw Undecided() }
    for literal in assumptions { ccadical_assume(solver, literal) }
    // The limit applies to the next question only.
    ccadical_limit(solver, "conflicts", Int32(min(remaining, budget.perQuestion)))
    switch ccadical_solve(solver) {
    case 10: return true
    case 20: return false
    default: throw Undecided()
    }
  }

  // MARK: Encoding

  /// Encodes a completion: exactly one cell per variable, and exactly one ending.
  private func completion() -> Completion {
    var completion = Completion()
    completion.nodes = Array(repeating: nil, count: circuit.nodes.count)
    for variable in space.variables {
      let literals = clauses.newLiterals(variable.cellCount)
      completion.cells.append(literals.lowerBound)
      clauses.addExactlyOne(literals)
    }
    let scope = literal(circuit.scope, &completion)
    completion.outOfScope = -scope
    // The scope holds, and no statement so far does.
    var none = scope
    for statement in circuit.statements {
      let holds = literal(statement, &completion)
      completion.statements.append(clauses.and([none, holds]))
      none = clauses.and([none, -holds])
    }
    completion.silent = none
    return completion
  }

  /// Encodes the second completion and relates it to the first.
  private func pair() -> Completion {
    var other = completion()
    for fact in Set(space.variables.map(\.fact)).sorted() {
      let equal = clauses.newLiteral()
      for variable in space.variables.indices where space.variables[variable].fact == fact {
        for cell in 0..<Int32(space.variables[variable].cellCount) {
          clauses.add([-equal, -(first.cells[variable] + cell), other.cells[variable] + cell])
        }
      }
      other.isEqual[fact] = equal
    }
    // Answers differ if the first completion has an answer that the second does not. In a fixed order, so
    // that the search takes the same steps in every run.
    let differences = CompleteAnswer.all.map { answer in
      clauses.and([ending(of: first, with: answer), -ending(of: other, with: answer)])
    }
    other.differs = clauses.or(differences)
    second = other
    return other
  }

  /// That a completion has an answer.
  private func ending(of completion: Completion, with answer: CompleteAnswer) -> Int32 {
    switch answer {
    case .outOfScope: completion.outOfScope
    case .silent: completion.silent
    case .outcome:
      clauses.or(
        zip(answers, completion.statements).filter { $0.0 == answer }.map { $0.1 })
    }
  }

  private func literal(_ ref: Circuit.Ref, _ completion: inout Completion) -> Int32 {
    let positive: Int32
    if let known = completion.nodes[ref.index] {
      positive = known
    } else {
      positive = literal(of: circuit.nodes[ref.index], &completion)
      completion.nodes[ref.index] = positive
    }
    return ref.isNegated ? -positive : positive
  }

  private func literal(of node: Circuit.Node, _ completion: inout Completion) -> Int32 {
    switch node.kind {
    case .yes: return clauses.truth
    case .atom:
      let variable = Int(node.number)
      return clauses.or(
        (0..<space.variables[variable].cellCount).filter { circuit.accepts(node, $0) }
          .map { completion.cells[variable] + Int32($0) })
    case .any, .indexed: return clauses.or(literals(of: node, &completion))
    case .all: return clauses.and(literals(of: node, &completion))
    case .atLeast:
      let least = Int(node.number)
      // `reached[n]` is true if at least n of the members so far are.
      var reached = [Int32](repeating: -clauses.truth, count: least + 1)
      reached[0] = clauses.truth
      for member in literals(of: node, &completion) {
        for count in stride(from: least, through: 1, by: -1) {
          reached[count] = clauses.or([reached[count], clauses.and([member, reached[count - 1]])])
        }
      }
      return reached[least]
    }
  }

  private func literals(of node: Circuit.Node, _ completion: inout Completion) -> [Int32] {
    var literals: [Int32] = []
    for member in circuit.members(of: node) { literals.append(literal(member, &completion)) }
    return literals
  }
}

/// Counts the conflicts of a solver by the clauses that it learns from them.
private final class ConflictCount {
  private(set) var count = 0

  /// Registers with a solver, once; the counter must outlive the solver.
  init(of solver: OpaquePointer) {
    ccadical_set_learn(solver, Unmanaged.passUnretained(self).toOpaque(), .max) { state, _ in
      guard let state else { return }
      Unmanaged<ConflictCount>.fromOpaque(state).takeUnretainedValue().count += 1
    }
  }
}
