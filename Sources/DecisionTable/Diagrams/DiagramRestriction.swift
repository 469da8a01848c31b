/// Restricts a diagram to known facts and reduces it again, which removes variables that no longer
/// matter: a variable that can still be reached is not necessarily needed.
///
/// It is reused from one request to the next, so that its storage is allocated once.
struct DiagramRestriction {
  private var reduced = ReducedDiagram()
  /// For each node of the diagram, the last run in which it was reduced, and the result.
  private var runs: [UInt32] = []
  private var functions: [Diagram.Ref] = []
  private var run: UInt32 = 0
  private var stack: [Diagram.Ref] = []
  /// For each node of the reduced diagram, whether it can be reached from the root.
  private var isReached: [Bool] = []

  /// The answer that all completions of some facts share, or nil if they differ. Takes expected
  /// time linear in the size of the diagram.
  ///
  /// - Parameters:
  ///   - cells: what is known of each variable; nil for a diagram that was built under it.
  ///   - answers: the answer that each statement gives.
  ///   - statements: receives the statements that are the first to hold in some completion, ascending.
  ///   - open: receives the variables on which the answer depends, if completions differ.
  mutating func answer(
    _ diagram: Diagram, from ref: Diagram.Ref, _ cells: Circuit.Cells?,
    answers: [CompleteAnswer], statements: inout IndexList, open: inout IndexList
  ) -> CompleteAnswer? {
    if runs.count < diagram.count || run == .max {
      runs = Array(repeating: 0, count: diagram.count)
      functions = Array(repeating: 0, count: diagram.count)
      run = 0
    }
    run += 1
    reduced.removeAll()
    let root = reduce(diagram, ref, cells, answers, &statements)
    statements.sort(from: 0)
    if root < 0 { return DiagramRestriction.answer(root) }
    // Every variable that the root reaches is needed, because a reduced diagram asks only variables
    // that matter. Children come before their parents.
    let count = Int(root) + 1
    isReached.removeAll(keepingCapacity: true)
    for _ in 0..<count { isReached.append(false) }
    isReached[Int(root)] = true
    for node in stride(from: Int(root), through: 0, by: -1) where isReached[node] {
      open.append(Int(reduced.diagram.variables[node]))
      for child in reduced.diagram.children(of: node) where child >= 0 {
        isReached[Int(child)] = true
      }
    }
    return nil
  }

  /// The reduced diagram has answers as terminals, so statements with equal outcomes share one.
  private static func terminal(_ answer: CompleteAnswer) -> Diagram.Ref {
    switch answer {
    case .outOfScope: -1
    case .silent: -2
    case .outcome(let outcome): -3 - Diagram.Ref(outcome.index)
    }
  }

  private static func answer(_ terminal: Diagram.Ref) -> CompleteAnswer {
    switch terminal {
    case -1: .outOfScope
    case -2: .silent
    default: .outcome(Outcome.allCases[Int(-3 - terminal)])
    }
  }

  private mutating func reduce(
    _ diagram: Diagram, _ ref: Diagram.Ref, _ cells: Circuit.Cells?, _ answers: [CompleteAnswer],
    _ statements: inout IndexList
  ) -> Diagram.Ref {
    guard ref >= 0 else {
      guard let statement = Diagram.statement(of: ref) else { return ref }
      if !statements.contains(statement) { statements.append(statement) }
      return DiagramRestriction.terminal(answers[statement])
    }
    let node = Int(ref)
    if runs[node] == run { return functions[node] }
    let variable = diagram.variables[node]
    let state = cells?[Int(variable)] ?? KnownCells.unknown
    let result: Diagram.Ref
    if state >= 0 {
      result = reduce(
        diagram, diagram.children[Int(diagram.starts[node] + state)], cells, answers, &statements)
    } else {
      let start = stack.count
      let children = diagram.children(of: node)
      if state == KnownCells.unknown {
        for child in children {
          stack.append(reduce(diagram, child, cells, answers, &statements))
        }
      } else {
        for cell in cells?.possible(Int(variable), of: children.count) ?? [] {
          let child = children[children.startIndex + cell]
          stack.append(reduce(diagram, child, cells, answers, &statements))
        }
      }
      result = reduced.node(variable, stack[start...])
      stack.removeSubrange(start...)
    }
    runs[node] = run
    functions[node] = result
    return result
  }
}
