package import LiverIron
package import LiverIronImages

/// A study of DICOM that went through the acquisition checks: measured, or refused with what is to be repeated.
package struct CheckedAnalysis: Sendable {
  package let study: DICOMStudy
  package private(set) var findings: AcquisitionFindings
  /// The measurement; nothing where a check failed and none was overridden.
  package private(set) var analysis: Analysis?
  package let request: CheckedRequest
  /// Where the region comes from; nothing where it was never reached.
  package private(set) var regionSource: RegionSource?
  /// What else stopped the measurement, as where no region could be proposed.
  package private(set) var obstacle: String?

  /// Who drew the region of the liver.
  package enum RegionSource: Sendable, Hashable {
    case file(String)
    case proposed(String)

    package var isProposed: Bool { if case .proposed = self { true } else { false } }

    package var text: String {
      switch self {
      case .file(let name): "drawn by a person, in \(name)"
      case .proposed(let how): "proposed by \(how), not drawn by a person"
      }
    }
  }

  /// Each stage is named to `progress` as it starts.
  package init(
    _ study: DICOMStudy, _ request: CheckedRequest, _ execution: FitExecution,
    progress: (String) -> Void = { _ in }
  ) throws {
    self.study = study
    self.request = request
    findings = AcquisitionFindings()
    progress("checking headers")
    findings.look(at: study.headers)
    guard let volumes = assemble() else { return }
    guard let regions = try regions(volumes, progress) else { return }
    var asked = AnalysisRequest(study: volumes, liver: regions.liver)
    asked.saline = regions.saline
    asked.tissues = regions.tissues
    asked.noise = regions.air.map { .air($0) } ?? request.noise
    asked.salineRate = request.salineRate
    asked.spinDensityRatio = request.spinDensityRatio
    asked.wantsOneExponential = request.wantsOneExponential
    asked.inputs = study.files + request.inputs
    asked.pinned = request.overridesChecks ? nil : request.pinned
    asked.overridesChecks = request.overridesChecks
    progress("checking images")
    guard lookAtImages(asked, volumes) else { return }
    if !findings.failures.isEmpty, !request.overridesChecks { return }
    try measure(asked, execution, progress)
    if !findings.failures.isEmpty, !request.overridesChecks { analysis = nil }
  }

  /// Whether there is a figure or a rate to release.
  package var isRefused: Bool { analysis == nil }

  /// Whether what failed may mend itself when more images arrive.
  package var mayBeIncomplete: Bool {
    let failed = Set(findings.failures.map(\.check.code))
    return !failed.isDisjoint(with: ["echo-set", "completeness", "geometry"])
  }

  /// What stands on every output where checks were overridden.
  package var overrideStamp: String? {
    guard request.overridesChecks else { return nil }
    let failed = findings.failures.map(\.check.code)
    return
      "CHECKS OVERRIDDEN: R2 only, no liver iron. "
      + (failed.isEmpty ? "No check failed." : "Failed: " + failed.joined(separator: ", ") + ".")
  }

  private mutating func assemble() -> MultiEchoStudy? {
    do {
      let series = study.identity?.studyUID ?? "study"
      return try MultiEchoStudy(series: series, images: study.images)
    } catch {
      obstacle = (error as? any ExplainedError)?.problem ?? "\(error)"
      if findings.failures.isEmpty { findings.fail("completeness", obstacle ?? "") }
      return nil
    }
  }

  private struct Regions {
    var liver: [Bool]
    var saline: [Bool]?
    var tissues: [[Bool]]
    var air: [Bool]?
  }

  /// From files, from segmentations of the study, or proposed.
  private mutating func regions(
    _ volumes: MultiEchoStudy, _ progress: (String) -> Void
  ) throws -> Regions? {
    var drawn = try request.masks(on: volumes)
    do throws(StudyError) {
      try drawFromSegmentation(&drawn, volumes)
    } catch {
      obstacle = error.problem
      findings.fail("region", error.problem, remedy: "draw the regions on these images")
      return nil
    }
    if let mask = request.mask { regionSource = .file(mask.name) }
    if drawn.liver == nil || drawn.saline == nil {
      progress("proposing regions")
      let noise = try? noise(volumes, drawn.air)
      let images = MagnitudeImages(
        grid: volumes.grid, echoTimes: volumes.echoTimes, echoes: volumes.echoes,
        noise: noise?.sigma ?? volumes.echoes.map { _ in 0 })
      let proposal = RegionProposal(
        images: images, rightIsLowColumn: volumes.geometry.rightIsLowColumn)
      if drawn.liver == nil {
        drawn.liver = proposal.liver
        regionSource = .proposed("lic \(ResearchUse.version)")
      }
      if drawn.saline == nil, let liver = drawn.liver {
        let saline = zip(proposal.saline, liver).map { $0 && !$1 }
        drawn.saline = saline.contains(true) ? saline : nil
      }
    }
    guard let liver = drawn.liver, liver.contains(true) else {
      obstacle = "no region of the liver was given, and none could be proposed"
      findings.fail("region", obstacle ?? "")
      return nil
    }
    return Regions(liver: liver, saline: drawn.saline, tissues: drawn.tissues, air: drawn.air)
  }

  /// What the latest segmentation of the study with a liver shows, where nothing else was given.
  private mutating func drawFromSegmentation(
    _ drawn: inout CheckedRequest.Masks, _ volumes: MultiEchoStudy
  ) throws(StudyError) {
    guard let latest = study.segmentations.last(where: { $0.hasLiver }) else { return }
    guard latest.studyUID == study.identity?.studyUID else {
      throw .differentPlace(latest.file, volumes.series)
    }
    for segment in latest.segments {
      let mask = try volumes.mask(segment, of: latest.file)
      switch segment.tissue {
      case .liver where drawn.liver == nil:
        drawn.liver = mask
        regionSource =
          segment.isAutomatic
          ? .proposed("the program that wrote \(latest.file)") : .file(latest.file)
      case .saline where drawn.saline == nil: drawn.saline = mask
      case .air where drawn.air == nil: drawn.air = mask
      case .surrounding where request.tissue == nil: drawn.tissues.append(mask)
      default: break
      }
    }
  }

  private func noise(_ volumes: MultiEchoStudy, _ air: [Bool]?) throws -> NoiseLevel {
    if let air { return try NoiseLevel(air: air.indices.filter { air[$0] }, in: volumes.echoes) }
    return try NoiseLevel(request.noise, of: volumes)
  }

  private mutating func lookAtImages(_ asked: AnalysisRequest, _ volumes: MultiEchoStudy) -> Bool {
    let noise: NoiseLevel
    do {
      noise = try NoiseLevel(asked.noise, of: volumes)
    } catch {
      obstacle = error.problem
      findings.fail("signal-to-noise", error.problem, remedy: error.remedy)
      return false
    }
    let images = MagnitudeImages(
      grid: volumes.grid, echoTimes: volumes.echoTimes, echoes: volumes.echoes, noise: noise.sigma)
    let saline = asked.saline.map { Region(mask: $0, echoes: volumes.echoes) }
    let drift = saline.map { saline in
      Result { () throws(GainDriftError) in
        try GainDrift(reference: saline, in: images, rate: asked.salineRate)
      }
    }
    findings.look(
      at: AcquiredImages(
        images: images, liver: Region(mask: asked.liver, echoes: volumes.echoes),
        isLiverProposed: regionSource?.isProposed ?? true, saline: saline, noise: noise,
        drift: drift, ceilings: MultiEchoStudy.ceilings(of: study.images), headers: study.headers))
    return true
  }

  private mutating func measure(
    _ asked: AnalysisRequest, _ execution: FitExecution, _ progress: (String) -> Void
  ) throws {
    var asked = asked
    if request.overridesChecks, asked.saline != nil,
      findings.failures.contains(where: { ["saline", "gain-drift"].contains($0.check.code) })
    {
      // There is no gain in a saline that is none.
      asked.saline = nil
    }
    do {
      let analysis = try Analysis(asked, execution, progress: progress)
      var reported: ReportedConcentration?
      if case .iron(let iron) = analysis.iron { reported = iron.reported }
      findings.look(
        at: MeasuredRegion(
          relaxation: analysis.relaxation, grid: asked.study.grid,
          projectionError: analysis.projection?.relativeError, reported: reported,
          isNoisy: analysis.noise.sigma.allSatisfy { $0 > 0 }))
      self.analysis = analysis
    } catch let error as SpinDensityError {
      obstacle = error.problem
      findings.fail("projection", error.problem, remedy: error.remedy)
    } catch let error as RegionMeasurementError {
      obstacle = error.problem
      findings.fail("fit-quality", error.problem, remedy: error.remedy)
    }
  }
}

extension Segmentation {
  fileprivate var hasLiver: Bool { segments.contains { $0.tissue == .liver } }
}

extension NIfTIGeometry {
  /// Whether columns run from the right of the patient to the left.
  var rightIsLowColumn: Bool { toMillimetres[0][0] < 0 }
}
