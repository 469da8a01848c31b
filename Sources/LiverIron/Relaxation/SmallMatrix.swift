/// A symmetric positive matrix of a few unknowns, and what is asked of it.
struct SymmetricMatrix {
  let order: Int
  private(set) var entries: [Double]

  init(order: Int) {
    self.order = order
    entries = [Double](repeating: 0, count: order * order)
  }

  subscript(row: Int, column: Int) -> Double {
    get { entries[row * order + column] }
    set { entries[row * order + column] = newValue }
  }

  /// Adds `weight` · v vᵀ.
  mutating func add(_ vector: [Double], weight: Double) {
    for row in 0..<order {
      for column in 0..<order {
        entries[row * order + column] += weight * vector[row] * vector[column]
      }
    }
  }

  /// The inverse by Cholesky factors, or nil when the matrix is not positive definite.
  var inverse: SymmetricMatrix? {
    // Unknowns differ in unit: scaling the diagonal to one keeps the factors accurate.
    var scale = [Double](repeating: 0, count: order)
    for index in 0..<order {
      guard self[index, index] > 0 else { return nil }
      scale[index] = 1 / self[index, index].squareRoot()
    }
    var factor = SymmetricMatrix(order: order)
    for row in 0..<order {
      for column in 0...row {
        var sum = self[row, column] * scale[row] * scale[column]
        for k in 0..<column { sum -= factor[row, k] * factor[column, k] }
        if row == column {
          guard sum > 1e-14 else { return nil }
          factor[row, row] = sum.squareRoot()
        } else {
          factor[row, column] = sum / factor[column, column]
        }
      }
    }
    var result = SymmetricMatrix(order: order)
    for unit in 0..<order {
      var solution = [Double](repeating: 0, count: order)
      for row in 0..<order {
        var sum = row == unit ? 1.0 : 0
        for k in 0..<row { sum -= factor[row, k] * solution[k] }
        solution[row] = sum / factor[row, row]
      }
      for row in stride(from: order - 1, through: 0, by: -1) {
        var sum = solution[row]
        for k in (row + 1)..<max(order, row + 1) { sum -= factor[k, row] * solution[k] }
        solution[row] = sum / factor[row, row]
      }
      for row in 0..<order { result[row, unit] = solution[row] * scale[row] * scale[unit] }
    }
    return result
  }

  func times(_ vector: [Double]) -> [Double] {
    (0..<order).map { row in
      (0..<order).reduce(0) { $0 + self[row, $1] * vector[$1] }
    }
  }

  /// vᵀ M v.
  func form(_ vector: [Double]) -> Double {
    zip(vector, times(vector)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
