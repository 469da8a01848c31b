package import DecisionTable
internal import Values

/// Functions over the facts of some tables, and exact answers about all their requests: by one
/// diagram within its bound, by a satisfiability solver beyond it.
///
/// Every answer is the same by either way; only a count needs the diagram.
package final class CompleteRequests {
  /// A function of the facts: true or false for each complete request.
  package struct Function: Hashable, Sendable {
    let ref: Circuit.Ref

    package static let always = Function(ref: .yes)
    package static let never = Function(ref: .no)
  }

  /// A complete request and the cells that it falls into.
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
  /// The variables of codes of which some have a period.
  private let limited: [LimitedVariable]
  /// By stretch of dates, whether a request can state its codes on them.
  private(set) var isStated: [Function] = []
  /// Whether there is a date on which a request can state its codes.
  private var isDated = Function.always
  /// Nil once its bound was reached.
  private var diagram: DiagramBuilder?
  private var solver: SatisfiabilitySolver?
  private var room = EvaluationScratch()

  /// - Parameters:
  ///   - tables: with every test of the functions to come, in the order in which diagrams ask them.
  ///   - dated: further codes that a request can only state with a date of service.
  ///   - usesDiagram: false leaves everything to the solver.
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

  package func condition(_ condition: FactCondition) -> Function {
    Function(ref: circuit.function(of: condition))
  }

  // MARK: Answers

  /// Whether some complete request makes it true.
  package func isPossible(_ function: Function) throws(Undecided) -> Bool {
    let function = dated(function)
    if let terminal = terminal(function) { return terminal != Diagram.no }
    let unknown = [Int32](repeating: Facts.unknown, count: space.variables.count)
    return try unknown.withUnsafeBufferPointer { (cells) throws(Undecided) in
      try startedSolver().witness(function.ref, cells)
    } != nil
  }

  /// The places of some functions that exclude one another; nil where some complete request makes
  /// all of them true.
  ///
  /// Always by the solver, which needs no function of all of them together.
  package func conflict(among functions: [Function]) throws(Undecided) -> [Int]? {
    let unknown = [Int32](repeating: Facts.unknown, count: space.variables.count)
    // What can be stated on some date stands behind them.
    let refs = functions.map(\.ref) + (limited.isEmpty ? [] : [isDated.ref])
    let found = try unknown.withUnsafeBufferPointer { (cells) throws(Undecided) in
      try startedSolver().witness(ofAll: refs, cells)
    }
    return found.cells == nil ? found.conflict.filter(functions.indices.contains) : nil
  }

  package func holds(_ function: Function, in example: Example) -> Bool {
    example.cells.withUnsafeBufferPointer {
      circuit.circuit.state(function.ref, $0, &room) == .yes
    }
  }

  /// The smallest complete request that makes it true: with the fewest members of sets, then, in
  /// the order in which facts and terms are declared, with the first value of each that tests name.
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

  /// What a request can state on some date.
  private func dated(_ function: Function) -> Function {
    limited.isEmpty ? function : all([function, isDated])
  }

  /// With the first codes that can stand together on one date, and the earliest such date.
  private func request(in cells: [Int32]) -> ExampleRequest {
    var stated = space.request(in: cells, of: facts)
    var stretches = validity.stretches.indices.filter { stretch in
      limited.allSatisfy { $0.isStated(Int(cells[$0.variable]), on: stretch) }
    }
    for variable in limited {
      for value in variable.values(of: Int(cells[variable.variable])) {
        let ranges = validity.stretches(of: value)
        let those = stretches.filter { stretch in ranges.contains { $0.contains(stretch) } }
        guard !those.isEmpty, let code = validity.code(value) else { continue }
        stretches = those
        stated[facts[space.variables[variable.variable].fact].id] = .code(code)
        break
      }
    }
    let codes = stated.values.compactMap { if case .code(let code) = $0 { code } else { nil } }
    return ExampleRequest(
      facts: stated,
      date: stretches.first.flatMap { validity.date(of: codes.sorted(), on: $0) })
  }

  /// How many cases are told apart by the functions, of which exactly one is true in each case, and
  /// how many of them each is true in; nil where no diagram fits, or the count does not.
  ///
  /// A case is a path from the root of their common diagram to its end.
  package func caseCounts(_ functions: [Function]) -> [Int]? {
    var root = Diagram.no
    for (place, function) in functions.map(dated).enumerated() {
      guard terminal(function) != nil else { return nil }
      guard var builder = diagram else { return nil }
      diagram = nil
      do throws(DiagramTooLarge) {
        let condition = try builder.function(function.ref)
        root = try builder.choose(condition, Diagram.statement(place), root)
        diagram = builder
      } catch {
        return nil
      }
    }
    return diagram?.diagram.pathCounts(from: root, ends: functions.count)
  }

  // MARK: By diagram, by solver

  /// The root of a function in the diagram; nil where it does not fit.
  private func terminal(_ function: Function) -> Diagram.Ref? {
    guard var builder = diagram else { return nil }
    // Moved out and back, so that nothing is copied.
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

  /// More members of sets than so many are present.
  private func moreMembers(than count: Int) -> Function {
    let members = space.variables.indices.filter { space.isMember($0) }.map {
      circuit.present($0)
    }
    return Function(ref: circuit.join(members, .atLeast(count + 1)))
  }

  /// By solver what `smallestPath` is by diagram.
  private func smallestModel(of function: Function) throws(Undecided) -> [Int32]? {
    var cells = [Int32](repeating: Facts.unknown, count: space.variables.count)
    func model(_ function: Function) throws(Undecided) -> [Int32]? {
      try cells.withUnsafeBufferPointer { (cells) throws(Undecided) in
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
