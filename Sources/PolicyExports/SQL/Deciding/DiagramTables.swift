internal import DecisionAnalysis
internal import DecisionTable

/// A function of partial requests as a chain of arrays, one for each variable: each maps the state of
/// a walk through the diagram and the cell of the variable to the next state.
///
/// The value of the chain is one expression in which each array occurs once, so an engine that copies
/// expressions into one another cannot make the query larger.
struct DiagramTables<End: Hashable & Sendable> {
  struct Step {
    let variable: Int
    /// For each state, and then for each cell with unknown last: the offset of the next state in the
    /// next array, or, in the last array, the number of an end from 1.
    let entries: [Int]
  }

  let steps: [Step]
  let ends: [End]

  init(_ function: PartialFunction<End>, _ variables: [DecisionVariable]) {
    var open = [function.root]
    var moves: [(variable: Int, targets: [Int])] = []
    for variable in function.variables {
      let cellCount = variables[variable].cellCount + 1
      var next: [Int32] = []
      var states: [Int32: Int] = [:]
      var targets: [Int] = []
      for node in open {
        let steps = function.steps(from: node, asking: variable)
        for reached in steps ?? ArraySlice(repeatElement(node, count: cellCount)) {
          let target = states[reached] ?? next.count
          if target == next.count {
            next.append(reached)
            states[reached] = target
          }
          targets.append(target)
        }
      }
      moves.append((variable, targets))
      open = next
    }
    ends = open.compactMap { function.end($0) }
    steps = moves.indices.map { index in
      // The next step adds its cell to the offset of the state.
      let width =
        index + 1 < moves.count ? variables[moves[index + 1].variable].cellCount + 1 : nil
      return Step(
        variable: moves[index].variable,
        entries: moves[index].targets.map { target in width.map { $0 * target } ?? target + 1 })
    }
  }

  /// The number of the end that the cells in these columns lead to.
  func value(_ cells: [String]) -> SQLExpression {
    var value: SQLExpression?
    for step in steps {
      let cell = SQLExpression.column(cells[step.variable])
      value = .element(
        of: .integers(step.entries),
        at: value.map { .plus($0, cell) } ?? cell)
    }
    return value ?? .integer(1)
  }

  var entryCount: Int { steps.reduce(0) { $0 + $1.entries.count } }
}

extension DiagramTables<Bool> {
  /// Whether the end is true.
  func condition(_ cells: [String]) -> SQLExpression {
    guard let end = ends.firstIndex(of: true) else { return .any([]) }
    if ends.count == 1 { return .all([]) }
    if steps.count == 1 {
      let isTrue = steps[0].entries.indices.filter { steps[0].entries[$0] == end + 1 }
      return .isAmong(.column(cells[steps[0].variable]), isTrue.map { .integer($0 + 1) })
    }
    return .equal(value(cells), .integer(end + 1))
  }
}
