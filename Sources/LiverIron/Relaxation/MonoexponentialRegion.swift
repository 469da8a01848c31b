extension RegionMeasurement {
  /// One exponential in every voxel.
  ///
  /// The mean is not that of the map: the rate of one noisy voxel is skewed, the more the faster it decays. It is the mean
  /// over tiles of as many neighbours as bring the error of a tile's rate to 10 % of it (the choice of this project), where
  /// what skew is left is removed to first order.
  package init(
    monoexponential region: Region, in images: MagnitudeImages, because reason: String,
    objections: [Objection] = [], drift: GainDrift? = nil, _ execution: FitExecution
  ) throws(RegionMeasurementError) {
    guard !region.voxels.isEmpty else { throw .noVoxels(leftOut: region.leftOut) }
    let isNoisy = images.noise.allSatisfy { $0 > 0 }
    let fits =
      isNoisy
      ? VoxelFits(ricianOf: images, at: region.voxels, execution)
      : VoxelFits(leastSquaresOf: images, at: region.voxels, execution)
    let (parts, unmeasured) =
      isNoisy
      ? try Self.tiledParts(
        of: region, in: images,
        drift.map { Disturbance.ofReference($0, in: images, projection: nil) } ?? [], execution)
      : try Self.partsOfMap(fits, region, images.grid)
    guard let mean = MeanRate(of: parts), mean.isDetermined(withNoise: isNoisy) else {
      throw .undetermined
    }
    self.init(
      .monoexponential(because: reason), mean, parts, of: region, fits, unmeasured: unmeasured,
      because: isNoisy ? .noFitOfTile : .noFit, objections: objections)
  }

  private static let relativeErrorOfTile = 0.1

  private static func tiledParts(
    of region: Region, in images: MagnitudeImages, _ disturbances: [Disturbance],
    _ execution: FitExecution
  ) throws(RegionMeasurementError) -> (parts: [RegionPart], unmeasured: Set<Int>) {
    var slices: [(slice: Int, tiles: Range<Int>, quality: Double, shifts: [Double])] = []
    var tiles: [ArraySlice<Int>] = []
    for (slice, voxels) in region.bySlice(images.grid) {
      let moments = DecayMoments(of: voxels, in: images)
      guard let pooled = MonoexponentialDecay(of: moments, at: images.echoTimes) else {
        throw .noSignal(in: slice...slice)
      }
      let ofOneVoxel =
        pooled.rateStandardError * Double(voxels.count).squareRoot()
        / (relativeErrorOfTile * max(pooled.ratePerSecond, 1))
      let size = min(Double(voxels.count), max(1, (ofOneVoxel * ofOneVoxel).rounded(.up)))
      let ofSlice = images.grid.tiles(of: voxels, size: Int(size))
      let shifts = disturbances.map { disturbance in
        let moved = MonoexponentialDecay(
          of: moments.disturbed(by: disturbance.factors), at: images.echoTimes)
        return (moved?.ratePerSecond ?? 0) - pooled.ratePerSecond
      }
      slices.append(
        (slice, tiles.count..<tiles.count + ofSlice.count, pooled.reducedChiSquared, shifts))
      tiles += ofSlice
    }
    let fits = VoxelFits(ricianOf: tiles, in: images, execution)
    var parts: [RegionPart] = []
    var unmeasured: Set<Int> = []
    for slice in slices {
      for tile in slice.tiles where !fits.hasConverged[tile] { unmeasured.formUnion(tiles[tile]) }
      let means = slice.tiles.filter { fits.hasConverged[$0] }.map {
        MeanRate(
          perSecond: Double(fits.ratePerSecond[$0]),
          standardError: Double(fits.standardError[$0]), voxelCount: tiles[$0].count)
      }
      guard let mean = MeanRate(of: means) else { throw .noSignal(in: slice.slice...slice.slice) }
      parts.append(
        RegionPart(
          slices: slice.slice...slice.slice, rateOfNoise: mean, shifts: slice.shifts,
          reducedChiSquared: slice.quality))
    }
    return (parts, unmeasured)
  }

  /// Without noise a voxel is as good as a tile.
  private static func partsOfMap(
    _ fits: VoxelFits, _ region: Region, _ grid: VoxelGrid
  ) throws(RegionMeasurementError) -> (parts: [RegionPart], unmeasured: Set<Int>) {
    var parts: [RegionPart] = []
    var unmeasured: Set<Int> = []
    for (slice, voxels) in region.bySlice(grid) {
      for index in voxels.indices where !fits.hasConverged[index] {
        unmeasured.insert(voxels[index])
      }
      let means = voxels.indices.filter { fits.hasConverged[$0] }.map {
        MeanRate(
          perSecond: Double(fits.ratePerSecond[$0]),
          standardError: Double(fits.standardError[$0]), voxelCount: 1)
      }
      guard let mean = MeanRate(of: means) else { throw .noSignal(in: slice...slice) }
      parts.append(
        RegionPart(slices: slice...slice, rateOfNoise: mean, shifts: [], reducedChiSquared: 0))
    }
    return (parts, unmeasured)
  }
}
