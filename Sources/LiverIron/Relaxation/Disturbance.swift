internal import Glibc

/// An error of one standard deviation that the whole region shares, as in the gain of one echo.
///
/// Noise differs from voxel to voxel and averages out; a disturbance does not.
struct Disturbance: Sendable, Hashable {
  /// What the squared signal of each echo is multiplied by, relative to the square of the signal at time zero.
  let factors: [Double]

  /// Of the gains, one for each echo, and of the relaxation of the saline that they were measured in.
  static func ofReference(
    _ drift: GainDrift, in images: MagnitudeImages, projection: SpinDensityProjection?
  ) -> [Disturbance] {
    var all = drift.ownErrors.enumerated().map { echo, error in
      var factors = [Double](repeating: 1, count: images.echoTimes.count)
      factors[echo] = 1 - 2 * error
      return factors
    }
    all.append(images.echoTimes.seconds.map { exp(-2 * drift.rateError * $0.value) })
    return all.map { factors in
      // The tissue is measured with the same gains, and with it the signal at time zero.
      let moved = projection?.relativeSignalAtZero(disturbing: factors, images.echoTimes) ?? 1
      return Disturbance(factors: factors.map { $0 / (moved * moved) })
    }
  }
}

extension DecayMoments {
  func disturbed(by factors: [Double]) -> DecayMoments {
    DecayMoments(
      squares: zip(squares, factors).map(*), varianceSlope: zip(varianceSlope, factors).map(*),
      varianceFloor: zip(varianceFloor, factors).map { $0 * $1 * $1 }, voxelCount: voxelCount)
  }
}
