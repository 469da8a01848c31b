internal import LiverIron
package import LiverIronAnalysis
internal import LiverIronImages
internal import TestSupport

extension SimulatedStudy {
  /// The regions that a person draws on a study.
  package struct Drawing: Sendable {
    package var liver: [Bool]? = SimulatedStudy.mask(.liver)
    package var saline: [Bool]? = SimulatedStudy.mask(.saline)
    package var tissues: [[Bool]] = [SimulatedStudy.mask(.muscle), SimulatedStudy.mask(.spleen)]

    package init() {}
  }

  /// The study as BIDS files, through all checks and the measurement.
  package func measured(
    seed: UInt64, _ drawing: Drawing = Drawing(),
    settings change: (inout MeasurementSettings) -> Void = { _ in }
  ) throws -> CheckedAnalysis {
    var random = SplitMix64(seed: seed)
    let grid = Self.grid
    let files = echoes(&random).enumerated().map { echo, values in
      MultiEchoStudy.EchoFile(
        name: MESEName(file: "sub-1_echo-\(echo + 1)_MESE.nii")!,
        image: NIfTIFile(grid: grid, values: values).bytes, sidecar: Array(Self.sidecar(echo).utf8))
    }
    var request = CheckedRequest()
    func file(_ name: String, _ values: [Float]) -> CheckedRequest.MaskFile {
      CheckedRequest.MaskFile(
        name: name, bytes: NIfTIFile(grid: grid, values: values, kind: .uint8).bytes)
    }
    request.mask = drawing.liver.map { file("liver", $0.map { $0 ? 1 : 0 }) }
    request.saline = drawing.saline.map { file("saline", $0.map { $0 ? 1 : 0 }) }
    if !drawing.tissues.isEmpty {
      var labels = [Float](repeating: 0, count: grid.count)
      for (kind, tissue) in drawing.tissues.enumerated() {
        for voxel in tissue.indices where tissue[voxel] { labels[voxel] = Float(kind + 1) }
      }
      request.tissue = file("tissue", labels)
    }
    let calibration = CalibrationPin(.stPierre2005)
    request.settings.pinned = try PinnedCalibration(
      PolicyPin(
        policy: "P", revision: "1", id: calibration.id, number: calibration.number,
        digest: calibration.digest), in: .bundled)
    change(&request.settings)
    return try CheckedAnalysis(
      AcquiredStudy(series: "sub-1", files, files: []), request, FitExecution())
  }

  private static func sidecar(_ echo: Int) -> String {
    let time = DecayPhantom.protocolTimes.seconds[echo].value
    return """
      {"EchoTime": \(time), "RepetitionTime": 2.5, "MagneticFieldStrength": 1.5, "FlipAngle": 90,
       "ScanningSequence": "SE", "EchoTrainLength": 1, "ImageType": ["ORIGINAL", "PRIMARY", "M"]}
      """
  }
}

/// What leaves for a simulated study: a concentration with its interval, or why there is none.
package enum SimulatedOutcome: Sendable {
  case figure(milligramsPerGram: Double, interval: ClosedRange<Double>)
  case none(because: String)

  package init(_ analysis: CheckedAnalysis) {
    guard let measured = analysis.analysis else {
      self = .none(
        because: analysis.findings.failures.map { "check `\($0.check.code.rawValue)`" }
          .joined(separator: ", "))
      return
    }
    switch measured.iron {
    case .none(let missing): self = .none(because: missing.reason)
    case .iron:
      let curve = Calibration.stPierre2005.curve
      let mean = measured.relaxation.mean
      func concentration(_ rate: Double) -> Double {
        curve.milligramsPerGram(atPerSecond: max(rate, 7)) ?? curve.milligramsPerGram(
          atPerSecond: 394)!
      }
      self = .figure(
        milligramsPerGram: concentration(mean.perSecond),
        interval: concentration(mean.interval.lowerBound)...concentration(mean.interval.upperBound))
    }
  }

  /// Whether the figure is within twice the half interval of the truth; true where there is none.
  package func isHonest(about truth: Double) -> Bool {
    guard case .figure(let found, let interval) = self else { return true }
    return abs(found - truth) <= interval.upperBound - interval.lowerBound
  }
}
