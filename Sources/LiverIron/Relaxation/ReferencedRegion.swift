extension RegionMeasurement {
  /// With the signal at time zero projected into the region.
  ///
  /// Five echoes do not determine two exponentials in one voxel. Slices are pooled until they have 1,000 voxels, and each part is
  /// estimated over all shapes of decay; in the map, the most probable shape of a part is stretched in time to fit each voxel.
  /// The number of voxels is this project's choice.
  package init(
    region: Region, in images: MagnitudeImages, projection: SpinDensityProjection,
    drift: GainDrift? = nil, _ execution: FitExecution
  ) throws(RegionMeasurementError) {
    guard !region.voxels.isEmpty else { throw .noVoxels(leftOut: region.leftOut) }
    let (signals, error) = projection.signalAtZero(at: region.voxels)
    guard error.isFinite, signals.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw .undeterminedProjection
    }
    if images.echoTimes.count < RateEstimate.fewestEchoes {
      try self.init(
        monoexponential: region, in: images,
        because: "two exponentials need at least \(RateEstimate.fewestEchoes) echoes",
        objections: [.tooFewEchoes(images.echoTimes.count)], drift: drift, execution)
      return
    }
    let disturbances =
      drift.map { Disturbance.ofReference($0, in: images, projection: projection) } ?? []
    var parts: [RegionPart] = []
    var fits: VoxelFits?
    for (slices, voxels) in region.parts(images.grid, ofAtLeast: Self.fewestVoxels) {
      let (signals, error) = projection.signalAtZero(at: voxels)
      let pooled = PooledSignals(
        DecayMoments(of: voxels, in: images, signalAtZero: signals), at: images.echoTimes,
        disturbances: disturbances,
        signalAtZeroError: projection.signalAtZeroError(ofSurface: error))
      guard let estimate = RateEstimate(of: pooled) else { throw .noSignal(in: slices) }
      let part = RegionPart(slices: slices, estimate, voxelCount: voxels.count)
      parts.append(part)
      let ofVoxels =
        images.noise.contains(0)
        ? VoxelFits(leastSquaresOf: images, at: Array(voxels), execution)
        : VoxelFits(
          scaling: estimate, of: images, at: Array(voxels), signalAtZero: signals, execution)
      fits = fits.map { $0.appending(ofVoxels) } ?? ofVoxels
    }
    guard let fits, let mean = MeanRate(sharingErrors: parts) else { throw .undetermined }
    self.init(
      .weighed(probabilityOfTwo: parts.meanProbabilityOfTwo), mean, parts, of: region, fits,
      unmeasured: [], because: .noFit,
      objections: projection.disagreements + parts.compactMap(\.objection) + mean.objections)
  }

  private static let fewestVoxels = 1000
}

extension [RegionPart] {
  /// Each part weighted by its voxels.
  fileprivate var meanProbabilityOfTwo: Double {
    let voxels = reduce(0) { $0 + $1.mean.voxelCount }
    return reduce(0) {
      $0 + ($1.estimate?.probabilityOfTwo ?? 0) * Double($1.mean.voxelCount) / Double(voxels)
    }
  }
}

extension RegionPart {
  /// From signals at time zero that have a relative standard error in common; nil where there is no signal.
  package init?(
    of voxels: ArraySlice<Int>, in slices: ClosedRange<Int>, _ images: MagnitudeImages,
    signalAtZero: [Float], relativeError: Double
  ) {
    let pooled = PooledSignals(
      DecayMoments(of: voxels, in: images, signalAtZero: signalAtZero), at: images.echoTimes,
      disturbances: [], signalAtZeroError: relativeError)
    guard let estimate = RateEstimate(of: pooled) else { return nil }
    self.init(slices: slices, estimate, voxelCount: voxels.count)
  }
}

extension Region {
  /// Neighbouring slices, joined until each part has `fewest` voxels; too small a rest joins the last part.
  func parts(
    _ grid: VoxelGrid, ofAtLeast fewest: Int
  ) -> [(slices: ClosedRange<Int>, voxels: ArraySlice<Int>)] {
    var parts: [(slices: ClosedRange<Int>, voxels: ArraySlice<Int>)] = []
    for (slice, voxels) in bySlice(grid) {
      if let last = parts.last, last.voxels.count < fewest {
        parts[parts.count - 1] = (
          last.slices.lowerBound...slice, self.voxels[last.voxels.startIndex..<voxels.endIndex]
        )
      } else {
        parts.append((slice...slice, voxels))
      }
    }
    if parts.count > 1, let last = parts.last, last.voxels.count < fewest {
      parts.removeLast()
      let before = parts[parts.count - 1]
      parts[parts.count - 1] = (
        before.slices.lowerBound...last.slices.upperBound,
        voxels[before.voxels.startIndex..<last.voxels.endIndex]
      )
    }
    return parts
  }
}
