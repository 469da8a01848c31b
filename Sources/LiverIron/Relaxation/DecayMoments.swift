/// The squared signal of a decay as many voxels of noisy magnitudes give it.
///
/// A magnitude M of signal A in n channels of noise σ has E[M²] = A² + 2nσ² and Var[M²] = 4σ²(A² + nσ²), exactly (Rice, Bell
/// Syst Tech J 1944, for one channel). The mean over voxels of M² − 2nσ² is thus unbiased for the mean of A², and its
/// variance is linear in it.
package struct DecayMoments: Sendable, Hashable {
  /// For each echo, in units of the squared signal, or of one where the signal at time zero is divided out.
  package var squares: [Double]
  /// The variance of a square is `varianceSlope` · square + `varianceFloor`.
  package var varianceSlope: [Double]
  package var varianceFloor: [Double]
  package var voxelCount: Int
  /// The standard error of each square that an error of σ leaves in all voxels.
  private(set) var offsetErrors: [Double]

  /// Sums up voxels; their signal at time zero is unknown.
  package init(of voxels: some Collection<Int>, in images: MagnitudeImages) {
    voxelCount = voxels.count
    let count = Double(max(voxels.count, 1))
    squares = images.echoes.indices.map { echo in
      var sum = 0.0
      for voxel in voxels { sum += images.square(echo, voxel) }
      return sum / count - images.noiseOffset(echo)
    }
    varianceSlope = images.noise.map { 4 * $0 * $0 / count }
    varianceFloor = images.noise.map { 4 * images.channels * $0 * $0 * $0 * $0 / count }
    offsetErrors = images.echoes.indices.map { images.offsetError * images.noiseOffset($0) }
  }

  /// Sums up voxels whose signal at time zero is known, so that the squares are of the decay alone.
  package init(
    of voxels: some Collection<Int>, in images: MagnitudeImages, signalAtZero: [Float]
  ) {
    voxelCount = voxels.count
    let count = Double(voxels.count)
    var whole = 0.0
    for (signal, _) in zip(signalAtZero, voxels) { whole += Double(signal) * Double(signal) }
    squares = images.echoes.indices.map { echo in
      var sum = 0.0
      for voxel in voxels { sum += images.square(echo, voxel) }
      return (sum - images.noiseOffset(echo) * count) / whole
    }
    varianceSlope = images.noise.map { 4 * $0 * $0 / whole }
    varianceFloor = images.noise.map {
      4 * images.channels * $0 * $0 * $0 * $0 * count / (whole * whole)
    }
    offsetErrors = images.echoes.indices.map {
      images.offsetError * images.noiseOffset($0) * count / whole
    }
  }

  package init(
    squares: [Double], varianceSlope: [Double], varianceFloor: [Double], voxelCount: Int
  ) {
    self.squares = squares
    self.varianceSlope = varianceSlope
    self.varianceFloor = varianceFloor
    self.voxelCount = voxelCount
    offsetErrors = squares.map { _ in 0 }
  }

  func variance(_ echo: Int, at square: Double) -> Double {
    varianceSlope[echo] * max(square, 0) + varianceFloor[echo]
  }
}
