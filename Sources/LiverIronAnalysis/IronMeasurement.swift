package import LiverIron

/// Liver iron by a pinned calibration: of the region, of its parts, and of each voxel.
package struct IronMeasurement: Sendable {
  package let pinned: PinnedCalibration
  /// The calibration of the mean rate, as it may be printed.
  package let reported: ReportedConcentration
  /// From the ends of the interval of the mean rate; the uncertainty of the calibration itself is not included.
  package let interval: [ReportedConcentration]
  package let parts: [ReportedConcentration]
  /// The mean of the map, which noise raises; printed next to the result, never instead of it.
  package let mapMeanMilligramsPerGram: Double?
  /// Voxels of the map and their concentrations, not censored to the domain.
  package let voxels: [Int]
  package let milligramsPerGram: [Float]
  package let standardErrors: [Float]
  /// Voxels with a rate and without a concentration, by reason; the mean rate includes them, the mean of the map does not.
  package let withoutFigure: [MaskReason: Int]

  init(_ relaxation: RegionMeasurement, by pinned: PinnedCalibration) throws {
    let calibration = pinned.calibration
    func concentration(_ perSecond: Double) throws -> ReportedConcentration {
      try calibration.reported(at: RelaxationRate(.r2, perSecond: perSecond))
    }
    self.pinned = pinned
    reported = try concentration(relaxation.mean.perSecond)
    interval = try [relaxation.mean.interval.lowerBound, relaxation.mean.interval.upperBound]
      .map(concentration)
    parts = try relaxation.parts.map { try concentration($0.mean.perSecond) }

    var voxels: [Int] = []
    var values: [Float] = []
    var errors: [Float] = []
    var beyond = 0
    let fits = relaxation.fits
    for (index, voxel) in relaxation.voxels.enumerated() where fits.hasConverged[index] {
      let rate = Double(fits.ratePerSecond[index])
      guard let value = calibration.curve.milligramsPerGram(atPerSecond: rate),
        let slope = calibration.curve.slope(atPerSecond: rate)
      else {
        beyond += 1
        continue
      }
      voxels.append(voxel)
      values.append(Float(value))
      errors.append(Float(slope) * fits.standardError[index])
    }
    mapMeanMilligramsPerGram =
      values.isEmpty ? nil : values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    self.voxels = voxels
    milligramsPerGram = values
    standardErrors = errors
    withoutFigure = beyond == 0 ? [:] : [.beyondCalibration: beyond]
  }
}
