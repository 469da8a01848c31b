internal import CCaDiCaL

/// Answers questions about all completions by a satisfiability solver (CaDiCaL). It needs little
/// memory whatever the table, and gives up when its budget is spent.
///
/// The solver contains the circuit as clauses (Tseitin 1968) over one literal for each cell. To find
/// the facts that are needed it contains the circuit twice, for two completions that are equal except
/// in one fact. Known facts are assumptions, so what the solver learns serves the next question.
package final class SatisfiabilitySolver {
  private let solver: OpaquePointer
  private let conflicts: ConflictCount
  private let budget: SearchBudget
  private var circuit: Circuit
  private let space: FactSpace
  private let answers: [CompleteAnswer]
  private var lastLiteral: Int32 = 0
  private let truth: Int32
  private var first: Completion
  private var second: Completion?

  /// One completion of the facts.
  private struct Completion {
    /// By variable, the literal of its first cell; those of the others follow.
    var cells: [Int32] = []
    /// By place of a node.
    var nodes: [Int32?] = []
    /// By statement, that it is the first to hold.
    var statements: [Int32] = []
    var outOfScope: Int32 = 0
    var silent: Int32 = 0
    /// By fact, that it is the same in both completions.
    var isEqual: [Int: Int32] = [:]
    /// That both answer differently.
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
    first = Completion()
    truth = 1
    lastLiteral = 1
    clause([truth])
    first = completion()
  }

  deinit { ccadical_release(solver) }

  /// Takes a circuit that grew; what was asked and learned of it stays.
  package func extend(to grown: Circuit) {
    guard grown.nodes.count > circuit.nodes.count else { return }
    circuit = grown
    let new = grown.nodes.count - first.nodes.count
    first.nodes += repeatElement(nil, count: new)
    second?.nodes += repeatElement(nil, count: new)
  }

  /// What all completions of the facts say; nil where they differ.
  ///
  /// - Parameters:
  ///   - statements: gets those that are the first to hold in some completion, ascending.
  ///   - needs: gets the facts on which the answer hangs, where completions differ, ascending.
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

  /// Cells of a completion in which a function is true, or nil where there is none.
  package func witness(_ ref: Circuit.Ref, _ cells: Circuit.Cells) throws(Undecided) -> [Int32]? {
    try witness(ofAll: [ref], cells).cells
  }

  /// Cells of a completion in which functions are true together; where there is none, the places of
  /// some that exclude one another.
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
    space.variables.indices.compactMap { variable in
      cells[variable] >= 0
        ? completion.cells[variable] + cells[variable] : nil
    }
  }

  private func isSatisfiable(_ assumptions: [Int32]) throws(Undecided) -> Bool {
    let left = budget.total - conflicts.count
    guard left > 0 else { throw Undecided() }
    for literal in assumptions { ccadical_assume(solver, literal) }
    // The limit applies to the next question only.
    ccadical_limit(solver, "conflicts", Int32(min(left, budget.perQuestion)))
    switch ccadical_solve(solver) {
    case 10: return true
    case 20: return false
    default: throw Undecided()
    }
  }

  // MARK: Clauses

  private func newLiteral() -> Int32 {
    lastLiteral += 1
    return lastLiteral
  }

  private func clause(_ literals: [Int32]) {
    for literal in literals { ccadical_add(solver, literal) }
    ccadical_add(solver, 0)
  }

  /// A completion has exactly one cell a variable, and exactly one end.
  private func completion() -> Completion {
    var completion = Completion()
    completion.nodes = Array(repeating: nil, count: circuit.nodes.count)
    for variable in space.variables {
      let start = lastLiteral + 1
      lastLiteral += Int32(variable.cellCount)
      completion.cells.append(start)
      exactlyOne(start..<start + Int32(variable.cellCount))
    }
    let scope = literal(circuit.scope, &completion)
    completion.outOfScope = -scope
    // Scope holds, and none so far does.
    var none = scope
    for statement in circuit.statements {
      let holds = literal(statement, &completion)
      completion.statements.append(and([none, holds]))
      none = and([none, -holds])
    }
    completion.silent = none
    return completion
  }

  /// The second completion, tied to the first.
  private func pair() -> Completion {
    var other = completion()
    for fact in Set(space.variables.map(\.fact)).sorted() {
      let equal = newLiteral()
      for variable in space.variables.indices where space.variables[variable].fact == fact {
        for cell in 0..<Int32(space.variables[variable].cellCount) {
          clause([-equal, -(first.cells[variable] + cell), other.cells[variable] + cell])
        }
      }
      other.isEqual[fact] = equal
    }
    // One answers so, and the other does not.
    var differences: [Int32] = []
    func literals(_ completion: Completion) -> [CompleteAnswer: Int32] {
      var ends: [CompleteAnswer: [Int32]] = [
        .outOfScope: [completion.outOfScope], .silent: [completion.silent],
      ]
      for (place, literal) in completion.statements.enumerated() {
        ends[answers[place], default: []].append(literal)
      }
      return ends.mapValues(or)
    }
    let (one, two) = (literals(first), literals(other))
    for (answer, literal) in one { differences.append(and([literal, -(two[answer] ?? -truth)])) }
    other.differs = or(differences)
    second = other
    return other
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
    case .yes: return truth
    case .atom:
      let variable = Int(node.number)
      return or(
        (0..<space.variables[variable].cellCount).filter { circuit.accepts(node, $0) }
          .map { completion.cells[variable] + Int32($0) })
    case .any, .indexed: return or(literals(of: node, &completion))
    case .all: return and(literals(of: node, &completion))
    case .atLeast:
      let least = Int(node.number)
      // `reached[n]`: at least n of the members so far.
      var reached = [Int32](repeating: -truth, count: least + 1)
      reached[0] = truth
      for member in literals(of: node, &completion) {
        for count in stride(from: least, through: 1, by: -1) {
          reached[count] = or([reached[count], and([member, reached[count - 1]])])
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

  private func and(_ literals: [Int32]) -> Int32 { -or(literals.map { -$0 }) }

  private func or(_ given: [Int32]) -> Int32 {
    if given.contains(truth) { return truth }
    let literals = given.filter { $0 != -truth }
    if literals.isEmpty { return -truth }
    if literals.count == 1 { return literals[0] }
    let result = newLiteral()
    for literal in literals { clause([result, -literal]) }
    clause([-result] + literals)
    return result
  }

  /// At most one by a chain of prefixes (Sinz 2005), for variables of thousands of cells.
  private func exactlyOne(_ literals: Range<Int32>) {
    clause(Array(literals))
    guard literals.count > 1 else { return }
    var before: Int32?
    for literal in literals {
      if let before { clause([-before, -literal]) }
      let reached = newLiteral()
      clause([-literal, reached])
      if let before { clause([-before, reached]) }
      before = reached
    }
  }
}

/// Counts the conflicts of a solver, by the clauses that it learns from them.
private final class ConflictCount {
  private(set) var count = 0

  /// Call it once for a solver, and keep the result for as long as the solver.
  init(of solver: OpaquePointer) {
    ccadical_set_learn(solver, Unmanaged.passUnretained(self).toOpaque(), .max) { state, _ in
      guard let state else { return }
      Unmanaged<ConflictCount>.fromOpaque(state).takeUnretainedValue().count += 1
    }
  }
}
