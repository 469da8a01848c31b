import LiverIron
import LiverIronTestSupport
import TestSupport
import Testing

@Suite("Simulated studies")
struct SimulatedStudyTests {
  /// The rate of a study with everything that is measured on the way.
  private func measure(
    _ study: SimulatedStudy, seed: UInt64, tissues: [[Bool]] = Self.tissues
  ) throws -> RegionMeasurement {
    var random = SplitMix64(seed: seed)
    let echoes = study.echoes(&random)
    let grid = SimulatedStudy.grid
    let raw = MagnitudeImages(
      grid: grid, echoTimes: DecayPhantom.protocolTimes, echoes: echoes,
      noise: try NoiseLevel(cornersOf: echoes, grid).sigma)
    let drift = try GainDrift(
      reference: Region(mask: SimulatedStudy.mask(.saline), echoes: echoes), in: raw,
      rate: GainDrift.usualReferenceRate)
    let images = raw.dividing(by: drift.gains)
    let projection = try SpinDensityProjection(
      tissues: tissues.map { Region(mask: $0, echoes: echoes).voxels }, in: images, FitExecution())
    return try RegionMeasurement(
      region: Region(mask: SimulatedStudy.mask(.liver), echoes: echoes), in: images,
      projection: projection, drift: drift, FitExecution())
  }

  private static let tissues = [SimulatedStudy.mask(.muscle), SimulatedStudy.mask(.spleen)]

  private func expectHeld(_ measurement: RegionMeasurement, _ study: SimulatedStudy) {
    let calibration = Calibration.stPierre2005
    let interval = measurement.mean.interval
    let found = calibration.milligramsPerGram(measurement.mean.perSecond)
    let truth = study.milligramsPerGram
    report("LIC \(truth): error of the figure, %", 100 * (found / truth - 1))
    #expect(interval.lowerBound > 0)
    let half =
      (calibration.milligramsPerGram(min(interval.upperBound, 394))
        - calibration.milligramsPerGram(interval.lowerBound)) / 2
    #expect(abs(found - truth) <= 2 * half, "\(truth) mg/g read \(found) ± \(half)")
  }

  @Test(
    "are within twice the half interval in every band, or refused",
    arguments: [0.5...1.7, 1.7...3.2, 3.2...7, 7...15, 15...42])
  func bands(milligramsPerGram: ClosedRange<Double>) throws {
    var random = SplitMix64(seed: 71)
    for seed in 0..<2 as Range<UInt64> {
      let study = SimulatedStudy(milligramsPerGram: milligramsPerGram, &random)
      let measurement = try measure(study, seed: seed)
      if measurement.objections.isEmpty { expectHeld(measurement, study) }
    }
  }

  static let stresses: [(String, @Sendable (inout SimulatedStudy) -> Void)] = [
    (
      "ghosts of 2 %",
      {
        $0.milligramsPerGram = 2.51
        $0.ghost = 0.02
      }
    ),
    (
      "densities 3 % off",
      {
        $0.milligramsPerGram = 1.2
        $0.liver.density *= 0.97
      }
    ),
    (
      "one rate at SNR 60",
      {
        $0.milligramsPerGram = 1.45
        $0.signalToNoise = 60
      }
    ),
    ("rates that differ from place to place", { $0.heterogeneity = 0.15 }),
    (
      "a dark liver in noise",
      {
        $0.milligramsPerGram = 20
        $0.signalToNoise = 22
        ($0.slowFraction, $0.slowRatio) = (0.35, 0.3)
      }
    ),
  ]

  @Test("with a stress keep the truth within their interval", arguments: stresses.indices)
  func stress(index: Int) throws {
    var study = SimulatedStudy()
    Self.stresses[index].1(&study)
    let measurement = try measure(study, seed: 5)
    #expect(measurement.objections == [], "\(Self.stresses[index].0)")
    expectHeld(measurement, study)
  }

  @Test("with fat in the tissue, or densities far off, are refused")
  func refused() throws {
    var study = SimulatedStudy()
    study.milligramsPerGram = 2.56
    let withFat = [SimulatedStudy.mask(.muscle, .fat), SimulatedStudy.mask(.spleen)]
    #expect(try !measure(study, seed: 6, tissues: withFat).objections.isEmpty)
    let fatAsAKind = Self.tissues + [SimulatedStudy.mask(.fat)]
    #expect(try !measure(study, seed: 6, tissues: fatAsAKind).objections.isEmpty)
    study.liver.density *= 0.8
    guard case .liverDisagrees = try measure(study, seed: 7).objections.first else {
      Issue.record("a liver of another density than its surroundings was measured")
      return
    }
  }

  @Test("with another fluid than saline show a decay", arguments: [20.0, 30])
  func otherFluid(rate: Double) throws {
    var study = SimulatedStudy()
    study.salineRate = rate
    study.gains = [1, 0.96, 1.04, 0.97, 1.03]
    var random = SplitMix64(seed: 9)
    let echoes = study.echoes(&random)
    let images = MagnitudeImages(
      grid: SimulatedStudy.grid, echoTimes: DecayPhantom.protocolTimes, echoes: echoes,
      noise: try NoiseLevel(cornersOf: echoes, SimulatedStudy.grid).sigma)
    let drift = try GainDrift(
      reference: Region(mask: SimulatedStudy.mask(.saline), echoes: echoes), in: images,
      rate: GainDrift.usualReferenceRate)
    #expect(drift.apparentDecayPerSecond > 8)
  }
}
