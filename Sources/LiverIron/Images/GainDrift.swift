internal import Glibc

/// The gain of the receiver in each image against the first, from a reference whose signal should hardly decay.
///
/// A bag of saline in every slice: what its signal changes beyond its own slow decay, the receiver did.
package struct GainDrift: Sendable, Hashable {
  package let gains: [Double]
  /// Relative, of each gain against the first.
  package let standardErrors: [Double]
  /// Relative, of the signal of each echo in the reference.
  let ownErrors: [Double]
  package let voxelCount: Int
  /// How fast the reference seems to decay beyond its own rate, in s⁻¹, by a straight line through the logarithms of its signal.
  ///
  /// A drift of the receiver can look like this, and so can another fluid than saline; the images do not tell which it is.
  package let apparentDecayPerSecond: Double

  /// The standard error of the rate of the reference, in s⁻¹: what saline differs by, and more where it seems to decay.
  ///
  /// Gains that drift by 2 % look like a decay of 2 s⁻¹ by chance, which says little; of one of 8 s⁻¹ a quarter is believed. This
  /// project's choice: tissue shows a bag that decays much faster than saline.
  var rateError: Double {
    let doubt = max(apparentDecayPerSecond, 0) * max(apparentDecayPerSecond, 0) / 32
    return (Self.usualRateError * Self.usualRateError + doubt * doubt).squareRoot()
  }

  private static let usualRateError = 0.2

  /// The rate of the reference when none is given: a T2 of two seconds, as of water. This project's choice.
  package static let usualReferenceRate = RelaxationRate(.r2, perSecond: 0.5)

  package init(
    reference: Region, in images: MagnitudeImages, rate: RelaxationRate
  ) throws(GainDriftError) {
    guard reference.voxels.count >= Self.fewestVoxels else {
      throw .tooFewVoxels(reference.voxels.count)
    }
    let moments = DecayMoments(of: reference.voxels, in: images)
    let seconds = images.echoTimes.seconds.map(\.value)
    guard moments.squares.allSatisfy({ $0 > 0 }) else { throw .noSignal }
    let gains = zip(moments.squares, seconds).map { square, time in
      (square / moments.squares[0]).squareRoot()
        * exp(rate.perSecond * (time - seconds[0]))
    }
    for gain in gains where !(0.5...2).contains(gain) { throw .notADrift(gain) }
    self.gains = gains
    let errors = moments.squares.enumerated().map { echo, square in
      moments.variance(echo, at: square).squareRoot() / (2 * square)
    }
    ownErrors = errors
    standardErrors = errors.enumerated().map { echo, error in
      echo == 0 ? 0 : (error * error + errors[0] * errors[0]).squareRoot()
    }
    voxelCount = reference.voxels.count
    apparentDecayPerSecond = -Self.slope(of: gains.map { log($0) }, over: seconds)
  }

  /// Of the straight line through values by least squares.
  private static func slope(of values: [Double], over times: [Double]) -> Double {
    let count = Double(times.count)
    let (meanTime, mean) = (times.reduce(0, +) / count, values.reduce(0, +) / count)
    let product = zip(times, values).reduce(0) { $0 + ($1.0 - meanTime) * ($1.1 - mean) }
    return product / times.reduce(0) { $0 + ($1 - meanTime) * ($1 - meanTime) }
  }

  private static let fewestVoxels = 200
}

/// Why a reference gives no gains.
package enum GainDriftError: ExplainedError, Hashable {
  case tooFewVoxels(Int)
  case noSignal
  case notADrift(Double)

  package var problem: String {
    switch self {
    case .tooFewVoxels(let count): "\(count) voxels of saline"
    case .noSignal: "the saline has no signal above the noise"
    case .notADrift(let gain):
      "the saline changes to \(PrintedFigure(gain, decimals: 2)) of its signal"
    }
  }

  package var reason: String {
    switch self {
    case .tooFewVoxels: "the gain is measured in at least 200"
    case .noSignal, .notADrift:
      "a receiver drifts by some per cent: this is not saline, or not one acquisition"
    }
  }

  package var remedy: String { "check the mask given with --saline" }
}
