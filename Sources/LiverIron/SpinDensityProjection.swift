/// The signal at time zero inside the liver, projected from tissue around it.
///
/// Iron hides the early decay of the liver, so that its signal at time zero cannot be fitted. Tissue that decays slowly shows
/// it, and the sensitivity of the coil is smooth in space (Clark, Chua-anusorn & St Pierre, Magn Reson Imaging 2003;21:519).
/// Here a cubic over the plane, linear over the slices, is fitted to the tissue by least squares. Liver and tissue are taken
/// to have the same density of spins, times a given ratio.
package struct SpinDensityProjection: Sendable {
  private let grid: VoxelGrid
  private let coefficients: [Double]
  private let covariance: SymmetricMatrix
  private let spinDensityRatio: Double
  /// The spread of the tissue about the surface, relative to its mean.
  package let relativeSpread: Double
  package let voxelCount: Int

  package init(
    tissue fits: VoxelFits, at voxels: [Int], grid: VoxelGrid, spinDensityRatio: Double
  ) throws(SpinDensityError) {
    var kept = voxels.indices.filter { fits.hasConverged[$0] && fits.signalAtZero[$0].isFinite }
    var surface: (coefficients: [Double], covariance: SymmetricMatrix, variance: Double)?
    // Vessels and borders stand out: fit, drop what is beyond four standard deviations, fit again.
    for _ in 0..<2 {
      guard kept.count >= Self.fewestVoxels else { throw .tooFewVoxels(kept.count) }
      surface = Self.surface(through: fits.signalAtZero, at: voxels, kept, grid)
      guard let found = surface else { throw .tooNarrow }
      let limit = 16 * found.variance
      kept = kept.filter {
        let left =
          Double(fits.signalAtZero[$0])
          - Self.dot(found.coefficients, grid.surfaceBasis(at: voxels[$0]))
        return left * left <= limit
      }
    }
    guard let surface else { throw .tooNarrow }
    self.grid = grid
    self.spinDensityRatio = spinDensityRatio
    coefficients = surface.coefficients
    covariance = surface.covariance
    voxelCount = kept.count
    let mean = kept.reduce(0.0) { $0 + Double(fits.signalAtZero[$1]) } / Double(kept.count)
    relativeSpread = surface.variance.squareRoot() / mean
  }

  /// The projected signal of each voxel, and how uncertain their mean is, relative to it.
  package func signalAtZero(
    at voxels: some Collection<Int>
  ) -> (signals: [Float], relativeError: Double) {
    var sum = [Double](repeating: 0, count: coefficients.count)
    let signals = voxels.map { voxel in
      let basis = grid.surfaceBasis(at: voxel)
      for index in basis.indices { sum[index] += basis[index] }
      return Float(spinDensityRatio * Self.dot(coefficients, basis))
    }
    let mean = Self.dot(coefficients, sum)
    return (signals, covariance.form(sum).squareRoot() / abs(mean))
  }

  private static let fewestVoxels = 1000

  private static func surface(
    through signals: [Float], at voxels: [Int], _ kept: [Int], _ grid: VoxelGrid
  ) -> (coefficients: [Double], covariance: SymmetricMatrix, variance: Double)? {
    let order = grid.surfaceBasis(at: 0).count
    var normal = [Double](repeating: 0, count: order * order)
    var right = [Double](repeating: 0, count: order)
    var squares = 0.0
    for index in kept {
      let basis = grid.surfaceBasis(at: voxels[index])
      let signal = Double(signals[index])
      squares += signal * signal
      for row in 0..<order {
        right[row] += basis[row] * signal
        for column in 0...row { normal[row * order + column] += basis[row] * basis[column] }
      }
    }
    var matrix = SymmetricMatrix(order: order)
    for row in 0..<order {
      for column in 0...row {
        matrix[row, column] = normal[row * order + column]
        matrix[column, row] = normal[row * order + column]
      }
    }
    guard let inverse = matrix.inverse else { return nil }
    let coefficients = inverse.times(right)
    let left = squares - dot(coefficients, right)
    let variance = max(left, 0) / Double(max(kept.count - order, 1))
    var covariance = inverse
    for row in 0..<order {
      for column in 0..<order { covariance[row, column] *= variance }
    }
    return (coefficients, covariance, variance)
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}

extension VoxelGrid {
  /// 1, x, y, x², xy, … y³, and these times z where there are several slices; each coordinate from −1 to 1.
  fileprivate func surfaceBasis(at voxel: Int) -> [Double] {
    let x = 2 * Double(column(voxel)) / Double(max(columns - 1, 1)) - 1
    let y = 2 * Double(row(voxel)) / Double(max(rows - 1, 1)) - 1
    let plane = [1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y]
    guard slices > 1 else { return plane }
    let z = 2 * Double(slice(voxel)) / Double(slices - 1) - 1
    return plane + plane.map { $0 * z }
  }
}

/// Why nothing can be projected.
package enum SpinDensityError: ExplainedError, Hashable {
  case tooFewVoxels(Int)
  case tooNarrow

  package var problem: String {
    switch self {
    case .tooFewVoxels(let count): "\(count) voxels of tissue with a decay"
    case .tooNarrow: "the tissue does not surround the liver"
    }
  }

  package var reason: String {
    switch self {
    case .tooFewVoxels: "the signal at time zero is projected from at least 1,000"
    case .tooNarrow: "a surface over the plane is not determined by it"
    }
  }

  package var remedy: String {
    "mask muscle and spleen on all sides with --tissue, or leave it out for one exponential"
  }
}
