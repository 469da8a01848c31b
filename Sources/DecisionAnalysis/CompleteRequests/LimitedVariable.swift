internal import DecisionTable
internal import Values

/// A code variable with cells that contain a code with a period.
struct LimitedVariable {
  let variable: Int
  private let cells: ValueCells
  /// For each cell, the stretches on whose dates a request can state one of its codes.
  private let stretches: [[Range<Int>]]

  init?(_ variable: Int, of space: FactSpace, _ facts: [Fact], _ validity: CodeValidity) {
    guard case .code = facts[space.variables[variable].fact].type,
      case .values(let cells) = space.variables[variable].domain,
      cells.values.joined().contains(where: validity.isLimited)
    else { return nil }
    self.variable = variable
    self.cells = cells
    stretches = cells.values.map { values in
      // A code that no test names can be stated on any date.
      values.isEmpty
        ? [validity.stretches.indices] : Array(Set(values.flatMap(validity.stretches(of:))))
    }
  }

  func values(of cell: Int) -> [TestValue] { cells.values[cell] }

  func isStated(_ cell: Int, on stretch: Int) -> Bool {
    stretches[cell].contains { $0.contains(stretch) }
  }

  /// The cells that have a code which a request can state on the dates of a stretch.
  func cells(on stretch: Int) -> [Int] {
    cells.values.indices.filter { isStated($0, on: stretch) }
  }
}
