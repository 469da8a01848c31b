internal import DecisionAnalysis
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
    var open = [function.root]
    var moves: [(variable: Int, targets: [Int])] = []
    for variable in function.variables {
      let cellCount = variables[variable].cellCount + 1
      var next: [Int32] = []
      var places: [Int32: Int] = [:]
      var targets: [Int] = []
      for place in open {
        let steps = function.steps(from: place, asking: variable)
        for reached in steps ?? ArraySlice(repeatElement(place, count: cellCount)) {
          let target = places[reached] ?? next.count
          if target == next.count {
            next.append(reached)
            places[reached] = target
          }
          targets.append(target)
        }
      }
      moves.append((variable, targets))
      open = next
    }
    ends = open.compactMap { function.end($0) }
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
    guard let place = ends.firstIndex(of: true) else { return .any([]) }
    if ends.count == 1 { return .all([]) }
    if steps.count == 1 {
      let isTrue = steps[0].entries.indices.filter { steps[0].entries[$0] == place + 1 }
      return .isAmong(.column(cells[steps[0].variable]), isTrue.map { .integer($0 + 1) })
    }
    return .equal(value(cells), .integer(place + 1))
  }
}
