package import LiverIron
package import LiverIronImages

/// A study that went through the acquisition checks: measured, or refused with what to repeat.
package struct CheckedAnalysis: Sendable {
  package let study: AcquiredStudy
  package let request: CheckedRequest
  package let findings: AcquisitionFindings
  package let outcome: Outcome

  package enum Outcome: Sendable {
    /// R2 with or without iron.
    case measured(Analysis, region: RegionSource)
    /// Nothing: at least one check failed and says why.
    case refused
  }

  /// Each stage is named to `progress` as it starts. Throws where files that were named cannot be used.
  package init(
    _ study: AcquiredStudy, _ request: CheckedRequest, _ execution: FitExecution,
    progress: (String) -> Void = { _ in }
  ) throws {
    try request.settings.pinned?.requireR2()
    var findings = AcquisitionFindings()
    var measured: (analysis: Analysis, region: RegionSource)?
    do {
      measured = try Self.measure(study, request, &findings, execution, progress)
    } catch let failure as AcquisitionFailure {
      findings.note(failure)
    }
    self.study = study
    self.request = request
    self.findings = findings
    let isAccepted = findings.failures.isEmpty || request.settings.overridesChecks
    outcome =
      measured.flatMap { isAccepted ? .measured($0.analysis, region: $0.region) : nil } ?? .refused
  }

  /// Nil where checks failed before anything was measured, and were not overridden.
  private static func measure(
    _ study: AcquiredStudy, _ request: CheckedRequest, _ findings: inout AcquisitionFindings,
    _ execution: FitExecution, _ progress: (String) -> Void
  ) throws -> (Analysis, RegionSource)? {
    progress("checking headers")
    findings.look(at: study.headers)
    let volumes = try study.usableVolumes(findings)
    let regions = try StudyRegions(of: study, volumes, request, progress: progress)
    guard let liver = regions.liver, liver.contains(true), let source = regions.source else {
      throw AcquisitionFailure(
        .region, "no region of the liver was given, and none could be proposed")
    }
    var asked = AnalysisRequest(study: volumes, liver: liver)
    asked.saline = regions.saline
    asked.tissues = regions.tissues
    asked.air = regions.air
    asked.settings = request.settings
    asked.objections = regions.objections
    asked.inputs = study.files + request.inputs
    try asked.requireMasksApart()
    progress("checking images")
    findings.look(at: try AcquiredImages(asked, source, study))
    guard findings.failures.isEmpty || request.settings.overridesChecks else { return nil }
    if findings.failures.contains(where: { [.saline, .gainDrift].contains($0.check.code) }) {
      // What is not saline does not show the gain.
      asked.saline = nil
    }
    let analysis = try Analysis(checking: asked, execution, progress)
    findings.look(at: MeasuredRegion(analysis))
    return (analysis, source)
  }

  /// The measurement; nil where the study was refused.
  package var analysis: Analysis? {
    if case .measured(let analysis, _) = outcome { analysis } else { nil }
  }

  /// Where the region comes from; nil where the study was refused.
  package var regionSource: RegionSource? {
    if case .measured(_, let region) = outcome { region } else { nil }
  }

  package var isRefused: Bool { analysis == nil }

  /// Whether the failed checks may pass when more images arrive.
  package var mayBeIncomplete: Bool {
    findings.failures.contains { [.echoSet, .completeness, .geometry].contains($0.check.code) }
  }

  /// What every output shows where checks were overridden.
  package var overrideStamp: String? {
    guard request.settings.overridesChecks else { return nil }
    let failed = findings.failures.map(\.check.code.rawValue)
    return
      "CHECKS OVERRIDDEN: R2 only, no liver iron. "
      + (failed.isEmpty ? "No check failed." : "Failed: " + failed.joined(separator: ", ") + ".")
  }
}

extension AcquiredStudy {
  /// The volumes; where there are none, the checks of the headers usually have said why.
  fileprivate func usableVolumes(_ findings: AcquisitionFindings) throws -> MultiEchoStudy {
    do {
      return try volumes.get()
    } catch {
      if let failed = findings.failures.first, let measured = failed.outcome.measured {
        throw AcquisitionFailure(failed.check.code, measured, remedy: failed.remedy)
      }
      throw AcquisitionFailure(
        .completeness, (error as? any ExplainedError)?.problem ?? "\(error)")
    }
  }
}

extension AcquiredImages {
  fileprivate init(
    _ asked: AnalysisRequest, _ source: RegionSource, _ study: AcquiredStudy
  ) throws(AcquisitionFailure) {
    let noise: NoiseLevel
    do {
      noise = try asked.noiseLevel()
    } catch {
      throw AcquisitionFailure(.signalToNoise, error.problem, remedy: error.remedy)
    }
    let images = MagnitudeImages(asked.study, noise)
    let saline = asked.saline.map { Region(mask: $0, echoes: images.echoes) }
    let drift = saline.map { saline in
      Result { () throws(GainDriftError) in
        try GainDrift(reference: saline, in: images, rate: asked.settings.salineRate)
      }
    }
    self.init(
      images: images, liver: Region(mask: asked.liver, echoes: images.echoes),
      isLiverProposed: source.isProposed, saline: saline, noise: noise, drift: drift,
      ceilings: study.ceilings, headers: study.headers)
  }
}

extension Analysis {
  /// What cannot be measured belongs to a check.
  fileprivate init(
    checking asked: AnalysisRequest, _ execution: FitExecution, _ progress: (String) -> Void
  ) throws {
    do {
      try self.init(asked, execution, progress: progress)
    } catch let error as SpinDensityError {
      throw AcquisitionFailure(.projection, error.problem, remedy: error.remedy)
    } catch let error as RegionMeasurementError {
      throw AcquisitionFailure(.fitQuality, error.problem, remedy: error.remedy)
    }
  }
}

extension MeasuredRegion {
  fileprivate init(_ analysis: Analysis) {
    var reported: ReportedConcentration?
    if case .iron(let iron) = analysis.iron { reported = iron.reported }
    self.init(
      relaxation: analysis.relaxation, grid: analysis.request.study.grid,
      projectionError: analysis.projection?.relativeError, reported: reported,
      isNoisy: analysis.noise.sigma.allSatisfy { $0 > 0 },
      isNoiseLocal: analysis.noise.source.isLocal)
  }
}
