internal import Values

/// The cells of a boolean, a code or a choice: values that appear in the same tests share a cell.
package struct ValueCells: Sendable {
  /// The values of each cell; an empty list stands for every value that no test names.
  package let values: [[TestValue]]
  private let cellOfValue: [TestValue: Int]
  /// The cell of the values that no test names, or nil if tests name all values.
  package let unnamed: Int?

  /// The number of cells.
  package var count: Int { values.count }

  init(of type: FactType, testedBy tests: [UnaryTest]) {
    var signatures: [TestValue: [Int]] = [:]
    var order: [TestValue] = []
    for (number, test) in tests.enumerated() {
      for value in test.values {
        if signatures[value] == nil { order.append(value) }
        signatures[value, default: []].append(number)
      }
    }
    var cells: [[TestValue]] = []
    var cellOfSignature: [[Int]: Int] = [:]
    var cellOfValue: [TestValue: Int] = [:]
    for value in order {
      let signature = signatures[value] ?? []
      let cell = cellOfSignature[signature] ?? cells.count
      if cell == cells.count { cells.append([]) }
      cellOfSignature[signature] = cell
      cells[cell].append(value)
      cellOfValue[value] = cell
    }
    let isExhausted = type.allValues.map { $0.allSatisfy { cellOfValue[$0] != nil } } ?? false
    unnamed = isExhausted ? nil : cells.count
    values = isExhausted ? cells : cells + [[]]
    self.cellOfValue = cellOfValue
  }

  /// The cell of a value.
  package func cell(of value: TestValue) -> Int {
    guard let cell = cellOfValue[value] ?? unnamed else {
      preconditionFailure("a value outside its fact's declared values")
    }
    return cell
  }
}
