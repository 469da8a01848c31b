/// The images of an acquisition with its regions, before anything is fitted.
package struct AcquiredImages: Sendable {
  package let images: MagnitudeImages
  package let liver: Region
  /// Whether the region was found by this program, and not drawn by a person.
  package let isLiverProposed: Bool
  package let saline: Region?
  package let noise: NoiseLevel
  /// The gain from the saline, or why it is unknown; nil without saline.
  package let drift: Result<GainDrift, GainDriftError>?
  /// The value at which each image of each echo is cut off, where its largest value looks like a limit of its storage.
  package let ceilings: [[Float?]]
  package let headers: AcquiredHeaders

  package init(
    images: MagnitudeImages, liver: Region, isLiverProposed: Bool, saline: Region?,
    noise: NoiseLevel, drift: Result<GainDrift, GainDriftError>?, ceilings: [[Float?]],
    headers: AcquiredHeaders
  ) {
    self.images = images
    self.liver = liver
    self.isLiverProposed = isLiverProposed
    self.saline = saline
    self.noise = noise
    self.drift = drift
    self.ceilings = ceilings
    self.headers = headers
  }

  var grid: VoxelGrid { images.grid }
}

/// What was measured in the region, for the checks that need it.
package struct MeasuredRegion: Sendable {
  package let relaxation: RegionMeasurement
  package let grid: VoxelGrid
  /// Relative; nil where no tissue was given.
  package let projectionError: Double?
  /// Nil where there is no concentration.
  package let reported: ReportedConcentration?
  package let isNoisy: Bool
  /// Whether the noise may differ from place to place, because it was measured in the body and not in air.
  package let isNoiseLocal: Bool

  package init(
    relaxation: RegionMeasurement, grid: VoxelGrid, projectionError: Double?,
    reported: ReportedConcentration?, isNoisy: Bool, isNoiseLocal: Bool
  ) {
    self.relaxation = relaxation
    self.grid = grid
    self.projectionError = projectionError
    self.reported = reported
    self.isNoisy = isNoisy
    self.isNoiseLocal = isNoiseLocal
  }
}
