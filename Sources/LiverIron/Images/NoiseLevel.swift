/// The noise of magnitude images: σ for each echo, and how many channels were combined into one magnitude.
///
/// The root of the sum of squares of n channels has E[M²] = A² + 2nσ² and Var[M²] = 4σ²(A² + nσ²), with the signal A and the
/// deviation σ of the real and the imaginary part of each channel: the non-central χ distribution (Constantinides et al., Magn
/// Reson Med 1997;38:852). One channel, or one image that was combined before its magnitude was taken, has n = 1, and its
/// distribution is that of Rice. Correlated channels look like fewer, so n need not be a whole number.
package struct NoiseLevel: Sendable, Hashable {
  package let sigma: [Double]
  package let channels: Double
  /// The standard error of 2nσ², which is taken off every squared signal, relative to it.
  package let offsetError: Double
  package let source: Source

  package enum Source: Sendable, Hashable {
    case given
    case air(voxels: Int)
    /// From what no decay explains in pairs of voxels of the body.
    case residuals(pairs: Int)

    package var isLocal: Bool { if case .residuals = self { true } else { false } }
  }

  init(sigma: [Double], channels: Double = 1, offsetError: Double, source: Source) {
    self.sigma = sigma
    self.channels = channels
    self.offsetError = offsetError
    self.source = source
  }

  package init(given sigma: Double, echoes: Int) {
    self.init(
      sigma: [Double](repeating: sigma, count: echoes), offsetError: 0, source: .given)
  }

  /// From air that a person masked.
  package init(air voxels: [Int], in echoes: [[Float]]) throws(NoiseLevelError) {
    let air = try AirNoise(in: voxels, of: echoes)
    guard AirNoise.believableChannels.contains(air.channels) else { throw .notAir }
    self.init(air)
  }

  /// From air in the corners, checked against the residuals of the body around `region`, which alone count where the two differ:
  /// unfolded images have more noise inside than outside, and a scanner may blank the air or leave a ghost in it.
  package init(
    of echoes: [[Float]], _ grid: VoxelGrid, times: EchoTimes, around region: [Bool]
  ) throws(NoiseLevelError) {
    let inside = ResidualNoise(of: echoes, grid, times: times, around: region)
    let corners = Result { () throws(NoiseLevelError) in
      try AirNoise(cornersOf: echoes, grid)
    }
    switch (corners, inside) {
    case (.success(let air), nil):
      // A signal in all corners looks like several channels.
      guard air.channels == 1 else { throw .noAirInCorners }
      self.init(air)
    case (.success(let air), let inside?) where air.agrees(with: inside): self.init(air)
    case (_, let inside?) where inside.sigma > 0:
      let isOneChannel = (try? corners.get())?.channels == 1
      self.init(
        sigma: echoes.map { _ in inside.sigma },
        offsetError: isOneChannel ? Self.offsetErrorOfOneChannel : Self.offsetErrorUnknown,
        source: .residuals(pairs: inside.pairs))
    case (.failure(let error), _): throw error
    case (.success, _): throw .blank
    }
  }

  /// The air shows one channel, with another σ than the body. This project's choice, as is the next.
  private static let offsetErrorOfOneChannel = 0.2
  /// One channel is assumed, and there may be two or more.
  private static let offsetErrorUnknown = 1.0

  private init(_ air: AirNoise) {
    self.init(
      sigma: air.sigma, channels: air.channels, offsetError: air.offsetError,
      source: .air(voxels: air.voxelCount))
  }
}

/// Why the noise cannot be measured.
package enum NoiseLevelError: ExplainedError, Hashable {
  case tooFewVoxels(Int)
  case blank
  case noAirInCorners
  case notAir
  case notANumber

  package var problem: String {
    switch self {
    case .tooFewVoxels(let count): "\(count) voxels of air"
    case .blank: "the air around the body is exactly zero"
    case .noAirInCorners: "no corner of the images looks like air"
    case .notAir: "the voxels that were given as air do not scatter as noise does"
    case .notANumber: "a voxel of air is not a finite number"
    }
  }

  package var reason: String {
    switch self {
    case .tooFewVoxels: "the noise is measured in at least 100"
    case .blank: "the scanner blanked it, or the images have no noise"
    case .noAirInCorners, .notAir: "their signal is not that of noise alone"
    case .notANumber: "the noise cannot be measured there"
    }
  }

  package var remedy: String {
    switch self {
    case .blank: "give the noise: `--noise 0` for images without any"
    default: "give a mask of air with --air, or the noise with --noise"
    }
  }
}
