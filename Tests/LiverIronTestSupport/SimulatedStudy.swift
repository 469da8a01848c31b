internal import Glibc
package import LiverIron
package import TestSupport

/// A body as a scanner sees it: tissues with their own spin densities and T1, a smooth coil, drifting gains, Rician noise.
///
/// It shares nothing with the phantoms of the other tests, so that a mistake there does not hide here. The T1 (s) at 1.5 T of liver
/// 0.586 ± 0.039 and spleen 1.057 ± 0.042, and the water contents, are the choice of these tests; muscle is drawn between the two
/// values that are in use, 0.86 and 1.01.
package struct SimulatedStudy {
  package var milligramsPerGram = 5.0
  package var signalToNoise = 50.0
  /// The shape of the decay: one exponential, unless changed.
  package var slowFraction = 0.0
  package var slowRatio = 1.0
  package var liver = Spins(density: 0.72, t1: 0.586)
  package var muscle = Spins(density: 0.78, t1: 0.93)
  package var spleen = Spins(density: 0.79, t1: 1.057)
  package var salineRate = 0.5
  package var gains = [1.0, 1, 1, 1, 1]
  /// A share of the image that comes back shifted along the rows, differently at each echo.
  package var ghost = 0.0
  /// How much the rates of the voxels of the liver vary, relative.
  package var heterogeneity = 0.0

  package struct Spins: Sendable {
    package var density: Double
    /// In s.
    package var t1: Double

    /// At a repetition time of 2.5 s.
    var signal: Double { density * (1 - exp(-2.5 / t1)) }
  }

  package init() {}

  /// Everything drawn that differs between people and scanners, with a concentration in a band.
  package init(milligramsPerGram band: ClosedRange<Double>, _ random: inout SplitMix64) {
    func uniform(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    milligramsPerGram = band.lowerBound * pow(band.upperBound / band.lowerBound, uniform(0...1))
    signalToNoise = 22 * pow(100 / 22.0, uniform(0...1))
    if uniform(0...1) < 0.6 {
      slowFraction = uniform(0.2...0.5)
      slowRatio = uniform(0.2...0.6)
    }
    let densities = (random.normalPair(), random.normalPair())
    liver = Spins(density: 0.72 + 0.02 * densities.0.0, t1: 0.586 + 0.039 * densities.1.0)
    muscle = Spins(density: 0.78 + 0.02 * densities.0.1, t1: uniform(0.86...1.01))
    spleen.t1 += 0.042 * densities.1.1
    gains = [1] + (1..<5).map { _ in 1 + 0.02 * random.normalPair().0 }
  }

  package enum Tissue: Sendable { case air, saline, fat, liver, muscle, spleen }

  package static let grid = VoxelGrid(columns: 96, rows: 96, slices: 2)

  package static func tissue(_ voxel: Int) -> Tissue {
    let x = Double(grid.column(voxel)) / 96
    let y = Double(grid.row(voxel)) / 96
    func isInEllipse(_ cx: Double, _ cy: Double, _ rx: Double, _ ry: Double) -> Bool {
      (x - cx) * (x - cx) / (rx * rx) + (y - cy) * (y - cy) / (ry * ry) <= 1
    }
    if abs(x - 0.5) <= 0.3, abs(y - 0.88) <= 0.05 { return .saline }
    if !isInEllipse(0.5, 0.45, 0.43, 0.32) { return .air }
    if !isInEllipse(0.5, 0.45, 0.39, 0.28) { return .fat }
    if isInEllipse(0.38, 0.43, 0.22, 0.19) { return .liver }
    return isInEllipse(0.72, 0.5, 0.07, 0.09) ? .spleen : .muscle
  }

  package static func mask(_ wanted: Tissue...) -> [Bool] {
    (0..<grid.count).map { wanted.contains(tissue($0)) }
  }

  package func echoes(_ random: inout SplitMix64) -> [[Float]] {
    let grid = Self.grid
    let rate = Calibration.stPierre2005.curve.perSecond(atMilligramsPerGram: milligramsPerGram)!
    let sigma = 2000 * liver.signal / signalToNoise
    return DecayPhantom.protocolTimes.seconds.enumerated().map { echo, time in
      var clean = (0..<grid.count).map { voxel in
        signal(voxel, rate, time.value) * Self.sensitivity(voxel) * gains[echo]
      }
      if ghost > 0 {
        let straight = clean
        for voxel in clean.indices {
          let start = voxel - grid.column(voxel)
          clean[voxel] += ghost * straight[start + (grid.column(voxel) + 48 + 7 * echo) % 96]
        }
      }
      return clean.map {
        let (real, imaginary) = random.normalPair()
        return Float(hypot($0 + sigma * real, sigma * imaginary))
      }
    }
  }

  private func signal(_ voxel: Int, _ rate: Double, _ time: Double) -> Double {
    switch Self.tissue(voxel) {
    case .air: return 0
    case .saline: return 2000 * exp(-salineRate * time)
    case .fat: return 2000 * 0.95 * exp(-time / 0.06)
    case .muscle: return 2000 * muscle.signal * exp(-26 * time)
    case .spleen: return 2000 * spleen.signal * exp(-13 * time)
    case .liver:
      let wave = sin(Double(Self.grid.column(voxel)) / 4) * cos(Double(Self.grid.row(voxel)) / 5)
      let shape = DecayShape(slowFraction: slowFraction, slowRatio: slowRatio)
      return 2000 * liver.signal
        * shape.signal(ofMean: rate * (1 + 1.4 * heterogeneity * wave), at: time)
    }
  }

  private static func sensitivity(_ voxel: Int) -> Double {
    let x = Double(grid.column(voxel)) / 48 - 1
    let y = Double(grid.row(voxel)) / 48 - 1
    return 1 + 0.1 * x - 0.08 * y * y + 0.05 * x * y + 0.05 * x * x * x
  }
}
