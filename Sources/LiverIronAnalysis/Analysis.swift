package import LiverIron
internal import LiverIronImages

/// What a study shows: noise, gain, relaxation, and iron where a calibration is pinned.
package struct Analysis: Sendable {
  package let request: AnalysisRequest
  package let noise: NoiseLevel
  package let drift: GainDrift?
  package let projection: Projection?
  package let relaxation: RegionMeasurement
  package let iron: IronFinding

  /// How the signal at time zero was projected.
  package struct Projection: Sendable, Hashable {
    package var tissueVoxels: Int
    package var relativeSpread: Double
    package var relativeError: Double
    package var spinDensityRatio: Double
  }

  /// Each stage is named to `progress` as it starts.
  package init(
    _ request: AnalysisRequest, _ execution: FitExecution, progress: (String) -> Void = { _ in }
  ) throws {
    let study = request.study
    let pinned = try request.usablePin()
    try request.requireMasksApart()
    progress("noise")
    noise = try NoiseLevel(request.noise, of: study)
    var images = MagnitudeImages(
      grid: study.grid, echoTimes: study.echoTimes, echoes: study.echoes, noise: noise.sigma)

    var drift: GainDrift?
    if let saline = request.saline {
      progress("gain of the receiver")
      let found = try GainDrift(
        reference: Region(mask: saline, echoes: study.echoes), in: images,
        rate: request.salineRate)
      images = images.dividing(by: found.gains)
      drift = found
    }
    self.drift = drift

    let liver = Region(mask: request.liver, echoes: study.echoes)
    if !request.tissues.isEmpty, !request.wantsOneExponential {
      progress("signal at time zero")
      let surface = try SpinDensityProjection(
        tissues: request.tissues.map { Region(mask: $0, echoes: study.echoes).voxels }, in: images,
        spinDensityRatio: request.spinDensityRatio, execution)
      projection = Projection(
        tissueVoxels: surface.voxelCount, relativeSpread: surface.relativeSpread,
        relativeError: surface.signalAtZero(at: liver.voxels).relativeError,
        spinDensityRatio: request.spinDensityRatio)
      progress("relaxation of \(liver.voxels.count) voxels")
      relaxation = try RegionMeasurement(
        region: liver, in: images, projection: surface, drift: drift, execution)
    } else {
      projection = nil
      progress("relaxation of \(liver.voxels.count) voxels")
      relaxation = try RegionMeasurement(
        monoexponential: liver, in: images,
        because: request.wantsOneExponential
          ? "it was asked for" : "no tissue was masked to project the signal at time zero from",
        drift: drift, execution)
    }
    progress("iron")
    switch pinned {
    case .success(let pinned): iron = .iron(try IronMeasurement(relaxation, by: pinned))
    case .failure(let reason): iron = .none(because: reason.text)
    }
    self.request = request
  }
}

extension NoiseLevel {
  init(_ source: NoiseSource, of study: MultiEchoStudy) throws(NoiseLevelError) {
    switch source {
    case .corners: try self.init(cornersOf: study.echoes, study.grid)
    case .air(let mask): try self.init(air: mask.indices.filter { mask[$0] }, in: study.echoes)
    case .given(let sigma): self.init(given: sigma, echoes: study.echoTimes.count)
    }
  }
}

/// The concentration, or why there is none.
package enum IronFinding: Sendable {
  case iron(IronMeasurement)
  case none(because: String)
}

extension AnalysisRequest {
  struct NoIron: Error { var text: String }

  fileprivate func requireMasksApart() throws(StudyError) {
    var others = tissues.map { ("tissue", $0) }
    if let saline { others.append(("saline", saline)) }
    if case .air(let air) = noise { others.append(("air", air)) }
    for (name, mask) in others {
      let shared = zip(liver, mask).count { $0 && $1 }
      if shared > 0 { throw .overlap(name, voxels: shared) }
    }
  }

  /// The pinned calibration, if the images are of its kind.
  fileprivate func usablePin() throws -> Result<PinnedCalibration, NoIron> {
    guard let pinned else { return .failure(NoIron(text: "no calibration is pinned")) }
    do {
      try pinned.calibration.requireFieldStrength(study.fieldStrengthTesla)
    } catch {
      guard overridesChecks else { throw error }
      return .failure(NoIron(text: error.problem + ": " + error.reason))
    }
    return .success(pinned)
  }
}

extension Calibration {
  fileprivate func requireFieldStrength(_ tesla: Double?) throws(AcquisitionError) {
    guard quantity == .r2 else { throw .otherQuantity(calibration: id) }
    guard let tesla else { throw .unknownFieldStrength(calibration: id) }
    guard abs(tesla - fieldStrengthTesla) <= 0.1 else {
      throw .otherFieldStrength(tesla, calibration: id, calibrated: fieldStrengthTesla)
    }
  }
}

/// Why images may not be turned into a concentration.
package enum AcquisitionError: ExplainedError, Hashable {
  case otherQuantity(calibration: String)
  case unknownFieldStrength(calibration: String)
  case otherFieldStrength(Double, calibration: String, calibrated: Double)

  package var problem: String {
    switch self {
    case .otherQuantity(let id): "`\(id)` is a calibration of R2*"
    case .unknownFieldStrength: "the sidecars do not say the field strength"
    case .otherFieldStrength(let tesla, _, _): "the images were taken at \(tesla) T"
    }
  }

  package var reason: String {
    switch self {
    case .otherQuantity: "spin echoes show R2"
    case .unknownFieldStrength(let id): "`\(id)` holds at one field strength only"
    case .otherFieldStrength(_, let id, let calibrated): "`\(id)` holds at \(calibrated) T"
    }
  }

  package var remedy: String {
    switch self {
    case .otherQuantity: "pin a calibration of R2"
    case .unknownFieldStrength:
      "add `MagneticFieldStrength` to the sidecars, or take R2 alone with --override"
    case .otherFieldStrength: "take R2 alone with --override"
    }
  }
}
