import LiverIron
import LiverIronTestSupport
import Testing

@Suite("Two exponentials with known signal at time zero")
struct BiexponentialTests {
  static let calibration = Calibration.stPierre2005

  /// Rates of `draws` regions, each of as many voxels.
  private func rates(
    _ truth: Double, draws: Int, seed: UInt64, columns: Int = 100, rows: Int = 85
  ) throws -> [MeanRate] {
    var phantom = DecayPhantom(columns: columns, rows: rows)
    phantom.isBiexponential = true
    phantom.ratesPerSecond = [Double](repeating: truth, count: draws)
    let images = phantom.images(seed: seed)
    return try phantom.region(images).bySlice(phantom.grid).map { slice, voxels in
      let part = RegionPart(
        of: voxels, in: slice...slice, images,
        signalAtZero: voxels.map { _ in Float(phantom.signalAtZero) })
      return try #require(part).mean
    }
  }

  @Test("is within 1 % in mean LIC from 1 to 43 mg/g", arguments: DecayPhantom.ladder)
  func bias(milligramsPerGram: Double) throws {
    let truth = DecayPhantom.rate(atMilligramsPerGram: milligramsPerGram)
    let found = try rates(truth, draws: 6, seed: 21)
    let exact = Self.calibration.milligramsPerGram(truth)
    let errors = found.map { Self.calibration.milligramsPerGram($0.perSecond) / exact - 1 }
    let bias = errors.reduce(0, +) / Double(errors.count)
    report("LIC \(milligramsPerGram): bias of LIC over 6 draws, %", 100 * bias)
    report("LIC \(milligramsPerGram): largest error, %", 100 * (errors.map(abs).max() ?? 0))
    #expect(abs(bias) <= (milligramsPerGram >= 1 ? 0.01 : 0.03))
  }

  @Test("has intervals that hold the truth 93 to 97 times in 100", arguments: [5.0, 15])
  func coverage(milligramsPerGram: Double) throws {
    let truth = DecayPhantom.rate(atMilligramsPerGram: milligramsPerGram)
    let found = try (0..<10).flatMap {
      try rates(truth, draws: 100, seed: 300 + $0, columns: 30, rows: 20)
    }
    let held = found.count { $0.interval.contains(truth) }
    report("LIC \(milligramsPerGram): covered by 95 % intervals, of \(found.count)", Double(held))
    #expect((930...970).contains(held))
  }
}
