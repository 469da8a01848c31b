/// The relaxation of a region: its mean rate, the rates by slice, and the rate of each voxel.
package struct RegionMeasurement: Sendable {
  package var model: ModelChoice
  package var mean: MeanRate
  package var parts: [RegionPart]
  package var voxels: [Int]
  package var fits: VoxelFits
  /// Voxels of the mask that are not in the mean rate, by reason: with those measured they are all of the mask.
  package var leftOut: [MaskReason: Int]

  /// Voxels that are in the mean rate, by the pooled decay that they are part of, and have no rate of their own in the map.
  package var withoutOwnRate: [MaskReason: Int]

  /// `unmeasured` are voxels of the region that are in no part.
  init(
    _ model: ModelChoice, _ mean: MeanRate, _ parts: [RegionPart], of region: Region,
    _ fits: VoxelFits, unmeasured: Set<Int>, because reason: MaskReason
  ) {
    self.model = model
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

  /// The mean of the map, for comparison with the mean rate; nothing when the map is empty.
  package var mapMeanPerSecond: Double? {
    let rates = fits.ratePerSecond.indices.filter { fits.hasConverged[$0] }
    guard !rates.isEmpty else { return nil }
    return rates.reduce(0) { $0 + Double(fits.ratePerSecond[$1]) } / Double(rates.count)
  }
}

/// Neighbouring slices that are measured together.
package struct RegionPart: Sendable, Hashable {
  package var slices: ClosedRange<Int>
  package var mean: MeanRate
  /// The standard error that the noise of these voxels leaves.
  package var errorOfNoise: Double
  /// How far each disturbance that all parts share moves the mean, in s⁻¹.
  package var shifts: [Double]
  package var reducedChiSquared: Double
  /// The two exponentials, where two were fitted.
  package var decay: BiexponentialDecay?

  init(
    slices: ClosedRange<Int>, rateOfNoise mean: MeanRate, shifts: [Double],
    reducedChiSquared: Double, decay: BiexponentialDecay? = nil
  ) {
    self.slices = slices
    self.mean = mean
    errorOfNoise = mean.standardError
    self.shifts = shifts
    self.reducedChiSquared = reducedChiSquared
    self.decay = decay
    self.mean.standardError =
      shifts.reduce(mean.standardError * mean.standardError) { $0 + $1 * $1 }.squareRoot()
  }
}

/// How many exponentials the decay of the liver is taken to have, and why not two.
package enum ModelChoice: Sendable, Hashable, CustomStringConvertible {
  case biexponential
  case monoexponential(because: String)

  package var name: String {
    switch self {
    case .biexponential: "bi-exponential"
    case .monoexponential: "mono-exponential"
    }
  }

  package var description: String {
    switch self {
    case .biexponential: "bi-exponential, with the signal at time zero projected from tissue"
    case .monoexponential(let reason): "mono-exponential, because \(reason)"
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
