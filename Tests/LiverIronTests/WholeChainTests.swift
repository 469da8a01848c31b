import LiverIron
import LiverIronTestSupport
import Testing

@Suite("Noise, gain, projection, two exponentials")
struct WholeChainTests {
  let phantom = BodyPhantom()
  /// Liver and muscle of the phantom have one spin density; its figures are measured as if that were not known.
  private static let even = SpinDensityRatio(1)

  @Test("give the mean rate of the liver", arguments: [1, 2, 3] as [UInt64])
  func wholeChain(seed: UInt64) throws {
    let echoes = phantom.echoes(seed: seed)
    let noise = try NoiseLevel(of: echoes, phantom.grid, times: phantom.times, around: [])
    for sigma in noise.sigma { #expect(abs(sigma / phantom.noise - 1) < 0.03) }

    let raw = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes, noise: noise.sigma)
    let drift = try GainDrift(
      reference: Region(mask: phantom.mask(.saline), echoes: echoes), in: raw,
      rate: GainDrift.usualReferenceRate)
    for (gain, truth) in zip(drift.gains, phantom.gains) { #expect(abs(gain / truth - 1) < 0.002) }

    let images = raw.dividing(by: drift.gains)
    let tissue = Region(mask: phantom.mask(.muscle), echoes: echoes).voxels
    let projection = try SpinDensityProjection(
      tissues: [tissue], in: images, ratio: Self.even, FitExecution())
    let region = Region(mask: phantom.mask(.liver), echoes: echoes)
    let (signals, error) = projection.signalAtZero(at: region.voxels)
    let ratios = zip(signals, region.voxels).map { Double($0) / phantom.signalAtZero($1) }
    report(
      "seed \(seed): error of the projected signal, %, said to be \(100 * error)",
      100 * (ratios.reduce(0, +) / Double(ratios.count) - 1))
    #expect(abs(ratios.reduce(0, +) / Double(ratios.count) - 1) < 0.004)
    #expect(error < 0.004)

    let measurement = try RegionMeasurement(
      region: region, in: images, projection: projection, drift: drift, FitExecution())
    #expect(measurement.model.name == "bi-exponential")
    #expect(measurement.objections == [])
    #expect(measurement.parts.count == phantom.liverRates.count)
    for (part, truth) in zip(measurement.parts, phantom.liverRates) {
      report("R2 \(truth): error of the whole chain, %", 100 * (part.mean.perSecond / truth - 1))
      #expect(part.mean.interval.contains(truth))
      #expect(abs(part.mean.perSecond / truth - 1) < 0.07)
    }
  }

  @Test("see whether the tissue is even, and project from it either way", arguments: [0.0, 8])
  func unevenTissue(unevenness: Double) throws {
    var phantom = BodyPhantom()
    phantom.unevenness = unevenness
    let echoes = phantom.echoes(seed: 12)
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes,
      noise: [Double](repeating: 40, count: 5), gains: phantom.gains)
    let tissue = Region(mask: phantom.mask(.muscle), echoes: echoes).voxels
    let projection = try SpinDensityProjection(
      tissues: [tissue], in: images, ratio: Self.even, FitExecution())
    // One rate for all leaves each voxel a third of the error.
    #expect((projection.relativeSpread < 0.02) == (unevenness == 0))
    let liver = Region(mask: phantom.mask(.liver), echoes: echoes).voxels
    let (signals, error) = projection.signalAtZero(at: liver)
    let expected = liver.reduce(0.0) { $0 + phantom.signalAtZero($1) }
    let ratio = signals.reduce(0.0) { $0 + Double($1) } / expected
    #expect(abs(ratio - 1) < 4 * error)
    #expect(error < 0.004)
  }

  @Test("measure R2 alone from too few echoes, and say why")
  func tooFewEchoes() throws {
    let echoes = phantom.echoes(seed: 3)
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: try EchoTimes(Array(phantom.times.seconds.prefix(3))),
      echoes: Array(echoes.prefix(3)), noise: [40, 40, 40], gains: Array(phantom.gains.prefix(3)))
    let tissue = Region(mask: phantom.mask(.muscle), echoes: echoes).voxels
    let projection = try SpinDensityProjection(
      tissues: [tissue], in: images, ratio: Self.even, FitExecution())
    let measurement = try RegionMeasurement(
      region: Region(mask: phantom.mask(.liver), echoes: echoes), in: images,
      projection: projection, FitExecution())
    #expect(measurement.objections == [.tooFewEchoes(3)])
    #expect(
      measurement.model
        == .monoexponential(because: "two exponentials need at least 4 echoes"))
  }
}

@Suite("Anomalies")
struct AnomalyTests {
  @Test("voxels that cannot be fitted are counted by reason and in no mean")
  func countsByReason() throws {
    var phantom = DecayPhantom(columns: 20, rows: 20)
    phantom.ratesPerSecond = [80]
    let clean = phantom.images(seed: 4)
    var echoes = clean.echoes
    echoes[0][0] = .nan
    echoes[1][1] = .infinity
    echoes[2][2] = -5
    for echo in echoes.indices { echoes[echo][3] = 0 }
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes, noise: clean.noise)
    let region = Region(mask: [Bool](repeating: true, count: 400), echoes: echoes)
    #expect(region.leftOut == [.notANumber: 2, .negativeSignal: 1, .noSignal: 1])
    let measurement = try RegionMeasurement(
      monoexponential: region, in: images, because: "asked for", FitExecution())
    #expect(measurement.mean.voxelCount == 396)
    #expect(abs(measurement.mean.perSecond - 80) < 3)
    #expect(try #require(measurement.mapMeanPerSecond).isFinite)
  }

  @Test("noise alone has no rate, or a wide interval, and never one that is not a number")
  func noiseAlone() throws {
    var phantom = DecayPhantom(columns: 30, rows: 30)
    phantom.ratesPerSecond = [80]
    phantom.signalAtZero = 0
    for seed in 0..<20 {
      do {
        let mean = try phantom.measurement(seed: UInt64(seed)).mean
        #expect(mean.perSecond.isFinite && mean.standardError > 1)
      } catch let error as RegionMeasurementError {
        #expect(error == .noSignal(in: 0...0))
      }
    }
  }

  @Test("measured + left out = mask", arguments: [0.0, 40, 400])
  func accountsForTheMask(noise: Double) throws {
    var phantom = DecayPhantom(columns: 60, rows: 60)
    phantom.ratesPerSecond = [40, 700]
    phantom.noise = noise
    let clean = phantom.images(seed: 14)
    var echoes = clean.echoes
    echoes[1][7] = .nan
    // Grows with time: no rate from zero up fits it.
    if noise == 0 { for echo in echoes.indices { echoes[echo][9] = Float(100 * (echo + 1)) } }
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes, noise: clean.noise)
    let region = Region(
      mask: [Bool](repeating: true, count: phantom.grid.count), echoes: echoes)
    do {
      let measurement = try RegionMeasurement(
        monoexponential: region, in: images, because: "asked for", FitExecution())
      let leftOut = measurement.leftOut.values.reduce(0, +)
      #expect(measurement.mean.voxelCount + leftOut == phantom.grid.count)
      #expect(
        measurement.mean.voxelCount == measurement.parts.reduce(0) { $0 + $1.mean.voxelCount })
      if noise == 0 { #expect(measurement.leftOut == [.notANumber: 1, .noFit: 1]) }
      let unfitted = measurement.voxels.count - measurement.fits.hasConverged.count { $0 }
      #expect(measurement.withoutOwnRate[.noFit] ?? 0 <= unfitted)
    } catch {
      #expect(noise == 400 && error == .noSignal(in: 1...1))
    }
  }

  @Test("a slice without signal above the noise is an error, not left out")
  func blankSlice() throws {
    var phantom = DecayPhantom(columns: 30, rows: 30)
    phantom.ratesPerSecond = [80, 80, 80]
    let clean = phantom.images(seed: 4)
    var echoes = clean.echoes
    for echo in echoes.indices { for voxel in 900..<1800 { echoes[echo][voxel] = 1 } }
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes, noise: clean.noise)
    let error = #expect(throws: RegionMeasurementError.self) {
      try RegionMeasurement(
        monoexponential: phantom.region(images), in: images, because: "asked for", FitExecution())
    }
    #expect(error == .noSignal(in: 1...1))
    #expect(error?.problem == "slice 2 of the region has no signal above the noise")
  }

  @Test(
    "moments whose variance is not a positive number have no decay",
    arguments: [0, .infinity, .nan, 1e-300, 1e300] as [Double])
  func degenerateVariance(variance: Double) {
    let times = DecayPhantom.protocolTimes
    for squares in [[1, 0.8, 0.6, 0.5, 0.4], [1, .nan, 0.6, 0.5, 0.4], [1, .infinity, 1, 1, 1]] {
      let moments = DecayMoments(
        squares: squares, varianceSlope: [Double](repeating: variance, count: 5),
        varianceFloor: [Double](repeating: variance, count: 5), voxelCount: 1000)
      for rate in [
        MonoexponentialDecay(of: moments, at: times)?.rateStandardError
      ] {
        #expect(rate.map { $0.isFinite && $0 > 0 } ?? true)
      }
    }
  }

  @Test("an error that is not a number leaves the mean open", arguments: [.nan, .infinity, -1.0])
  func openInterval(standardError: Double) {
    let mean = MeanRate(perSecond: 80, standardError: standardError, voxelCount: 1)
    #expect(mean.interval == -.infinity ... .infinity)
  }

  @Test("an empty region says why")
  func emptyRegion() {
    let phantom = DecayPhantom(columns: 4, rows: 4)
    let images = phantom.images(seed: 1)
    let region = Region(
      mask: [Bool](repeating: false, count: images.grid.count), echoes: images.echoes)
    #expect(throws: RegionMeasurementError.noVoxels(leftOut: [:])) {
      try RegionMeasurement(
        monoexponential: region, in: images, because: "asked for", FitExecution())
    }
  }

  @Test(
    "echo times that are none are refused",
    arguments: [
      ([6], "one echo"), ([], "no echo"), ([6, 6, 9], "two echoes at 0.006 s"),
      ([9, 6], "an echo at 0.006 s after one at 0.009 s"), ([0, 6], "an echo time of 0.0 s"),
      ([6, .nan], "an echo time of nan s"), ([6, 18000], "an echo time of 18.0 s"),
    ] as [([Double], String)])
  func refusesTimes(milliseconds: [Double], problem: String) {
    let error = #expect(throws: EchoTimesError.self) {
      try EchoTimes(milliseconds.map(Seconds.milliseconds))
    }
    #expect(error?.problem == problem)
  }

  @Test("air that shows no noise is refused")
  func refusesAir() {
    let grid = VoxelGrid(columns: 64, rows: 64, slices: 1)
    let blank = [[Float]](repeating: [Float](repeating: 0, count: grid.count), count: 5)
    let times = DecayPhantom.protocolTimes
    #expect(throws: NoiseLevelError.blank) {
      try NoiseLevel(of: blank, grid, times: times, around: [])
    }
    let flat = blank.map { $0.map { _ in Float(500) } }
    #expect(throws: NoiseLevelError.noAirInCorners) {
      try NoiseLevel(of: flat, grid, times: times, around: [])
    }
    #expect(throws: NoiseLevelError.tooFewVoxels(2)) { try NoiseLevel(air: [1, 2], in: flat) }
  }

  @Test("corners with a signal of 2σ are no air", arguments: [128, 256])
  func refusesGhosts(width: Int) throws {
    var phantom = DecayPhantom(columns: width, rows: width)
    phantom.ratesPerSecond = [0, 0]
    phantom.signalAtZero = 0
    let air = phantom.images(seed: 41)
    let sigma = try NoiseLevel(of: air.echoes, phantom.grid, times: phantom.times, around: []).sigma
    for value in sigma { #expect(abs(value / phantom.noise - 1) < 0.06) }
    phantom.signalAtZero = 2 * phantom.noise
    let ghost = phantom.images(seed: 42)
    #expect(throws: NoiseLevelError.noAirInCorners) {
      try NoiseLevel(of: ghost.echoes, phantom.grid, times: phantom.times, around: [])
    }
  }

  @Test("saline that is none is refused")
  func refusesSaline() throws {
    var phantom = DecayPhantom(columns: 20, rows: 20)
    phantom.ratesPerSecond = [200]
    let images = phantom.images(seed: 1)
    #expect(throws: GainDriftError.self) {
      try GainDrift(
        reference: phantom.region(images), in: images, rate: GainDrift.usualReferenceRate)
    }
  }
}
