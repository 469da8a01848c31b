internal import Glibc

/// The signal at time zero of tissue, voxel by voxel.
///
/// A tissue whose rate is even, as far as the noise shows, is given one rate: its voxels then have only their signal to be found,
/// to a third of the error. Whether it is even is seen from tiles of 400 voxels: their rates must scatter as their standard errors
/// say (this project's choice). Otherwise each voxel has a rate of its own.
struct TissueSignals {
  private(set) var voxels: [Int] = []
  private(set) var signalAtZero: [Float] = []
  /// Of each voxel, which kind of tissue it is, from 0.
  private(set) var kinds: [Int] = []
  /// The error that the shared rates leave in all voxels, relative.
  private(set) var sharedRelativeError = 0.0
  /// Of each kind, how much its rate differs from place to place beyond the noise, over its mean.
  private(set) var rateSpreads: [Double] = []
  /// Of each kind, the rate of its pooled signal; nil where it has fewer than 200 voxels.
  private(set) var rates: [MonoexponentialDecay?] = []

  init(of tissues: [[Int]], in images: MagnitudeImages, _ execution: FitExecution) {
    var found: [(voxel: Int, signal: Float, kind: Int)] = []
    var shared = 0.0
    for (kind, tissue) in tissues.enumerated() {
      let rates = TileRates(of: tissue, in: images, execution)
      rateSpreads.append(rates?.relativeSpread ?? 0)
      self.rates.append(
        tissue.count < Self.fewestVoxels
          ? nil
          : MonoexponentialDecay(of: DecayMoments(of: tissue, in: images), at: images.echoTimes))
      if let rate = rates?.even {
        found += images.signalsAtZero(of: tissue, rate: rate.perSecond).map { ($0, $1, kind) }
        let error = rate.standardError * images.meanTime(rate: rate.perSecond)
        shared += error * error
      } else {
        let fits =
          images.noise.contains(0)
          ? VoxelFits(leastSquaresOf: images, at: tissue, execution)
          : VoxelFits(ricianOf: images, at: tissue, execution)
        for (index, voxel) in tissue.enumerated()
        where fits.hasConverged[index] && fits.signalAtZero[index].isFinite {
          found.append((voxel, fits.signalAtZero[index], kind))
        }
      }
    }
    if tissues.count > 1 { found.sort { $0.voxel < $1.voxel } }
    voxels = found.map(\.voxel)
    signalAtZero = found.map(\.signal)
    kinds = found.map(\.kind)
    sharedRelativeError = shared.squareRoot()
  }

  private static let fewestVoxels = 200
}

/// The rates of one tissue, tile by tile.
private struct TileRates {
  private let rates: [MeanRate]
  private let mean: MeanRate
  private let scatter: Double

  /// Nil where fewer than ten tiles of 400 voxels have a rate, or the images do not have noise.
  init?(of tissue: [Int], in images: MagnitudeImages, _ execution: FitExecution) {
    guard !images.noise.contains(0) else { return nil }
    let tiles = images.grid.slices(of: tissue).flatMap { images.grid.tiles(of: $0, size: 400) }
    let fits = VoxelFits(ricianOf: tiles, in: images, execution)
    rates = tiles.indices.filter { fits.hasConverged[$0] }.map {
      MeanRate(
        perSecond: Double(fits.ratePerSecond[$0]), standardError: Double(fits.standardError[$0]),
        voxelCount: tiles[$0].count)
    }
    guard rates.count >= 10, let mean = MeanRate(of: rates) else { return nil }
    self.mean = mean
    scatter = rates.reduce(0) { sum, rate in
      let deviation = (rate.perSecond - mean.perSecond) / rate.standardError
      return sum + deviation * deviation
    }
  }

  /// The one rate of an even tissue; nil where tiles differ by more than the noise.
  var even: MeanRate? {
    let freedom = Double(rates.count - 1)
    return scatter / freedom <= 1 + 4 * (2 / freedom).squareRoot() ? mean : nil
  }

  /// The standard deviation of the rates beyond their errors, over their mean.
  var relativeSpread: Double {
    let count = Double(rates.count)
    let variance = rates.reduce(0) {
      $0 + ($1.perSecond - mean.perSecond) * ($1.perSecond - mean.perSecond)
        - $1.standardError * $1.standardError
    }
    return max(variance / count, 0).squareRoot() / max(mean.perSecond, 1)
  }
}

extension MagnitudeImages {
  /// Each echo extrapolated to time zero, weighted by its precision there.
  fileprivate func signalsAtZero(of voxels: [Int], rate: Double) -> [(Int, Float)] {
    let growth = echoTimes.seconds.map { exp(2 * rate * $0.value) }
    // To first order the error of a square is that of the noise times the signal.
    let precision = zip(growth, noise).map { 1 / ($0 * $1 * $1) }
    let whole = precision.reduce(0, +)
    let weights = zip(precision, growth).map { $0 * $1 / whole }
    return voxels.compactMap { voxel in
      var square = 0.0
      for echo in echoes.indices {
        square += weights[echo] * (self.square(echo, voxel) - noiseOffset(echo))
      }
      guard square > 0 else { return nil }
      // The root of a noisy square is too low by an eighth of its relative variance, which is 4 / (whole · square).
      let relativeVariance = 4 / (whole * square)
      return (voxel, Float(square.squareRoot() * (1 + min(relativeVariance, 1) / 8)))
    }
  }

  /// The time at which an error of the rate changes the signal at time zero as much as it does here.
  fileprivate func meanTime(rate: Double) -> Double {
    let precision = zip(echoTimes.seconds, noise).map { exp(-2 * rate * $0.value) / ($1 * $1) }
    let sum = zip(echoTimes.seconds, precision).reduce(0) { $0 + $1.0.value * $1.1 }
    return sum / precision.reduce(0, +)
  }
}
