import LiverIron
import LiverIronTestSupport
import TestSupport
import Testing

@Suite("One exponential")
struct MonoexponentialTests {
  static let calibration = Calibration.stPierre2005

  @Test(
    "fit(signal(R2)) = R2 without noise",
    arguments: [
      [6, 9, 12, 15, 18], [4.92, 7.1, 8.33, 14.7], [5, 25], [3, 4, 6, 9, 13, 18, 24, 31],
    ])
  func noiseless(milliseconds: [Double]) throws {
    var phantom = DecayPhantom(columns: 8, rows: 4)
    phantom.noise = 0
    phantom.times = try EchoTimes(milliseconds.map(Seconds.milliseconds))
    let measurement = try phantom.measurement(seed: 0)
    #expect(measurement.parts.count == phantom.ratesPerSecond.count)
    for (part, truth) in zip(measurement.parts, phantom.ratesPerSecond) {
      let rate = part.mean.perSecond
      #expect(abs(rate / truth - 1) <= 5e-5)
      let ratio =
        Self.calibration.milligramsPerGram(rate) / Self.calibration.milligramsPerGram(truth)
      #expect(abs(ratio - 1) <= 2e-4)
    }
  }

  @Test("attains the Cramér–Rao bound up to 15 mg/g", arguments: [50.0, 100])
  func efficiency(signalToNoise: Double) throws {
    var phantom = DecayPhantom()
    phantom.ratesPerSecond = DecayPhantom.ladder.filter { $0 < 15 }.map(DecayPhantom.rate)
    phantom.noise = phantom.signalAtZero / signalToNoise
    let fits = try phantom.measurement(seed: 11).fits
    let perSlice = phantom.grid.voxelsInSlice
    for (slice, truth) in phantom.ratesPerSecond.enumerated() {
      let errors = fits.ratePerSecond[(slice * perSlice)..<((slice + 1) * perSlice)].map {
        Double($0) - truth
      }
      let rootMeanSquare =
        (errors.reduce(0) { $0 + $1 * $1 } / Double(perSlice)).squareRoot()
      let bound = cramerRaoBound(
        signalAtZero: phantom.signalAtZero, ratePerSecond: truth, noise: phantom.noise,
        seconds: phantom.times.seconds.map(\.value))
      report("SNR \(signalToNoise): R2 \(truth): RMSE / CRLB", rootMeanSquare / bound)
      #expect(rootMeanSquare / bound <= 1.05)
    }
  }

  @Test("has a mean without the bias of its noise", arguments: [1, 2, 3] as [UInt64])
  func biasOfMean(seed: UInt64) throws {
    let phantom = DecayPhantom()
    let parts = try phantom.measurement(seed: seed).parts
    #expect(parts.count == phantom.ratesPerSecond.count)
    for (part, truth) in zip(parts, phantom.ratesPerSecond) {
      let exact = Self.calibration.milligramsPerGram(truth)
      let error = Self.calibration.milligramsPerGram(part.mean.perSecond) / exact - 1
      report("seed \(seed): LIC \(exact): error of mean LIC, %", 100 * error)
      #expect(abs(error) <= (exact < 15 ? 0.01 : 0.03))
    }
  }

  @Test("has intervals that hold the truth 93 to 97 times in 100", arguments: [1.0, 5, 15, 30])
  func coverage(milligramsPerGram: Double) throws {
    let truth = DecayPhantom.rate(atMilligramsPerGram: milligramsPerGram)
    var phantom = DecayPhantom(columns: 20, rows: 12)
    phantom.ratesPerSecond = [Double](repeating: truth, count: 250)
    let parts = try (0..<4).flatMap { try phantom.measurement(seed: 100 + $0).parts }
    let held = parts.count { $0.mean.interval.contains(truth) }
    report("LIC \(milligramsPerGram): covered by 95 % intervals, of \(parts.count)", Double(held))
    #expect(parts.count == 1000)
    #expect((930...970).contains(held))
  }

  @Test("has the mean of voxels that differ", arguments: [30.0, 83, 160])
  func unevenLiver(perSecond: Double) throws {
    var random = SplitMix64(seed: 31)
    var phantom = DecayPhantom(columns: 1, rows: 1)
    phantom.ratesPerSecond = (0..<6000).map { _ in
      perSecond * (1 + 0.1 * random.normalPair().0)
    }
    let scattered = phantom.images(seed: 32)
    let images = MagnitudeImages(
      grid: VoxelGrid(columns: 75, rows: 80, slices: 1), echoTimes: phantom.times,
      echoes: scattered.echoes, noise: scattered.noise)
    let measurement = try RegionMeasurement(
      monoexponential: phantom.region(images), in: images, because: "asked for", FitExecution())
    let truth = phantom.ratesPerSecond.reduce(0, +) / 6000
    report(
      "R2 \(perSecond) ± 10 %: error of the mean, %", 100 * (measurement.mean.perSecond / truth - 1)
    )
    #expect(abs(measurement.mean.perSecond / truth - 1) < 0.01)
  }

  @Test("gives the same bits for any kernel and any number of threads")
  func sameBits() throws {
    let phantom = DecayPhantom(columns: 61, rows: 47)
    let reference = try phantom.measurement(seed: 5, FitExecution(kernel: .portable, threads: 1))
    for kernel in FitKernel.allCases where kernel.isAvailable {
      for threads in [1, 2, 3] {
        let other = try phantom.measurement(
          seed: 5, FitExecution(kernel: kernel, threads: threads))
        #expect(other.fits == reference.fits)
        #expect(other.parts == reference.parts)
        let images = phantom.images(seed: 6)
        let voxels = phantom.region(images).voxels
        #expect(
          VoxelFits(
            leastSquaresOf: images, at: voxels, FitExecution(kernel: kernel, threads: threads))
            == VoxelFits(leastSquaresOf: images, at: voxels, FitExecution(kernel: .portable)))
      }
    }
  }

  @Test("agrees between the kernel and the fit of a region in double precision")
  func kernelAgreesWithRegion() throws {
    var phantom = DecayPhantom(columns: 20, rows: 20)
    phantom.noise = 20
    let images = phantom.images(seed: 9)
    for voxels in phantom.region(images).bySlice(phantom.grid).map(\.voxels) {
      let moments = DecayMoments(of: voxels, in: images)
      let region = try #require(MonoexponentialDecay(of: moments, at: phantom.times))
      let tile = VoxelFits(ricianOf: [voxels], in: images, FitExecution())
      #expect(abs(Double(tile.ratePerSecond[0]) / region.ratePerSecond - 1) < 1e-4)
      #expect(abs(Double(tile.standardError[0]) / region.rateStandardError - 1) < 1e-3)
      #expect(abs(Double(tile.signalAtZero[0]) / region.signalAtZero - 1) < 1e-4)
    }
  }
}

/// Prints a figure that a goal is about, one a line.
func report(_ what: String, _ value: Double) {
  print("figure: \(what): \(PrintedFigure(value, decimals: 3))")
}
