/// What all completions of some facts say.
struct Exact {
  typealias Answer = CompleteAnswer

  /// The one answer of all completions, or nil where they differ.
  var answer: Answer?
  /// The facts on which the answer hangs, where completions differ.
  var needed: [Int] = []
  /// The statements that are the first to hold in some completion, ascending.
  var statements: [Int] = []
}

/// Restricts a diagram to known facts and reduces it again, so that what no longer matters is gone:
/// a variable that is merely reachable need not be needed.
///
/// Kept from one request to the next, so that its room is made once.
struct Restriction {
  private var reduced = Diagram()
  private var unique = UniqueTable()
  /// By node of the diagram: in which run it was reduced, and to what.
  private var runs: [UInt32] = []
  private var functions: [Diagram.Ref] = []
  private var run: UInt32 = 0
  private var stack: [Diagram.Ref] = []

  /// - Parameter cells: of each variable, -1 where it is unknown.
  mutating func exact(
    _ diagram: Diagram, from ref: Diagram.Ref, _ cells: Network.Cells,
    answers: [Exact.Answer], factOf: (Int) -> Int
  ) -> Exact {
    if runs.count < diagram.count || run == .max {
      runs = Array(repeating: 0, count: diagram.count)
      functions = Array(repeating: 0, count: diagram.count)
      run = 0
    }
    run += 1
    reduced.removeAll()
    unique.removeAll()
    var exact = Exact()
    let root = reduce(diagram, ref, cells, answers, &exact.statements)
    exact.statements.sort()
    if root < 0 {
      exact.answer = Restriction.answer(root)
    } else {
      // Everything that is left under the root is needed: a canonical diagram asks only what
      // matters. Children stand before their parents.
      var isReached = [Bool](repeating: false, count: Int(root) + 1)
      isReached[Int(root)] = true
      var needed: Set<Int> = []
      for node in stride(from: Int(root), through: 0, by: -1) where isReached[node] {
        needed.insert(factOf(Int(reduced.variables[node])))
        for child in reduced.children(of: node) where child >= 0 { isReached[Int(child)] = true }
      }
      exact.needed = needed.sorted()
    }
    return exact
  }

  /// Terminals of the reduced diagram are answers, so that statements with one outcome are one.
  private static func terminal(_ answer: Exact.Answer) -> Diagram.Ref {
    switch answer {
    case .outOfScope: -1
    case .silent: -2
    case .outcome(let outcome): -3 - Diagram.Ref(Outcome.allCases.firstIndex(of: outcome) ?? 0)
    }
  }

  private static func answer(_ terminal: Diagram.Ref) -> Exact.Answer {
    switch terminal {
    case -1: .outOfScope
    case -2: .silent
    default: .outcome(Outcome.allCases[Int(-3 - terminal)])
    }
  }

  private mutating func reduce(
    _ diagram: Diagram, _ ref: Diagram.Ref, _ cells: Network.Cells, _ answers: [Exact.Answer],
    _ statements: inout [Int]
  ) -> Diagram.Ref {
    guard ref >= 0 else {
      guard let statement = Diagram.statement(of: ref) else { return ref }
      if !statements.contains(statement) { statements.append(statement) }
      return Restriction.terminal(answers[statement])
    }
    let node = Int(ref)
    if runs[node] == run { return functions[node] }
    let variable = diagram.variables[node]
    let cell = cells[Int(variable)]
    let result: Diagram.Ref
    if cell >= 0 {
      result = reduce(
        diagram, diagram.children[Int(diagram.starts[node] + cell)], cells, answers, &statements)
    } else {
      let start = stack.count
      for child in diagram.children(of: node) {
        stack.append(reduce(diagram, child, cells, answers, &statements))
      }
      let first = stack[start]
      if stack[start...].allSatisfy({ $0 == first }) {
        result = first
      } else if let known = unique.find(variable, stack[start...], in: reduced) {
        result = known
      } else {
        result = reduced.append(variable, stack[start...])
        unique.insert(result, of: reduced)
      }
      stack.removeSubrange(start...)
    }
    runs[node] = run
    functions[node] = result
    return result
  }
}
