/// The relaxation of a region: its mean rate, the rates by slice, and the rate of each voxel.
package struct RegionMeasurement: Sendable {
  package let model: ModelChoice
  package let mean: MeanRate
  package let parts: [RegionPart]
  package let voxels: [Int]
  package let fits: VoxelFits
  /// Voxels of the mask that are not in the mean rate, by reason; together with the measured ones they are the whole mask.
  package private(set) var leftOut: [MaskReason: Int]
  /// Voxels that are in the mean rate, because their signal was pooled, but do not have a rate of their own in the map.
  package let withoutOwnRate: [MaskReason: Int]
  /// Why the rate must not become a concentration; empty where nothing speaks against it.
  package let objections: [Objection]

  /// `unmeasured` are voxels of the region that are not in any part.
  init(
    _ model: ModelChoice, _ mean: MeanRate, _ parts: [RegionPart], of region: Region,
    _ fits: VoxelFits, unmeasured: Set<Int>, because reason: MaskReason, objections: [Objection]
  ) {
    self.model = model
    self.objections = objections
    self.mean = mean
    self.parts = parts
    self.fits = fits
    voxels = region.voxels
    leftOut = region.leftOut
    if !unmeasured.isEmpty { leftOut[reason, default: 0] += unmeasured.count }
    let unfitted = voxels.indices.count {
      !fits.hasConverged[$0] && !unmeasured.contains(region.voxels[$0])
    }
    withoutOwnRate = unfitted > 0 ? [.noFit: unfitted] : [:]
  }

  /// The mean of the map, for comparison with the mean rate; nil when the map is empty.
  package var mapMeanPerSecond: Double? {
    let rates = fits.ratePerSecond.indices.filter { fits.hasConverged[$0] }
    guard !rates.isEmpty else { return nil }
    return rates.reduce(0) { $0 + Double(fits.ratePerSecond[$1]) } / Double(rates.count)
  }
}

/// Neighbouring slices that are measured together.
package struct RegionPart: Sendable, Hashable {
  package let slices: ClosedRange<Int>
  package let mean: MeanRate
  /// The standard error that the noise of these voxels leaves.
  let errorOfNoise: Double
  /// How far each disturbance that all parts share moves the mean of one exponential, in s⁻¹.
  let shifts: [Double]
  package let reducedChiSquared: Double
  /// Nil where one exponential was fitted without a signal at time zero.
  package let estimate: RateEstimate?

  /// One exponential; `mean` has the error of noise alone.
  init(
    slices: ClosedRange<Int>, rateOfNoise mean: MeanRate, shifts: [Double],
    reducedChiSquared: Double
  ) {
    self.slices = slices
    self.mean = MeanRate(
      perSecond: mean.perSecond,
      standardError: shifts.reduce(mean.standardError * mean.standardError) { $0 + $1 * $1 }
        .squareRoot(), voxelCount: mean.voxelCount)
    errorOfNoise = mean.standardError
    self.shifts = shifts
    self.reducedChiSquared = reducedChiSquared
    estimate = nil
  }

  init(slices: ClosedRange<Int>, _ estimate: RateEstimate, voxelCount: Int) {
    self.slices = slices
    mean = MeanRate(estimate.perSecond, within: estimate.interval, voxelCount: voxelCount)
    errorOfNoise = estimate.errorOfNoise
    shifts = []
    reducedChiSquared = estimate.reducedChiSquared
    self.estimate = estimate
  }
}

/// How many exponentials the decay of the liver is taken to have, and on what grounds.
package enum ModelChoice: Sendable, Hashable, CustomStringConvertible {
  /// One and two, each with the probability that the echoes and the signal at time zero give it.
  case weighed(probabilityOfTwo: Double)
  /// One alone, without a signal at time zero.
  case monoexponential(because: String)

  /// The more probable model.
  package var name: String {
    switch self {
    case .weighed(let probabilityOfTwo) where probabilityOfTwo >= 0.5: "bi-exponential"
    case .weighed, .monoexponential: "mono-exponential"
    }
  }

  package var description: String {
    switch self {
    case .weighed(let probabilityOfTwo):
      "\(name); the echoes, with the signal at time zero projected from tissue, give two exponentials a probability of \(Self.percent(probabilityOfTwo)), and the figure and its interval weigh one and two accordingly"
    case .monoexponential(let reason): "mono-exponential, because \(reason)"
    }
  }

  /// Never rounded to certainty.
  private static func percent(_ probability: Double) -> String {
    switch 100 * probability {
    case ..<0.1: "under 0.1 %"
    case 99.9...: "over 99.9 %"
    case let share: "\(PrintedFigure(share, decimals: 1)) %"
    }
  }
}

/// Why a region has no mean rate.
package enum RegionMeasurementError: ExplainedError, Hashable {
  case noVoxels(leftOut: [MaskReason: Int])
  /// In slices counted from 0.
  case noSignal(in: ClosedRange<Int>)
  case undetermined
  case undeterminedProjection

  package var problem: String {
    switch self {
    case .noVoxels: "the region has no voxel that can be fitted"
    case .noSignal(let slices):
      slices.count == 1
        ? "slice \(slices.lowerBound + 1) of the region has no signal above the noise"
        : "slices \(slices.lowerBound + 1) to \(slices.upperBound + 1) of the region have no signal above the noise"
    case .undetermined:
      "the mean rate of the region has no standard error that is a positive number"
    case .undeterminedProjection:
      "the signal at time zero projected into the region is not a number"
    }
  }

  package var reason: String {
    switch self {
    case .noVoxels(let leftOut):
      leftOut.isEmpty
        ? "the mask is empty"
        : leftOut.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { "\($0.value) with \($0.key.rawValue)" }.joined(separator: ", ")
    case .noSignal:
      "there is no decay to measure, and a mean without them is not that of the region"
    case .undetermined: "a figure without its error is not given"
    case .undeterminedProjection: "two exponentials cannot be fitted without it"
    }
  }

  package var remedy: String {
    switch self {
    case .noVoxels, .noSignal: "check that mask and images are of the same acquisition"
    case .undetermined: "check the noise, and the signal in the mask"
    case .undeterminedProjection: "check the mask of tissue, or leave it out for one exponential"
    }
  }
}
