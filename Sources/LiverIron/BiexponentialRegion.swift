extension RegionMeasurement {
  /// Two exponentials, with the signal at time zero projected into the region.
  ///
  /// Five echoes do not determine two exponentials in one voxel. Slices are pooled until they have 1,000 voxels; the shape
  /// that they share is stretched in time to fit each voxel of the map. When the projection is too uncertain or the region
  /// too small, one exponential is fitted, and the choice says why. Both limits are this project's choice.
  package init(
    region: Region, in images: MagnitudeImages, projection: SpinDensityProjection,
    drift: GainDrift? = nil, _ execution: FitExecution
  ) throws(RegionMeasurementError) {
    guard !region.voxels.isEmpty else { throw .noVoxels(leftOut: region.leftOut) }
    if let obstacle = try Self.obstacle(to: region, images, projection) {
      try self.init(monoexponential: region, in: images, because: obstacle, drift: drift, execution)
      return
    }
    let ofGains = drift.map { Disturbance.ofGains($0, in: images, projection: projection) } ?? []
    var parts: [RegionPart] = []
    var fits: VoxelFits?
    for (slices, voxels) in region.parts(images.grid, ofAtLeast: Self.fewestVoxels) {
      let (signals, error) = projection.signalAtZero(at: voxels)
      guard
        let part = RegionPart(
          of: voxels, in: slices, images, signalAtZero: signals,
          disturbances: ofGains
            + [.ofProjection(error, echoes: images.echoTimes.count)])
      else { throw .noSignal(in: slices) }
      parts.append(part)
      let stretched = VoxelFits(
        scaling: part.decay!, of: images, at: Array(voxels), signalAtZero: signals, execution)
      fits = fits.map { $0.appending(stretched) } ?? stretched
    }
    guard let fits, let mean = MeanRate(of: parts), mean.isDetermined(withNoise: true) else {
      throw .undetermined
    }
    self.init(
      .biexponential, mean, parts, of: region, fits, unmeasured: [], because: .noFit)
  }

  private static let fewestVoxels = 1000
  private static let largestErrorOfProjection = 0.01

  private static func obstacle(
    to region: Region, _ images: MagnitudeImages, _ projection: SpinDensityProjection
  ) throws(RegionMeasurementError) -> String? {
    let (signals, error) = projection.signalAtZero(at: region.voxels)
    guard error.isFinite, signals.allSatisfy(\.isFinite) else { throw .undeterminedProjection }
    if images.echoTimes.count < BiexponentialDecay.fewestEchoes {
      return "two exponentials need at least \(BiexponentialDecay.fewestEchoes) echoes"
    }
    if images.noise.contains(0) { return "without noise the two cannot be weighted" }
    if region.voxels.count < fewestVoxels {
      return "the region has \(region.voxels.count) voxels, fewer than \(fewestVoxels)"
    }
    if signals.contains(where: { $0 <= 0 }) {
      return "the projected signal at time zero is not positive everywhere"
    }
    if error > largestErrorOfProjection {
      let percent = PrintedFigure(100 * error, decimals: 1)
      return "the projected signal at time zero is uncertain by \(percent) %, more than 1 %"
    }
    return nil
  }
}

extension RegionPart {
  /// Nothing when there is no signal to fit.
  package init?(
    of voxels: ArraySlice<Int>, in slices: ClosedRange<Int>, _ images: MagnitudeImages,
    signalAtZero: [Float]
  ) {
    self.init(of: voxels, in: slices, images, signalAtZero: signalAtZero, disturbances: [])
  }

  init?(
    of voxels: ArraySlice<Int>, in slices: ClosedRange<Int>, _ images: MagnitudeImages,
    signalAtZero: [Float], disturbances: [Disturbance]
  ) {
    let moments = DecayMoments(of: voxels, in: images, signalAtZero: signalAtZero)
    guard let decay = BiexponentialDecay(of: moments, at: images.echoTimes) else { return nil }
    let shifts = disturbances.map { disturbance in
      let moved = BiexponentialDecay(
        of: moments.disturbed(by: disturbance.factors), at: images.echoTimes)
      return (moved?.meanRatePerSecond ?? 0) - decay.meanRatePerSecond
    }
    self.init(
      slices: slices,
      rateOfNoise: MeanRate(
        perSecond: decay.meanRatePerSecond, standardError: decay.meanRateStandardError,
        voxelCount: voxels.count),
      shifts: shifts, reducedChiSquared: decay.reducedChiSquared, decay: decay)
  }
}

extension Region {
  /// Neighbouring slices joined until each part has `fewest` voxels; what is left at the end joins the last part.
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
