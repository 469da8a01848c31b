/// A smooth surface through values in space: a cubic over the plane, each coefficient linear over the slices.
struct Surface: Sendable {
  private let grid: VoxelGrid
  /// Of 1, x, y, x², xy, y², x³, x²y, xy², y³, and then, where there are several slices, of these times z.
  private let coefficients: [Double]
  /// Of the coefficients, from the spread of the values about the surface.
  private let covariance: SymmetricMatrix
  /// Of the values about the surface.
  let variance: Double

  /// Nil when the voxels do not determine the surface. Voxels are in ascending order.
  init?(through values: [Float], at voxels: [Int], _ grid: VoxelGrid) {
    let terms = Self.planeTerms
    let order = grid.slices > 1 ? 2 * terms : terms
    var matrix = SymmetricMatrix(order: order)
    var right = [Double](repeating: 0, count: order)
    var squares = 0.0
    grid.forEachSlice(of: voxels) { range, z in
      // Within a slice the plane alone varies: its products are summed up first.
      var products = [Double](repeating: 0, count: terms * terms)
      var sums = [Double](repeating: 0, count: terms)
      var plane = [Double](repeating: 0, count: terms)
      for index in range {
        grid.setPlane(&plane, at: voxels[index])
        let value = Double(values[index])
        squares += value * value
        for row in 0..<terms {
          sums[row] += plane[row] * value
          for column in 0...row { products[row * terms + column] += plane[row] * plane[column] }
        }
      }
      let powers = order > terms ? [1, z] : [1]
      for (i, rowPower) in powers.enumerated() {
        for row in 0..<terms {
          right[i * terms + row] += rowPower * sums[row]
          for (j, columnPower) in powers.enumerated() {
            for column in 0..<terms {
              let product = products[max(row, column) * terms + min(row, column)]
              matrix[i * terms + row, j * terms + column] += rowPower * columnPower * product
            }
          }
        }
      }
    }
    guard let inverse = matrix.inverse else { return nil }
    let coefficients = inverse.times(right)
    let left = zip(coefficients, right).reduce(squares) { $0 - $1.0 * $1.1 }
    variance = max(left, 0) / Double(max(voxels.count - order, 1))
    var covariance = inverse
    for row in 0..<order {
      for column in 0..<order { covariance[row, column] *= variance }
    }
    self.grid = grid
    self.coefficients = coefficients
    self.covariance = covariance
  }

  static let planeTerms = 10

  func values(at voxels: some Collection<Int>) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(voxels.count)
    let voxels = Array(voxels)
    var plane = [Double](repeating: 0, count: Self.planeTerms)
    grid.forEachSlice(of: voxels) { range, z in
      let ofSlice = (0..<Self.planeTerms).map { term in
        grid.slices > 1
          ? coefficients[term] + z * coefficients[Self.planeTerms + term] : coefficients[term]
      }
      for index in range {
        grid.setPlane(&plane, at: voxels[index])
        var sum = 0.0
        for term in 0..<Self.planeTerms { sum += ofSlice[term] * plane[term] }
        values.append(Float(sum))
      }
    }
    return values
  }

  /// The standard error of the mean value over voxels, relative to that mean; infinite where it is not determined.
  func relativeErrorOfMean(over voxels: some Collection<Int>) -> Double {
    let voxels = Array(voxels)
    var sum = [Double](repeating: 0, count: coefficients.count)
    var plane = [Double](repeating: 0, count: Self.planeTerms)
    grid.forEachSlice(of: voxels) { range, z in
      for index in range {
        grid.setPlane(&plane, at: voxels[index])
        for term in 0..<Self.planeTerms {
          sum[term] += plane[term]
          if grid.slices > 1 { sum[Self.planeTerms + term] += z * plane[term] }
        }
      }
    }
    let mean = zip(coefficients, sum).reduce(0) { $0 + $1.0 * $1.1 }
    let error = covariance.form(sum).squareRoot() / abs(mean)
    return error.isFinite ? error : .infinity
  }
}

extension VoxelGrid {
  /// The run of each slice in ascending voxels, with its height from −1 to 1.
  fileprivate func forEachSlice(of voxels: [Int], _ body: (Range<Int>, Double) -> Void) {
    var start = 0
    while start < voxels.count {
      let slice = slice(voxels[start])
      let limit = (slice + 1) * voxelsInSlice
      var end = start
      while end < voxels.count, voxels[end] < limit { end += 1 }
      body(start..<end, slices > 1 ? 2 * Double(slice) / Double(slices - 1) - 1 : 0)
      start = end
    }
  }

  /// The terms of the plane, each coordinate from −1 to 1.
  fileprivate func setPlane(_ plane: inout [Double], at voxel: Int) {
    let x = 2 * Double(column(voxel)) / Double(max(columns - 1, 1)) - 1
    let y = 2 * Double(row(voxel)) / Double(max(rows - 1, 1)) - 1
    plane[0] = 1
    plane[1] = x
    plane[2] = y
    plane[3] = x * x
    plane[4] = x * y
    plane[5] = y * y
    plane[6] = x * x * x
    plane[7] = x * x * y
    plane[8] = x * y * y
    plane[9] = y * y * y
  }
}
