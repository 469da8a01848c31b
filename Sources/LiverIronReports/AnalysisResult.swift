internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

/// The figures of an analysis as JSON, each rounded to the digits in which it is reported.
struct AnalysisResult: Encodable {
  var format = ResearchUse.resultFormat
  var statement = ResearchUse.statement
  var software = "lic \(ResearchUse.version)"
  var checks: [CheckResult]
  var override: String?
  var region: String?
  var setAside: [String: String]?
  var series: String
  var inputs: [InputFile]
  var echoTimesMilliseconds: [Double]
  var fieldStrengthTesla: Double?
  var noise: Noise
  var gain: Gain?
  var projection: Projection?
  var model: String
  var modelChoice: String
  /// What a reader must know together with the figures.
  var cautions: [String]?
  var r2: Rate
  var lic: Iron?
  var noLICBecause: String?
  var toDo: [String]?
  var voxels: Voxels
  var parts: [Part]

  struct Noise: Encodable {
    var sigma: [Double], channels: Double, voxels: Int, source: String
  }
  struct Gain: Encodable {
    var relativeToFirst: [Double], standardErrorPercent: [Double], voxels: Int
    var referenceR2PerSecond: Double
  }
  struct Projection: Encodable {
    var tissueVoxels: Int, spreadPercent: Double, errorPercent: Double, spinDensityRatio: Double
    var spinDensityRatioErrorPercent: Double
  }
  struct Rate: Encodable {
    var meanPerSecond: Double, standardError: Double, interval95: [Double]
    var mapMeanPerSecond: Double?
  }
  struct Iron: Encodable {
    var milligramsPerGram: String, millimolesPerKilogram: String
    var interval95MilligramsPerGram: [String], overload: String
    var mapMeanMilligramsPerGram: Double?
    var calibration: String, revision: Int, digest: String
    var policy: String, policyRevision: String
  }
  struct Voxels: Encodable {
    var measured: Int, leftOut: [String: Int], withoutFigureInMap: [String: Int]
  }
  struct Part: Encodable {
    var slices: [Int], voxels: Int, r2PerSecond: Double, standardError: Double
    var reducedChiSquared: Double, milligramsPerGram: String?
    var interval95: [Double], probabilityOfTwoExponentials: Double?
    var fastFraction: Double?, fastR2PerSecond: Double?, slowR2PerSecond: Double?
    var signalAtZeroRatio: Double?
  }

  init(_ analysis: Analysis, _ checked: CheckedAnalysis) {
    let request = analysis.request
    checks = checked.findings.results.map(CheckResult.init)
    override = checked.overrideStamp
    region = checked.regionSource?.text
    setAside = checked.study.setAsideByFile
    let relaxation = analysis.relaxation
    series = request.study.series
    inputs = request.inputs
    echoTimesMilliseconds = request.study.echoTimes.seconds.map {
      rounded($0.value * 1000, 3)
    }
    fieldStrengthTesla = request.study.fieldStrengthTesla
    noise = Noise(
      sigma: analysis.noise.sigma.map { rounded($0, 3) },
      channels: rounded(analysis.noise.channels, 1), voxels: analysis.noise.voxelCount,
      source: analysis.noiseSource)
    gain = analysis.drift.map {
      Gain(
        relativeToFirst: $0.gains.map { rounded($0, 4) },
        standardErrorPercent: $0.standardErrors.map { rounded(100 * $0, 3) },
        voxels: $0.voxelCount, referenceR2PerSecond: request.settings.salineRate.perSecond)
    }
    projection = analysis.projection.map {
      Projection(
        tissueVoxels: $0.tissueVoxels, spreadPercent: rounded(100 * $0.relativeSpread, 2),
        errorPercent: rounded(100 * $0.relativeError, 3), spinDensityRatio: $0.ratio.value,
        spinDensityRatioErrorPercent: rounded(100 * $0.ratio.relativeError, 1))
    }
    model = relaxation.model.name
    modelChoice = relaxation.model.description
    cautions = analysis.cautions.isEmpty ? nil : analysis.cautions
    r2 = Rate(
      meanPerSecond: rounded(relaxation.mean.perSecond, 1),
      standardError: rounded(relaxation.mean.standardError, 2),
      interval95: [relaxation.mean.interval.lowerBound, relaxation.mean.interval.upperBound]
        .map { rounded($0, 1) },
      mapMeanPerSecond: relaxation.mapMeanPerSecond.map { rounded($0, 1) })
    var withoutFigure = relaxation.withoutOwnRate
    switch analysis.iron {
    case .iron(let iron):
      lic = Iron(iron)
      withoutFigure.merge(iron.withoutFigure, uniquingKeysWith: +)
    case .none(let missing):
      noLICBecause = missing.reason
      toDo = missing.remedies.isEmpty ? nil : missing.remedies
    }
    voxels = Voxels(
      measured: relaxation.mean.voxelCount,
      leftOut: byName(relaxation.leftOut), withoutFigureInMap: byName(withoutFigure))
    parts = relaxation.parts.enumerated().map { Part($1, analysis.iron, $0) }
  }
}

/// One acquisition check as JSON has it.
struct CheckResult: Encodable {
  var code: String
  var result: String
  var found: String?
  var limit: String
  var source: String
  var toDo: String?

  init(_ result: AcquisitionFindings.Result) {
    code = result.check.code.rawValue
    self.result = result.outcome.name
    found = result.outcome.measured
    limit = result.check.limit
    source = result.check.source.text
    if result.outcome.isFailure { toDo = result.remedy }
  }
}

/// A study that was not measured, as JSON has it: the checks, without a figure.
struct RefusedResult: Encodable {
  var format = ResearchUse.resultFormat
  var statement = ResearchUse.statement
  var software = "lic \(ResearchUse.version)"
  var checks: [CheckResult]
  var inputs: [InputFile]
  var noLICBecause: String
  var setAside: [String: String]

  init(_ checked: CheckedAnalysis) {
    checks = checked.findings.results.map(CheckResult.init)
    inputs = checked.study.files
    let failed = checked.findings.failures.map(\.check.code.rawValue)
    noLICBecause = "acquisition checks failed: " + failed.joined(separator: ", ")
    setAside = checked.study.setAsideByFile
  }
}

extension AcquiredStudy {
  fileprivate var setAsideByFile: [String: String] {
    Dictionary(setAside.map { ($0.file, $0.because) }, uniquingKeysWith: { one, _ in one })
  }
}

private func byName(_ counts: [MaskReason: Int]) -> [String: Int] {
  Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
}

/// A number as the JSON holds it.
private func rounded(_ value: Double, _ decimals: Int) -> Double {
  PrintedFigure(value, decimals: decimals).value
}

extension Analysis {
  /// Where the noise was measured.
  var noiseSource: String {
    switch noise.source {
    case .given: "given"
    case .air: request.air == nil ? "corners of the images" : "mask of air"
    case .residuals: "what no decay explains around the liver"
    }
  }
}

extension NoiseLevel {
  /// Voxels of air, or pairs of voxels of the body; none where the noise was given.
  fileprivate var voxelCount: Int {
    switch source {
    case .given: 0
    case .air(let voxels): voxels
    case .residuals(let pairs): 2 * pairs
    }
  }
}

extension AnalysisResult.Iron {
  fileprivate init(_ iron: IronMeasurement) {
    milligramsPerGram = iron.reported.milligramsPerGramText
    millimolesPerKilogram = iron.reported.millimolesPerKilogramText
    interval95MilligramsPerGram = iron.interval.map(\.milligramsPerGramText)
    overload = IronOverload(iron.reported).rawValue
    mapMeanMilligramsPerGram = iron.mapMeanMilligramsPerGram.map { rounded($0, 2) }
    calibration = iron.pinned.calibration.id
    revision = iron.pinned.calibration.number
    digest = iron.pinned.calibration.digest
    policy = iron.pinned.policy
    policyRevision = iron.pinned.revision
  }
}

extension AnalysisResult.Part {
  fileprivate init(_ part: RegionPart, _ finding: IronFinding, _ index: Int) {
    slices = Array(part.slices)
    voxels = part.mean.voxelCount
    r2PerSecond = rounded(part.mean.perSecond, 1)
    standardError = rounded(part.mean.standardError, 2)
    reducedChiSquared = rounded(part.reducedChiSquared, 2)
    if case .iron(let iron) = finding {
      milligramsPerGram = iron.parts[index].milligramsPerGramText
    }
    interval95 = [part.mean.interval.lowerBound, part.mean.interval.upperBound].map {
      rounded($0, 1)
    }
    guard let estimate = part.estimate else { return }
    probabilityOfTwoExponentials = rounded(estimate.probabilityOfTwo, 3)
    signalAtZeroRatio = rounded(estimate.signalAtZeroRatio, 3)
    guard estimate.shape != .oneExponential else { return }
    fastFraction = rounded(1 - estimate.shape.slowFraction, 3)
    fastR2PerSecond = rounded(estimate.shape.fastRate(ofMean: estimate.perSecond), 1)
    slowR2PerSecond = rounded(estimate.shape.slowRate(ofMean: estimate.perSecond), 1)
  }
}
