internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

/// How the figures were obtained, in sentences.
struct ReportMethod {
  let analysis: Analysis

  init(_ analysis: Analysis) { self.analysis = analysis }

  var paragraphs: [String] {
    [images, noise, gain, model, calibration, files].compactMap { $0 }
  }

  private var images: String {
    let study = analysis.request.study
    let times = study.echoTimes.seconds.map {
      PrintedFigure($0.value * 1000, decimals: 2).description
    }
    let field = study.fieldStrengthTesla.map { " at \($0) T" } ?? ""
    return
      "Spin echoes\(field) at \(times.joined(separator: ", ")) ms, \(study.grid.columns) × \(study.grid.rows) × \(study.grid.slices) voxels."
  }

  private var noise: String {
    let level = analysis.noise.sigma.map { PrintedFigure($0, decimals: 1).description }
    let channels = analysis.noise.channels
    let distribution =
      channels == 1
      ? "Magnitudes are taken as Rician"
      : "The air shows a sum of squares of \(PrintedFigure(channels, decimals: 1)) channels, so magnitudes are taken as non-central χ"
    return
      "Noise (\(location)): \(level.joined(separator: ", ")). \(distribution): the fit is to their second moments, which noise shifts by a known amount."
  }

  private var location: String {
    switch analysis.noise.source {
    case .given: "as given"
    case .air(let voxels): "\(analysis.noiseSource), \(voxels) voxels"
    case .residuals(let pairs): "\(analysis.noiseSource), \(pairs) pairs of voxels"
    }
  }

  private var gain: String {
    guard let drift = analysis.drift else {
      return "No saline was masked: the gain of the receiver is taken to be the same in all echoes."
    }
    let gains = drift.gains.map { PrintedFigure($0, decimals: 4).description }
    return
      "Gain of the receiver from \(drift.voxelCount) voxels of saline with R2 \(analysis.request.settings.salineRate.perSecond) s⁻¹: \(gains.joined(separator: ", ")); divided out."
  }

  private var model: String {
    var text = "Model: \(analysis.relaxation.model.description)."
    if let projection = analysis.projection {
      text +=
        " Projected from \(projection.tissueVoxels) voxels of tissue, uncertain by \(PrintedFigure(100 * projection.relativeError, decimals: 2)) %; the signal of liver at time zero is taken as \(projection.ratio.value) times that of the tissue, with a standard deviation of \(PrintedFigure(100 * projection.ratio.relativeError, decimals: 1)) % between people, which is this project’s choice."
    }
    return text
  }

  private var calibration: String? {
    guard case .iron(let iron) = analysis.iron else { return nil }
    let calibration = iron.pinned.calibration
    return
      "Calibration \(calibration.id), revision \(calibration.number), pinned by \(iron.pinned.policy) \(iron.pinned.revision): \(calibration.curve.formula(of: calibration.quantity)), for \(calibration.domain.milligramsPerGram.lowerBound) to \(calibration.domain.milligramsPerGram.upperBound) mg/g. \(calibration.citation.text). SHA-256 \(calibration.digest)."
  }

  private var files: String? {
    let inputs = analysis.request.inputs
    guard !inputs.isEmpty else { return nil }
    return "Read from \(inputs.count) files, whose SHA-256 are in result.json."
  }
}
