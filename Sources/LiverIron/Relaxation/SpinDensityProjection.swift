/// The signal at time zero inside the liver, projected from tissue around it.
///
/// Iron hides the early decay of the liver, so its signal at time zero cannot be fitted alone. Tissue that decays slowly shows its
/// own, and the sensitivity of the coil is smooth in space: a surface that is cubic in the plane and linear over the slices is fitted
/// to the tissue by least squares. In the liver it is multiplied by a ratio of spin densities, which is uncertain.
package struct SpinDensityProjection: Sendable {
  private let surface: Surface
  private let sharedRelativeError: Double
  private let moments: DecayMoments
  private let ratio: SpinDensityRatio
  /// The spread of the tissue about the surface, relative to its mean.
  package let relativeSpread: Double
  package let voxelCount: Int
  /// Where the tissue contradicts itself.
  let disagreements: [Objection]

  /// From kinds of tissue that each have a rate of their own, their voxels in ascending order.
  package init(
    tissues: [[Int]], in images: MagnitudeImages, ratio: SpinDensityRatio = .usual,
    _ execution: FitExecution
  ) throws(SpinDensityError) {
    let tissue = TissueSignals(of: tissues, in: images, execution)
    disagreements = tissue.disagreements(on: images.grid)
    var kept = Array(tissue.voxels.indices)
    var fitted: Surface?
    // Vessels and borders stand out: fit, drop what is beyond four standard deviations, fit again.
    for _ in 0..<2 {
      guard kept.count >= Self.fewestVoxels else { throw .tooFewVoxels(kept.count) }
      let voxels = kept.map { tissue.voxels[$0] }
      let surface = Surface(through: kept.map { tissue.signalAtZero[$0] }, at: voxels, images.grid)
      guard let surface else { throw .tooNarrow }
      let expected = surface.values(at: voxels)
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
    self.ratio = ratio
    voxelCount = kept.count
    let mean = kept.reduce(0.0) { $0 + Double(tissue.signalAtZero[$1]) } / Double(kept.count)
    relativeSpread = fitted.variance.squareRoot() / mean
  }

  /// The projected signal of each voxel, and the standard error of their mean that the tissue leaves, relative to it.
  package func signalAtZero(
    at voxels: some Collection<Int>
  ) -> (signals: [Float], relativeError: Double) {
    let ratio = Float(ratio.value)
    let ofSurface = surface.relativeErrorOfMean(over: voxels)
    return (
      surface.values(at: voxels).map { ratio * $0 },
      (ofSurface * ofSurface + sharedRelativeError * sharedRelativeError).squareRoot()
    )
  }

  /// The standard error of the signal at time zero with that of the ratio, relative.
  func signalAtZeroError(ofSurface error: Double) -> Double {
    (error * error + ratio.relativeError * ratio.relativeError).squareRoot()
  }

  /// The factor by which the signal at time zero changes when the echoes are disturbed.
  func relativeSignalAtZero(disturbing factors: [Double], _ times: EchoTimes) -> Double {
    guard let found = MonoexponentialDecay(of: moments, at: times),
      let moved = MonoexponentialDecay(of: moments.disturbed(by: factors), at: times)
    else { return 1 }
    return moved.signalAtZero / found.signalAtZero
  }

  private static let fewestVoxels = 1000
}

extension TissueSignals {
  /// Kinds that are not one tissue, and kinds whose signal is not what the others lead to expect.
  fileprivate func disagreements(on grid: VoxelGrid) -> [Objection] {
    var found: [Objection] = rateSpreads.enumerated().compactMap { kind, spread in
      spread > Self.largestRateSpread
        ? .mixedTissue(kind: kind + 1, relativeSpread: spread) : nil
    }
    for (kind, rate) in rates.enumerated() {
      if let rate,
        rate.ratePerSecond + MeanRate.halfWidth * rate.rateStandardError < Self.slowestRate
      {
        found.append(.slowTissue(kind: kind + 1, perSecond: rate.ratePerSecond))
      }
    }
    guard rateSpreads.count > 1 else { return found }
    for kind in rateSpreads.indices {
      let own = voxels.indices.filter { kinds[$0] == kind }
      let others = voxels.indices.filter { kinds[$0] != kind }
      let ownVoxels = own.map { voxels[$0] }
      // A surface through a few voxels on one side says nothing about the other side of the body.
      guard own.count >= Self.fewestOwn, others.count >= max(own.count, Self.fewestOthers),
        let surface = Surface(
          through: others.map { signalAtZero[$0] }, at: others.map { voxels[$0] }, grid)
      else { continue }
      let expected = surface.values(at: ownVoxels).reduce(0.0) { $0 + Double($1) }
      let ratio = own.reduce(0.0) { $0 + Double(signalAtZero[$1]) } / expected
      let error = surface.relativeErrorOfMean(over: ownVoxels)
      if abs(ratio - 1) > Self.largestDisagreement + 2 * error {
        found.append(.tissuesDisagree(kind: kind + 1, ratio: ratio))
      }
    }
    return found
  }

  /// In s⁻¹, a T2 of 125 ms: spleen has 79 ms at 1.5 T and muscle a third of that (de Bazelaire et al. 2004, as quoted by a public
  /// simulator).
  private static let slowestRate = 8.0
  private static let (fewestOwn, fewestOthers) = (400, 1000)
  /// The rate of a muscle differs by some per cent from place to place; muscle with fat in it differs by a third.
  private static let largestRateSpread = 0.25
  /// Muscle and spleen differ by a few per cent at time zero; fat is brighter by a quarter.
  private static let largestDisagreement = 0.12
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
    "mask muscle and spleen on all sides with --tissue, or leave it out for R2 alone"
  }
}
