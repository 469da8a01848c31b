/// A mistake of one standard error that the whole region shares: of the gain of one echo, or of the projection.
///
/// Noise differs from voxel to voxel and averages out; a disturbance does not. How far each moves the mean rate is found by
/// fitting the disturbed moments once more.
struct Disturbance: Sendable, Hashable {
  /// What the squared signal of each echo is multiplied by.
  let factors: [Double]

  /// Of the gains, one for each echo.
  static func ofGains(
    _ drift: GainDrift, in images: MagnitudeImages, projection: SpinDensityProjection?
  ) -> [Disturbance] {
    drift.ownErrors.enumerated().map { echo, error in
      var factors = [Double](repeating: 1, count: images.echoTimes.count)
      factors[echo] = 1 - 2 * error
      // The tissue is measured with the same gains, and with it the signal at time zero.
      let moved = projection?.relativeSignalAtZero(disturbing: factors, images.echoTimes) ?? 1
      return Disturbance(factors: factors.map { $0 / (moved * moved) })
    }
  }

  /// Of a projected signal at time zero.
  static func ofProjection(_ relativeError: Double, echoes: Int) -> Disturbance {
    Disturbance(factors: [Double](repeating: 1 - 2 * relativeError, count: echoes))
  }
}

extension DecayMoments {
  func disturbed(by factors: [Double]) -> DecayMoments {
    DecayMoments(
      squares: zip(squares, factors).map(*), varianceSlope: zip(varianceSlope, factors).map(*),
      varianceFloor: zip(varianceFloor, factors).map { $0 * $1 * $1 }, voxelCount: voxelCount)
  }
}

extension MeanRate {
  /// Of parts whose noise is independent and whose disturbances are the same.
  init?(of parts: [RegionPart]) {
    let count = parts.reduce(0) { $0 + $1.mean.voxelCount }
    guard count > 0 else { return nil }
    var sum = 0.0
    var variance = 0.0
    var shifts = [Double](repeating: 0, count: parts.map(\.shifts.count).max() ?? 0)
    for part in parts {
      let weight = Double(part.mean.voxelCount) / Double(count)
      sum += weight * part.mean.perSecond
      variance += weight * weight * part.errorOfNoise * part.errorOfNoise
      for (index, shift) in part.shifts.enumerated() { shifts[index] += weight * shift }
    }
    variance += shifts.reduce(0) { $0 + $1 * $1 }
    self.init(perSecond: sum, standardError: variance.squareRoot(), voxelCount: count)
  }
}
