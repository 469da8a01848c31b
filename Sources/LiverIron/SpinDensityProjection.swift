/// The signal at time zero inside the liver, projected from tissue around it.
///
/// Iron hides the early decay of the liver, so that its signal at time zero cannot be fitted. Tissue that decays slowly shows
/// it, and the sensitivity of the coil is smooth in space.
/// Here a cubic over the plane, linear over the slices, is fitted to the tissue by least squares. Liver and tissue are taken
/// to have the same density of spins, times a given ratio.
package struct SpinDensityProjection: Sendable {
  private let surface: Surface
  private let sharedRelativeError: Double
  private let moments: DecayMoments
  private let spinDensityRatio: Double
  /// The spread of the tissue about the surface, relative to its mean.
  package let relativeSpread: Double
  package let voxelCount: Int

  /// From tissues that each have a rate of their own, their voxels in ascending order.
  package init(
    tissues: [[Int]], in images: MagnitudeImages, spinDensityRatio: Double,
    _ execution: FitExecution
  ) throws(SpinDensityError) {
    let tissue = TissueSignals(of: tissues, in: images, execution)
    var kept = Array(tissue.voxels.indices)
    var fitted: Surface?
    // Vessels and borders stand out: fit, drop what is beyond four standard deviations, fit again.
    for _ in 0..<2 {
      guard kept.count >= Self.fewestVoxels else { throw .tooFewVoxels(kept.count) }
      let places = kept.map { tissue.voxels[$0] }
      let surface = Surface(through: kept.map { tissue.signalAtZero[$0] }, at: places, images.grid)
      guard let surface else { throw .tooNarrow }
      let expected = surface.values(at: places)
      let limit = Float(4 * surface.variance.squareRoot())
      kept = kept.indices.filter { abs(tissue.signalAtZero[kept[$0]] - expected[$0]) <= limit }
        .map { kept[$0] }
      fitted = surface
    }
    guard let fitted else { throw .tooNarrow }
    let variance = fitted.variance
    guard variance.isFinite, variance > 0 || images.noise.contains(0) else {
      throw .undetermined
    }
    surface = fitted
    sharedRelativeError = tissue.sharedRelativeError
    moments = DecayMoments(of: kept.map { tissue.voxels[$0] }, in: images)
    self.spinDensityRatio = spinDensityRatio
    voxelCount = kept.count
    let mean = kept.reduce(0.0) { $0 + Double(tissue.signalAtZero[$1]) } / Double(kept.count)
    relativeSpread = fitted.variance.squareRoot() / mean
  }

  /// The projected signal of each voxel, and how uncertain their mean is, relative to it.
  package func signalAtZero(
    at voxels: some Collection<Int>
  ) -> (signals: [Float], relativeError: Double) {
    let ratio = Float(spinDensityRatio)
    let ofSurface = surface.relativeErrorOfMean(over: voxels)
    return (
      surface.values(at: voxels).map { ratio * $0 },
      (ofSurface * ofSurface + sharedRelativeError * sharedRelativeError).squareRoot()
    )
  }

  /// What becomes of the signal at time zero when the echoes are disturbed.
  func relativeSignalAtZero(disturbing factors: [Double], _ times: EchoTimes) -> Double {
    guard let found = MonoexponentialDecay(of: moments, at: times),
      let moved = MonoexponentialDecay(of: moments.disturbed(by: factors), at: times)
    else { return 1 }
    return moved.signalAtZero / found.signalAtZero
  }

  private static let fewestVoxels = 1000
}

/// Why nothing can be projected.
package enum SpinDensityError: ExplainedError, Hashable {
  case tooFewVoxels(Int)
  case tooNarrow
  case undetermined

  package var problem: String {
    switch self {
    case .tooFewVoxels(let count): "\(count) voxels of tissue with a decay"
    case .tooNarrow: "the tissue does not surround the liver"
    case .undetermined:
      "the spread of the tissue about the projected signal is not a positive number"
    }
  }

  package var reason: String {
    switch self {
    case .tooFewVoxels: "the signal at time zero is projected from at least 1,000"
    case .tooNarrow: "a surface over the plane is not determined by it"
    case .undetermined: "without it the projection has no standard error"
    }
  }

  package var remedy: String {
    "mask muscle and spleen on all sides with --tissue, or leave it out for one exponential"
  }
}
