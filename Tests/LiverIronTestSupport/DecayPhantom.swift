internal import Glibc
package import LiverIron
internal import TestSupport

/// Synthetic livers of known relaxation: each slice has one concentration.
package struct DecayPhantom {
  package static let protocolTimes = try! EchoTimes([6, 9, 12, 15, 18].map(Seconds.milliseconds))
  /// 0.2 to 43 mg/g in eleven equal ratios, as the shipped phantom has them.
  package static let ladder = (0...10).map { 0.2 * pow(43 / 0.2, Double($0) / 10) }

  /// The rate on the forward curve of the shipped phantom; its exponents were not read in a source.
  package static func rate(atMilligramsPerGram value: Double) -> Double {
    let power = pow(value, 0.701)
    return 6.88 + 26.06 * power - 0.438 * power * power
  }

  package var times = protocolTimes
  package var ratesPerSecond = ladder.map(rate)
  package var signalAtZero = 2000.0
  package var noise = 40.0
  /// Of the shipped phantom: 35 % of the spins at 0.3 of the mean rate.
  package var isBiexponential = false
  package var columns = 100
  package var rows = 85

  package var grid: VoxelGrid {
    VoxelGrid(columns: columns, rows: rows, slices: ratesPerSecond.count)
  }

  package init(columns: Int = 100, rows: Int = 85) {
    self.columns = columns
    self.rows = rows
  }

  package func signal(_ rate: Double, _ time: Double) -> Double {
    guard isBiexponential else { return signalAtZero * exp(-rate * time) }
    let slow = 0.3 * rate
    let fast = (rate - 0.35 * slow) / 0.65
    return signalAtZero * (0.65 * exp(-fast * time) + 0.35 * exp(-slow * time))
  }

  package func images(seed: UInt64) -> MagnitudeImages {
    var random = SplitMix64(seed: seed)
    let echoes = times.seconds.map { time in
      var image: [Float] = []
      image.reserveCapacity(grid.count)
      for rate in ratesPerSecond {
        let clean = signal(rate, time.value)
        var left = columns * rows
        while left > 0 {
          left -= 1
          let (real, imaginary) = random.normalPair()
          let (inPhase, across) = (clean + noise * real, noise * imaginary)
          image.append(
            noise == 0
              ? Float(clean) : Float((inPhase * inPhase + across * across).squareRoot()))
        }
      }
      return image
    }
    return MagnitudeImages(
      grid: grid, echoTimes: times, echoes: echoes, noise: times.seconds.map { _ in noise })
  }

  package func region(_ images: MagnitudeImages) -> Region {
    Region(mask: [Bool](repeating: true, count: grid.count), echoes: images.echoes)
  }

  /// The mono-exponential measurement of the whole phantom.
  package func measurement(seed: UInt64, _ execution: FitExecution = FitExecution()) throws
    -> RegionMeasurement
  {
    let images = images(seed: seed)
    return try RegionMeasurement(
      monoexponential: region(images), in: images, because: "asked for", execution)
  }
}

extension Calibration {
  /// LIC at a rate, for comparing two rates on the normative curve.
  package func milligramsPerGram(_ ratePerSecond: Double) -> Double {
    curve.milligramsPerGram(atPerSecond: ratePerSecond) ?? .nan
  }
}
