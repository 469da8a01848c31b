package import DecisionTable
internal import Values

/// Functions over the facts of some tables, and exact answers about all complete requests.
///
/// Questions are answered with one diagram while it stays within its bound, and with a satisfiability
/// solver after that. Both give the same answers, but only the diagram can count.
package final class CompleteRequests {
  /// A function of the facts that is true or false for each complete request.
  package struct Function: Hashable, Sendable {
    let ref: Circuit.Ref

    package static let always = Function(ref: .yes)
    package static let never = Function(ref: .no)
  }

  /// A complete request and the cells of its facts.
  package struct Example: Sendable {
    let cells: [Int32]
    package let request: ExampleRequest
  }

  package let facts: [Fact]
  let space: FactSpace
  var circuit: CircuitBuilder
  /// The variables in the order in which their facts and terms are declared.
  private let declaredOrder: [Int]
  let validity: CodeValidity
  /// The variables that contain a code with a period.
  private let limited: [LimitedVariable]
  /// For each stretch of dates, whether a request can state its codes on those dates.
  private(set) var isStated: [Function] = []
  /// Whether a request can state its codes on some date.
  private var isDated = Function.always
  /// Nil once the diagram has exceeded its bound.
  private var diagram: DiagramBuilder?
  private var solver: SatisfiabilitySolver?
  private var scratch = EvaluationScratch()

  /// - Parameters:
  ///   - tables: tables that contain every test of later functions, in the order for the diagram.
  ///   - dated: further codes that a request can only state with a date of service.
  ///   - usesDiagram: whether to try the diagram before the solver.
  package init(
    facts: [Fact], tables: [DecisionTable], dated: [CodePeriod] = [], usesDiagram: Bool = true
  ) {
    self.facts = facts
    let validity = CodeValidity(tables, dated: dated)
    let tests = tables.flatMap { validity.reading($0).tests }
    let space = FactSpace(facts: facts, tests: tests + validity.separatingTests(of: tests))
    self.space = space
    self.validity = validity
    declaredOrder = space.declaredOrder(of: facts)
    circuit = CircuitBuilder(space)
    limited = space.variables.indices.compactMap { variable in
      LimitedVariable(variable, of: space, facts, validity)
    }
    diagram =
      usesDiagram && space.variables.count <= DiagramBound.comparedVariables
      ? DiagramBuilder(circuit.circuit, space, .table) : nil
    guard !limited.isEmpty else { return }
    isStated = validity.stretches.indices.map { stretch in
      Function(
        ref: circuit.all(
          limited.map { circuit.atom($0.variable, cells: $0.cells(on: stretch)) }))
    }
    isDated = any(isStated)
  }

  // MARK: Functions

  package func all(_ functions: [Function]) -> Function {
    Function(ref: circuit.all(functions.map(\.ref)))
  }

  package func any(_ functions: [Function]) -> Function {
    Function(ref: circuit.any(functions.map(\.ref)))
  }

  package func not(_ function: Function) -> Function { Function(ref: !function.ref) }

  package func join(_ functions: [Function], _ connective: Connective) -> Function {
    Function(ref: circuit.join(functions.map(\.ref), connective))
  }

  /// The function of a condition, whose tests must be among those of the given tables.
  package func condition(_ condition: FactCondition) -> Function {
    Function(ref: circuit.function(of: condition))
  }

  // MARK: Answers

  /// Whether some complete request makes a function true.
  package func isPossible(_ function: Function) throws(Undecided) -> Bool {
    let function = dated(function)
    if let terminal = terminal(function) { return terminal != Diagram.no }
    return try KnownCells(unknown: space.variables.count).with { (cells) throws(Undecided) in
      try startedSolver().witness(function.ref, cells)
    } != nil
  }

  /// The indices of functions that cannot be true together, or nil if some complete request makes all
  /// the functions true.
  ///
  /// This always uses the solver, which does not need a diagram of the conjunction.
  package func conflict(among functions: [Function]) throws(Undecided) -> [Int]? {
    // The condition that codes can be stated on some date follows the given functions.
    let refs = functions.map(\.ref) + (limited.isEmpty ? [] : [isDated.ref])
    let found = try KnownCells(unknown: space.variables.count).with { (cells) throws(Undecided) in
      try startedSolver().witness(ofAll: refs, cells)
    }
    return found.cells == nil ? found.conflict.filter(functions.indices.contains) : nil
  }

  /// Whether a function is true for an example.
  package func holds(_ function: Function, in example: Example) -> Bool {
    KnownCells(example.cells).with {
      circuit.circuit.state(function.ref, $0, &scratch) == .yes
    }
  }

  /// The smallest complete request that makes a function true: the one with the fewest members of
  /// sets, and among those the one that has the first values in declaration order.
  package func smallestExample(of function: Function) throws(Undecided) -> Example? {
    let function = dated(function)
    let found: [Int32]?
    if let root = terminal(function), let diagram {
      found = diagram.diagram.smallestPath(from: root, space, in: declaredOrder)
    } else {
      found = try smallestModel(of: function)
    }
    return found.map { Example(cells: $0, request: request(in: $0)) }
  }

  /// The function, restricted to requests whose codes can be stated on some date.
  private func dated(_ function: Function) -> Function {
    limited.isEmpty ? function : all([function, isDated])
  }

  /// The request for some cells, with the first codes that are valid on a common date, and the
  /// earliest such date.
  private func request(in cells: [Int32]) -> ExampleRequest {
    var stretches = validity.stretches.indices.filter { stretch in
      limited.allSatisfy { $0.isStated(Int(cells[$0.variable]), on: stretch) }
    }
    var codesByFact: [String: FactValue] = [:]
    for variable in limited {
      for value in variable.values(of: Int(cells[variable.variable])) {
        let ranges = validity.stretches(of: value)
        let those = stretches.filter { stretch in ranges.contains { $0.contains(stretch) } }
        guard !those.isEmpty, let code = validity.code(value) else { continue }
        stretches = those
        codesByFact[facts[space.variables[variable.variable].fact].id] = .code(code)
        break
      }
    }
    var stated = space.request(in: cells, of: facts, on: nil).merging(codesByFact) { $1 }
    let codes = stated.values.compactMap { if case .code(let code) = $0 { code } else { nil } }
    var date = stretches.first.flatMap { validity.date(of: codes.sorted(), on: $0) }
    if space.readsRecords {
      date = space.service(for: cells, preferring: date)
      stated = space.request(in: cells, of: facts, on: date).merging(codesByFact) { $1 }
    }
    return ExampleRequest(facts: stated, date: date)
  }

  /// For each function, the number of cases in which it is true; nil if no diagram fits, or if a count
  /// overflows. Exactly one of the functions must be true for each request.
  ///
  /// A case is a path from the root of their common diagram to a terminal.
  package func caseCounts(_ functions: [Function]) -> [Int]? {
    var root = Diagram.no
    for (index, function) in functions.map(dated).enumerated() {
      guard terminal(function) != nil else { return nil }
      guard var builder = diagram else { return nil }
      diagram = nil
      do throws(DiagramTooLarge) {
        let condition = try builder.function(function.ref)
        root = try builder.choose(condition, Diagram.statement(index), root)
        diagram = builder
      } catch {
        return nil
      }
    }
    return diagram?.diagram.pathCounts(from: root, ends: functions.count)
  }

  // MARK: Diagram and solver

  /// The root of a function in the diagram, or nil if it does not fit.
  private func terminal(_ function: Function) -> Diagram.Ref? {
    guard var builder = diagram else { return nil }
    // The builder is moved out and back, so that it is not copied.
    diagram = nil
    builder.circuit = circuit.circuit
    do throws(DiagramTooLarge) {
      let root = try builder.function(function.ref)
      diagram = builder
      return root
    } catch {
      return nil
    }
  }

  private func startedSolver() -> SatisfiabilitySolver {
    let solver =
      solver
      ?? SatisfiabilitySolver(circuit.circuit, space, answers: [], within: .analysis)
    self.solver = solver
    solver.extend(to: circuit.circuit)
    return solver
  }

  /// A function that is true if more than `count` members of sets are present.
  private func moreMembers(than count: Int) -> Function {
    let members = space.variables.indices.filter { space.isMember($0) }.map {
      circuit.present($0)
    }
    return Function(ref: circuit.join(members, .atLeast(count + 1)))
  }

  /// The cells of the smallest request, like `Diagram.smallestPath`, but found with the solver.
  private func smallestModel(of function: Function) throws(Undecided) -> [Int32]? {
    var cells = [Int32](repeating: Facts.unknown, count: space.variables.count)
    func model(_ function: Function) throws(Undecided) -> [Int32]? {
      try KnownCells(cells).with { (cells) throws(Undecided) in
        try startedSolver().witness(function.ref, cells)
      }
    }
    var least = 0
    guard try isPossible(function) else { return nil }
    var bounded = all([function, not(moreMembers(than: least))])
    var last = try model(bounded)
    while last == nil {
      least += 1
      bounded = all([function, not(moreMembers(than: least))])
      last = try model(bounded)
    }
    for variable in declaredOrder {
      for cell in space.preferredCells(of: variable) {
        cells[variable] = Int32(cell)
        if last?[variable] == Int32(cell) { break }
        if let found = try model(bounded) {
          last = found
          break
        }
      }
    }
    return cells
  }
}
