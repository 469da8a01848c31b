internal import DecisionTable

/// A function of partial requests as a chain of tables, one a variable: each maps where the walk
/// stands and the cell of the variable to where it goes on.
///
/// The value of the chain is one expression in which each step stands once, so that an engine which
/// writes expressions into one another cannot make it larger.
struct DiagramTables<End: Hashable & Sendable> {
  struct Step {
    let variable: Int
    /// For each place and then for each cell, unknown last: the place from which the next step
    /// counts, or the number of an end from 1.
    let entries: [Int]
  }

  let steps: [Step]
  let ends: [End]

  init(_ function: PartialFunction<End>, _ variables: [DecisionVariable]) {
    typealias Target = PartialFunction<End>.Target
    var open: [Target] = [function.root]
    var moves: [(variable: Int, targets: [Int])] = []
    for variable in Set(function.nodes.map(\.variable)).sorted() {
      var next: [Target] = []
      var places: [Target: Int] = [:]
      var targets: [Int] = []
      let cells: [Int?] = (0..<variables[variable].cellCount).map { $0 } + [nil]
      for target in open {
        for cell in cells {
          let reached = target.step(variable, cell, in: function)
          let place = places[reached] ?? next.count
          if place == next.count {
            next.append(reached)
            places[reached] = place
          }
          targets.append(place)
        }
      }
      moves.append((variable, targets))
      open = next
    }
    ends = open.compactMap { if case .end(let end) = $0 { end } else { nil } }
    steps = moves.indices.map { place in
      // What the next step adds its cell to.
      let width =
        place + 1 < moves.count ? variables[moves[place + 1].variable].cellCount + 1 : nil
      return Step(
        variable: moves[place].variable,
        entries: moves[place].targets.map { target in width.map { $0 * target } ?? target + 1 })
    }
  }

  /// The number of the end, from columns that have the cells.
  func value(_ cells: [String]) -> SQLExpression {
    var value: SQLExpression?
    for step in steps {
      let cell = SQLExpression.column(cells[step.variable])
      value = .element(
        of: .list(step.entries.map { .integer($0) }, .integer),
        at: value.map { .plus($0, cell) } ?? cell)
    }
    return value ?? .integer(1)
  }

  var entryCount: Int { steps.reduce(0) { $0 + $1.entries.count } }
}

extension DiagramTables<Bool> {
  /// Whether the end is true.
  func condition(_ cells: [String]) -> SQLExpression {
    guard let place = ends.firstIndex(of: true) else { return .any([]) }
    if ends.count == 1 { return .all([]) }
    if steps.count == 1 {
      let isTrue = steps[0].entries.indices.filter { steps[0].entries[$0] == place + 1 }
      return .isAmong(.column(cells[steps[0].variable]), isTrue.map { .integer($0 + 1) })
    }
    return .equal(value(cells), .integer(place + 1))
  }
}

extension PartialFunction.Target {
  /// Where a walk stands after a variable has been asked.
  fileprivate func step(_ variable: Int, _ cell: Int?, in function: PartialFunction<End>)
    -> PartialFunction<End>.Target
  {
    guard case .node(let place) = self, function.nodes[place].variable == variable,
      let edge = function.nodes[place].edges.first(where: { $0.includes(cell) })
    else { return self }
    return edge.target
  }
}
