/// The squared signals of a region's pooled echoes, relative to a projected signal at time zero, and how far each can be wrong.
///
/// Noise averages out over thousands of voxels. What remains is shared by all of them: the gains, the relaxation of the saline
/// from which these were measured, the level of the noise itself, and what no exponential describes. All of it is one covariance.
struct PooledSignals {
  let times: EchoTimes
  let squares: [Double]
  let covariance: SymmetricMatrix
  /// The part of the variances that noise alone leaves; it differs from region to region.
  let noiseVariances: [Double]
  /// The standard error of the signal at time zero, relative to the projected one.
  let signalAtZeroError: Double

  /// Motion, flow and heterogeneity within a voxel leave echoes off any sum of two exponentials. 0.03 % of each signal is this
  /// project's choice: it does not widen an interval by itself, and errors beyond it show in the residuals, which do.
  static let modelError = 0.0003

  init(
    _ moments: DecayMoments, at times: EchoTimes, disturbances: [Disturbance],
    signalAtZeroError: Double
  ) {
    self.times = times
    self.signalAtZeroError = signalAtZeroError
    squares = moments.squares
    noiseVariances = moments.squares.indices.map {
      moments.variance($0, at: moments.squares[$0])
    }
    var covariance = SymmetricMatrix(order: squares.count)
    for echo in squares.indices {
      let ofModel = 2 * Self.modelError * squares[echo]
      let ofOffset = moments.offsetErrors[echo]
      covariance[echo, echo] = noiseVariances[echo] + ofModel * ofModel + ofOffset * ofOffset
    }
    for disturbance in disturbances {
      covariance.add(zip(disturbance.factors, squares).map { ($0 - 1) * $1 }, weight: 1)
    }
    self.covariance = covariance
  }

  /// The same signals with all errors taken to be larger, where they disagree with every decay.
  func withErrors(times factor: Double) -> PooledSignals {
    var wider = covariance
    for row in 0..<wider.order {
      for column in 0..<wider.order { wider[row, column] *= factor * factor }
    }
    return PooledSignals(
      times: times, squares: squares, covariance: wider, noiseVariances: noiseVariances,
      signalAtZeroError: signalAtZeroError)
  }

  private init(
    times: EchoTimes, squares: [Double], covariance: SymmetricMatrix, noiseVariances: [Double],
    signalAtZeroError: Double
  ) {
    self.times = times
    self.squares = squares
    self.covariance = covariance
    self.noiseVariances = noiseVariances
    self.signalAtZeroError = signalAtZeroError
  }
}
