internal import Values

/// Functions over the facts of some tables, and exact answers about all their completions: by one
/// diagram within its bound, by a satisfiability solver beyond it.
///
/// Every answer is the same by either way; only a count needs the diagram.
package final class Completions {
  /// A function of the facts: true or false for each complete request.
  package struct Function: Hashable, Sendable {
    let ref: Network.Ref

    package static let always = Function(ref: .yes)
    package static let never = Function(ref: .no)
  }

  /// A complete request, with the value of every fact that a test reads.
  package struct Example: Hashable, Sendable {
    let cells: [Int32]
    package let facts: [String: FactValue]
  }

  package let facts: [Fact]
  let space: FactSpace
  var network: NetworkBuilder
  /// Nil once its bound was reached.
  private var diagram: DiagramBuilder?
  private var solver: Satisfiability?
  private var room = EvaluationRoom()

  /// - Parameters:
  ///   - tests: every test of the functions to come, in the order in which diagrams ask them.
  ///   - usesDiagram: false leaves everything to the solver.
  package init(facts: [Fact], tests: [UnaryTest], usesDiagram: Bool = true) {
    self.facts = facts
    space = FactSpace(facts: facts, tests: tests)
    network = NetworkBuilder(space)
    diagram =
      usesDiagram && space.variables.count <= DiagramBound.comparedVariables
      ? DiagramBuilder(network.network, space, .table) : nil
  }

  // MARK: Functions

  package func all(_ functions: [Function]) -> Function {
    Function(ref: network.all(functions.map(\.ref)))
  }

  package func any(_ functions: [Function]) -> Function {
    Function(ref: network.any(functions.map(\.ref)))
  }

  package func not(_ function: Function) -> Function { Function(ref: !function.ref) }

  package func join(_ functions: [Function], _ connective: Connective) -> Function {
    Function(ref: network.join(functions.map(\.ref), connective))
  }

  package func condition(_ condition: Condition) -> Function {
    Function(ref: network.function(of: condition))
  }

  // MARK: Answers

  /// Whether some complete request makes it true.
  package func isPossible(_ function: Function) -> Bool {
    if let terminal = terminal(function) { return terminal != Diagram.no }
    let unknown = [Int32](repeating: Facts.unknown, count: space.variables.count)
    return unknown.withUnsafeBufferPointer { sat().witness(function.ref, $0) } != nil
  }

  /// The places of some functions that exclude one another; nil where some complete request makes
  /// all of them true.
  ///
  /// Always by the solver, which needs no function of all of them together.
  package func conflict(among functions: [Function]) -> [Int]? {
    let unknown = [Int32](repeating: Facts.unknown, count: space.variables.count)
    let found = unknown.withUnsafeBufferPointer {
      sat().witness(ofAll: functions.map(\.ref), $0)
    }
    return found.cells == nil ? found.conflict : nil
  }

  package func holds(_ function: Function, in example: Example) -> Bool {
    example.cells.withUnsafeBufferPointer {
      network.network.state(function.ref, $0, &room) == .yes
    }
  }

  /// The smallest complete request that makes it true: with the fewest members of sets, then, in
  /// the order in which tests first name facts and values, with the first of each.
  package func smallestExample(of function: Function) -> Example? {
    let found: [Int32]?
    if let root = terminal(function), let diagram {
      found = diagram.diagram.smallestPath(from: root, space)
    } else {
      found = smallestModel(of: function)
    }
    return found.map { Example(cells: $0, facts: space.request(in: $0, of: facts)) }
  }

  /// How many cases are told apart by the functions, of which exactly one is true in each case, and
  /// how many of them each is true in; nil where no diagram fits, or the count does not.
  ///
  /// A case is a path from the root of their common diagram to its end.
  package func caseCounts(_ functions: [Function]) -> [Int]? {
    var root = Diagram.no
    for (place, function) in functions.enumerated() {
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
    builder.network = network.network
    do throws(DiagramTooLarge) {
      let root = try builder.function(function.ref)
      diagram = builder
      return root
    } catch {
      return nil
    }
  }

  private func sat() -> Satisfiability {
    let solver = solver ?? Satisfiability(network.network, space, answers: [])
    self.solver = solver
    solver.extend(to: network.network)
    return solver
  }

  /// More members of sets than so many are present.
  private func moreMembers(than count: Int) -> Function {
    let members = space.variables.indices.filter { space.isMember($0) }.map {
      network.present($0)
    }
    return Function(ref: network.join(members, .atLeast(count + 1)))
  }

  /// By solver what `smallestPath` is by diagram.
  private func smallestModel(of function: Function) -> [Int32]? {
    var cells = [Int32](repeating: Facts.unknown, count: space.variables.count)
    func model(_ function: Function) -> [Int32]? {
      cells.withUnsafeBufferPointer { sat().witness(function.ref, $0) }
    }
    var least = 0
    guard isPossible(function) else { return nil }
    var bounded = all([function, not(moreMembers(than: least))])
    var last = model(bounded)
    while last == nil {
      least += 1
      bounded = all([function, not(moreMembers(than: least))])
      last = model(bounded)
    }
    for variable in space.variables.indices {
      for cell in space.preferredCells(of: variable) {
        cells[variable] = Int32(cell)
        if last?[variable] == Int32(cell) { break }
        if let found = model(bounded) {
          last = found
          break
        }
      }
    }
    return cells
  }
}

extension FactSpace {
  func isMember(_ variable: Int) -> Bool {
    if case .member = variables[variable].domain { true } else { false }
  }

  /// The cells of a variable in the order in which values are preferred: an early term is rather
  /// present than a late one.
  fileprivate func preferredCells(of variable: Int) -> [Int] {
    isMember(variable)
      ? [FactSpace.present, FactSpace.absent] : Array(0..<variables[variable].cellCount)
  }
}

extension Diagram {
  /// The nodes that a root reaches, children before their parents.
  private func reachable(from root: Ref) -> [Int] {
    guard root >= 0 else { return [] }
    var isSeen = [Bool](repeating: false, count: Int(root) + 1)
    var open = [Int(root)]
    isSeen[Int(root)] = true
    while let node = open.popLast() {
      for child in children(of: node) where child >= 0 && !isSeen[Int(child)] {
        isSeen[Int(child)] = true
        open.append(Int(child))
      }
    }
    return isSeen.indices.filter { isSeen[$0] }
  }

  /// The cells of the path to `yes` with the fewest members present, and of such paths the first;
  /// nil where none leads there.
  fileprivate func smallestPath(from root: Ref, _ space: FactSpace) -> [Int32]? {
    var costs: [Int: Int] = [:]
    func cost(_ ref: Ref) -> Int? { ref < 0 ? (ref == Diagram.yes ? 0 : nil) : costs[Int(ref)] }
    func price(_ variable: Int, _ cell: Int) -> Int {
      cell == FactSpace.present && space.isMember(variable) ? 1 : 0
    }
    for node in reachable(from: root) {
      let variable = Int(variables[node])
      costs[node] =
        children(of: node).enumerated().compactMap { cell, child in
          cost(child).map { $0 + price(variable, cell) }
        }.min()
    }
    guard cost(root) != nil else { return nil }
    var cells = space.variables.indices.map { variable in
      Int32(space.isMember(variable) ? FactSpace.absent : 0)
    }
    var ref = root
    while ref >= 0 {
      let variable = Int(variables[Int(ref)])
      let children = Array(children(of: Int(ref)))
      let least = costs[Int(ref)]
      for cell in space.preferredCells(of: variable)
      where cost(children[cell]).map({ $0 + price(variable, cell) }) == least {
        cells[variable] = Int32(cell)
        ref = children[cell]
        break
      }
    }
    return cells
  }

  /// Paths from a node to each end; nil where there are too many to count.
  fileprivate func pathCounts(from root: Ref, ends: Int) -> [Int]? {
    var counts: [Int: [Int]] = [:]
    func count(_ ref: Ref) -> [Int] {
      if ref >= 0 { return counts[Int(ref)] ?? [] }
      var end = [Int](repeating: 0, count: ends)
      if let place = Diagram.statement(of: ref) { end[place] = 1 }
      return end
    }
    for node in reachable(from: root) {
      var sum = [Int](repeating: 0, count: ends)
      for child in children(of: node) {
        for (place, paths) in count(child).enumerated() {
          let (result, overflow) = sum[place].addingReportingOverflow(paths)
          if overflow { return nil }
          sum[place] = result
        }
      }
      counts[node] = sum
    }
    return count(root)
  }
}
