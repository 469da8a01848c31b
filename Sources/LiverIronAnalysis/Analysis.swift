package import LiverIron
internal import LiverIronImages

/// What a study shows: noise, gain, relaxation, and iron where a calibration is pinned and nothing speaks against it.
package struct Analysis: Sendable {
  package let request: AnalysisRequest
  package let noise: NoiseLevel
  package let drift: GainDrift?
  package let projection: Projection?
  package let relaxation: RegionMeasurement
  package let iron: IronFinding

  /// How the signal at time zero was projected.
  package struct Projection: Sendable, Hashable {
    package let tissueVoxels: Int
    package let relativeSpread: Double
    package let relativeError: Double
    package let ratio: SpinDensityRatio
  }

  /// Each stage is named to `progress` as it starts.
  package init(
    _ request: AnalysisRequest, _ execution: FitExecution, progress: (String) -> Void = { _ in }
  ) throws {
    try request.settings.pinned?.requireR2()
    try request.requireMasksApart()
    progress("noise")
    noise = try request.noiseLevel()
    let raw = MagnitudeImages(request.study, noise)
    if let saline = request.saline {
      progress("gain of the receiver")
      drift = try GainDrift(
        reference: Region(mask: saline, echoes: raw.echoes), in: raw,
        rate: request.settings.salineRate)
    } else {
      drift = nil
    }
    let images = drift.map { raw.dividing(by: $0.gains) } ?? raw
    let liver = Region(mask: request.liver, echoes: images.echoes)
    if request.tissues.isEmpty || request.settings.wantsOneExponential {
      projection = nil
      progress("relaxation of \(liver.voxels.count) voxels")
      let isAskedFor = request.settings.wantsOneExponential
      relaxation = try RegionMeasurement(
        monoexponential: liver, in: images,
        because: isAskedFor
          ? "it was asked for" : "no tissue was masked to project the signal at time zero from",
        objections: [isAskedFor ? .oneExponentialAskedFor : .noTissue], drift: drift, execution)
    } else {
      progress("signal at time zero")
      let surface = try SpinDensityProjection(
        tissues: request.tissues.map { Region(mask: $0, echoes: images.echoes).voxels },
        in: images, ratio: request.settings.spinDensityRatio, execution)
      projection = Projection(
        tissueVoxels: surface.voxelCount, relativeSpread: surface.relativeSpread,
        relativeError: surface.signalAtZero(at: liver.voxels).relativeError,
        ratio: request.settings.spinDensityRatio)
      progress("relaxation of \(liver.voxels.count) voxels")
      relaxation = try RegionMeasurement(
        region: liver, in: images, projection: surface, drift: drift, execution)
    }
    progress("iron")
    iron = try IronFinding(
      relaxation, request.objections + relaxation.objections, request.settings)
    self.request = request
  }
}

extension MagnitudeImages {
  init(_ study: MultiEchoStudy, _ noise: NoiseLevel) {
    self.init(
      grid: study.grid, echoTimes: study.echoTimes, echoes: study.echoes, noise: noise)
  }
}

/// The concentration, or why there is none.
package enum IronFinding: Sendable {
  case iron(IronMeasurement)
  case none(MissingIron)

  /// There is a concentration only by a pinned calibration, and only where nothing speaks against it.
  init(
    _ relaxation: RegionMeasurement, _ objections: [Objection], _ settings: MeasurementSettings
  ) throws {
    if settings.overridesChecks {
      self = .none(MissingIron(reason: "acquisition checks were overridden", remedies: []))
    } else if let pinned = settings.pinned {
      self =
        objections.isEmpty
        ? .iron(try IronMeasurement(relaxation, by: pinned)) : .none(MissingIron(objections))
    } else {
      self = .none(MissingIron(reason: "no calibration is pinned", remedies: []))
    }
  }
}

/// Why there is no concentration, and what to do about it.
package struct MissingIron: Sendable, Hashable {
  package let reason: String
  package let remedies: [String]

  init(reason: String, remedies: [String]) {
    self.reason = reason
    self.remedies = remedies
  }

  init(_ objections: [Objection]) {
    var seen: Set<String> = []
    self.init(
      reason: objections.map(\.reason).joined(separator: "; "),
      remedies: objections.map(\.remedy).filter { seen.insert($0).inserted })
  }
}
