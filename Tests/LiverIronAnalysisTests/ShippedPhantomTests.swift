import Foundation
import LiverIron
import LiverIronAnalysis
import LiverIronImages
import LiverIronReports
import LiverIronTestSupport
import Testing

/// The phantom that `make phantom` writes, and what its figures must be.
struct ShippedPhantom {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build-bench")
  static let isThere =
    FileManager.default.fileExists(
      atPath: folder.appending(path: "phantom/dataset_description.json").path)
    && FileManager.default.fileExists(atPath: folder.appending(path: "tissue.nii.gz").path)

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: path)))
  }

  static func volume(_ name: String) throws -> NIfTIImage {
    try NIfTIImage(
      try bytes("phantom/derivatives/truth/sub-phantom/anat/" + name), name: name)
  }

  static func request(_ variant: String) throws -> AnalysisRequest {
    let stem = "phantom/sub-phantom/anat/sub-phantom_acq-\(variant)_echo-"
    let study = try MultiEchoStudy(
      series: variant,
      (1...5).map { echo in
        MultiEchoStudy.EchoFile(
          name: MESEName(file: "sub-phantom_acq-\(variant)_echo-\(echo)_MESE.nii")!,
          image: try bytes("\(stem)\(echo)_MESE.nii"),
          sidecar: try bytes("\(stem)\(echo)_MESE.json"))
      })
    let truth = "phantom/derivatives/truth/sub-phantom/anat/sub-phantom_desc-"
    var request = AnalysisRequest(
      study: study, liver: try study.mask(try bytes(truth + "liver_mask.nii"), name: "liver"))
    request.saline = try study.mask(try bytes(truth + "saline_mask.nii"), name: "saline")
    request.tissues = try study.labels(try bytes("tissue.nii.gz"), name: "tissue")
    return request
  }

  static let rates = DecayPhantom.ladder.map(DecayPhantom.rate)

  /// Relative errors of the concentration of each slice, on the normative curve.
  static func errors(_ analysis: Analysis) -> [Double] {
    #expect(analysis.relaxation.parts.count == rates.count)
    return zip(analysis.relaxation.parts, rates).map { part, truth in
      let curve = Calibration.stPierre2005.curve
      let found = curve.milligramsPerGram(atPerSecond: part.mean.perSecond) ?? .nan
      return found / (curve.milligramsPerGram(atPerSecond: truth) ?? .nan) - 1
    }
  }
}

@Suite(
  "The shipped phantom",
  .enabled(if: ShippedPhantom.isThere, "there is no .build-bench/phantom: run `make phantom`"))
struct ShippedPhantomTests {
  private func report(_ what: String, _ errors: [Double]) {
    let text = errors.map { PrintedFigure(100 * $0, decimals: 3).description }
    print("figure: \(what): errors of LIC by slice, %: \(text.joined(separator: " "))")
  }

  @Test("without noise is exact")
  func noiseless() throws {
    var request = try ShippedPhantom.request("monoSNRinf")
    request.settings.noise = 0
    request.saline = nil
    request.settings.wantsOneExponential = true
    let analysis = try Analysis(request, FitExecution())
    report("noiseless", ShippedPhantom.errors(analysis))
    for (part, truth) in zip(analysis.relaxation.parts, ShippedPhantom.rates) {
      #expect(abs(part.mean.perSecond / truth - 1) <= 5e-5)
    }
    for error in ShippedPhantom.errors(analysis) { #expect(abs(error) <= 2e-4) }
  }

  @Test("with noise has a mean LIC within 1 % to 15 mg/g and 3 % at 43")
  func monoexponential() throws {
    var request = try ShippedPhantom.request("monoSNR50")
    request.settings.wantsOneExponential = true
    request.saline = nil
    let errors = ShippedPhantom.errors(try Analysis(request, FitExecution()))
    report("monoSNR50", errors)
    for (error, lic) in zip(errors, DecayPhantom.ladder) {
      #expect(abs(error) <= (lic < 15 ? 0.01 : 0.03))
    }
  }

  @Test("with two exponentials and known signal at time zero is within 1 % from 1 to 43 mg/g")
  func biexponential() throws {
    let request = try ShippedPhantom.request("biexpSNR50")
    let study = request.study
    let noise = try NoiseLevel(of: study.echoes, study.grid, times: study.echoTimes, around: [])
    let images = MagnitudeImages(
      grid: study.grid, echoTimes: study.echoTimes, echoes: study.echoes, noise: noise.sigma)
    let slices = Region(mask: request.liver, echoes: study.echoes).bySlice(study.grid)
    let curve = Calibration.stPierre2005.curve
    #expect(slices.count == ShippedPhantom.rates.count)
    let errors = try zip(slices, ShippedPhantom.rates).map { slice, truth in
      let part = try #require(
        RegionPart(
          of: slice.voxels, in: slice.slice...slice.slice, images,
          signalAtZero: slice.voxels.map { _ in 2000 }, relativeError: 0))
      let found = curve.milligramsPerGram(atPerSecond: part.mean.perSecond) ?? .nan
      return found / (curve.milligramsPerGram(atPerSecond: truth) ?? .nan) - 1
    }
    report("biexpSNR50, S0 known", errors)
    for (error, lic) in zip(errors, DecayPhantom.ladder) where lic > 1 {
      #expect(abs(error) <= 0.01)
    }
  }

  @Test("with two exponentials and one fitted reads as low as the caution says")
  func oneExponentialOfTwo() throws {
    var request = try ShippedPhantom.request("biexpSNR50")
    request.settings.wantsOneExponential = true
    request.saline = nil
    let errors = ShippedPhantom.errors(try Analysis(request, FitExecution()))
    report("biexpSNR50, one exponential", errors)
    #expect(errors.count == DecayPhantom.ladder.count)
    // Of 5, 15 and 43 mg/g.
    for (slice, expected) in [(6, -0.4), (8, -0.63), (10, -0.81)] {
      #expect(abs(errors[slice] - expected) < 0.02)
    }
  }

  @Test("through the whole chain is within 2 % from 1.7 mg/g and 6 % below, slice by slice")
  func wholeChain() throws {
    // The phantom has one spin density and full recovery everywhere, so the ratio is known.
    var request = try ShippedPhantom.request("sdpSNR50")
    request.settings.spinDensityRatio = SpinDensityRatio(1, relativeError: 0.001)
    let analysis = try Analysis(request, FitExecution())
    #expect(analysis.relaxation.objections == [])
    let gains = [1.00, 0.96, 1.03, 0.98, 1.05]
    #expect(analysis.drift?.gains.count == gains.count)
    for (gain, truth) in zip(try #require(analysis.drift).gains, gains) {
      #expect(abs(gain / truth - 1) < 0.001)
    }
    for sigma in analysis.noise.sigma { #expect(abs(sigma / 40 - 1) < 0.03) }
    let errors = ShippedPhantom.errors(analysis)
    report("sdpSNR50", errors)
    for (error, lic) in zip(errors, DecayPhantom.ladder) {
      #expect(abs(error) <= (lic > 1.7 ? 0.02 : 0.06))
    }
  }

  @Test("with the ratio of spin densities as in people has intervals that contain the truth")
  func uncertainRatio() throws {
    let analysis = try Analysis(try ShippedPhantom.request("sdpSNR50"), FitExecution())
    #expect(analysis.relaxation.objections == [])
    report("sdpSNR50, ratio as in people", ShippedPhantom.errors(analysis))
    let covered = zip(analysis.relaxation.parts, ShippedPhantom.rates)
      .count { $0.mean.interval.contains($1) }
    // Of 11 intervals of 95 %, two or more miss the truth once in ten times.
    #expect(covered >= 10)
  }

  @Test("shows its projected signal at time zero to half a per cent")
  func projection() throws {
    let request = try ShippedPhantom.request("sdpSNR50")
    let study = request.study
    let raw = MagnitudeImages(
      grid: study.grid, echoTimes: study.echoTimes, echoes: study.echoes,
      noise: try NoiseLevel(of: study.echoes, study.grid, times: study.echoTimes, around: []).sigma)
    let drift = try GainDrift(
      reference: Region(mask: try #require(request.saline), echoes: study.echoes), in: raw,
      rate: GainDrift.usualReferenceRate)
    let images = raw.dividing(by: drift.gains)
    let tissues = request.tissues.map { Region(mask: $0, echoes: study.echoes).voxels }
    let projection = try SpinDensityProjection(
      tissues: tissues, in: images, ratio: SpinDensityRatio(1), FitExecution())
    let truth = try ShippedPhantom.volume("sub-phantom_desc-sdpS0_map.nii").voxels
    let slices = Region(mask: request.liver, echoes: study.echoes).bySlice(study.grid)
    let errors = slices.map { _, voxels in
      let (signals, _) = projection.signalAtZero(at: voxels)
      let expected = voxels.reduce(0.0) { $0 + Double(truth[$1]) }
      return signals.reduce(0.0) { $0 + Double($1) } / expected - 1
    }
    report("projected signal (not LIC)", errors)
    for error in errors { #expect(abs(error) <= 0.005) }
  }

  @Test("has the same bits for any kernel and any number of threads")
  func sameBits() throws {
    var request = try ShippedPhantom.request("sdpSNR50")
    request.settings.pinned = try PinnedCalibration(
      PolicyPin(
        policy: "P", revision: "1", id: Calibration.stPierre2005.id, number: 1,
        digest: Calibration.stPierre2005.digest), in: .bundled)
    let reference = try Analysis(request, FitExecution(kernel: .portable, threads: 1))
    let other = try Analysis(request, FitExecution(kernel: .widest, threads: 2))
    #expect(reference.relaxation.fits == other.relaxation.fits)
    #expect(reference.relaxation.parts == other.relaxation.parts)
  }
}
