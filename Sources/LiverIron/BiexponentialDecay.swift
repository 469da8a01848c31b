internal import Glibc

/// ρ·exp(−Rf·t) + (1 − ρ)·exp(−Rs·t), where the signal at time zero is known and divided out.
///
/// What is reported is the mean rate ρ·Rf + (1 − ρ)·Rs, the slope of the decay at time zero: it is the mean over all spins
/// also where voxels differ, because the slope of a sum of decays is the sum of their slopes.
package struct BiexponentialDecay: Sendable, Hashable {
  package let fastFraction: Double
  package let fastRatePerSecond: Double
  package let slowRatePerSecond: Double
  package let meanRatePerSecond: Double
  package let meanRateStandardError: Double
  /// The residuals against their variance, over echoes less three.
  package let reducedChiSquared: Double

  /// Echoes that three unknowns need.
  package static let fewestEchoes = 4

  /// Nothing when there is no signal to fit, too few echoes, or no standard error that is a positive number.
  package init?(of moments: DecayMoments, at times: EchoTimes) {
    let first = moments.squares[0]
    guard times.count >= Self.fewestEchoes, first.isFinite, first > 0 else { return nil }
    let mean = min(max(-0.5 * log(first) / times.seconds[0].value, 5), 800)
    let fits = [(0.6, 1.4, 0.4), (0.6, 2, 0.5), (0.8, 1.1, 0.1), (0.4, 1.6, 0.8)].map { shape in
      QuasiLikelihoodFit(
        of: moments, at: times, from: [shape.0, shape.1 * mean, shape.2 * mean],
        within: Self.bounds, model: Self.square)
    }
    guard let best = fits.max(by: { $0.quasiLikelihood < $1.quasiLikelihood }) else { return nil }
    let (fraction, fast, slow) = (best.parameters[0], best.parameters[1], best.parameters[2])
    fastFraction = fast >= slow ? fraction : 1 - fraction
    fastRatePerSecond = max(fast, slow)
    slowRatePerSecond = min(fast, slow)
    meanRatePerSecond = fraction * fast + (1 - fraction) * slow
    let error = Self.standardError(of: best)
    guard meanRatePerSecond.isFinite, error.isFinite, error > 0 else { return nil }
    meanRateStandardError = error
    reducedChiSquared = times.count > 3 ? best.chiSquared / Double(times.count - 3) : 0
  }

  private static let bounds: [ClosedRange<Double>] = [0...1, 0...4000, 0...4000]

  private static func square(
    _ parameters: [Double], _ time: Double
  ) -> (square: Double, gradient: [Double]) {
    let (fraction, fast, slow) = (parameters[0], parameters[1], parameters[2])
    let fastPart = exp(-fast * time)
    let slowPart = exp(-slow * time)
    let signal = fraction * fastPart + (1 - fraction) * slowPart
    let gradient = [
      fastPart - slowPart, -time * fraction * fastPart, -time * (1 - fraction) * slowPart,
    ]
    return (signal * signal, gradient.map { 2 * signal * $0 })
  }

  /// By the delta method; a parameter on its bound is taken as known.
  private static func standardError(of fit: QuasiLikelihoodFit) -> Double {
    let (fraction, fast, slow) = (fit.parameters[0], fit.parameters[1], fit.parameters[2])
    let slope = [fast - slow, fraction, 1 - fraction]
    let free = fit.parameters.indices.filter {
      let bound = bounds[$0]
      let margin = 1e-6 * (bound.upperBound - bound.lowerBound)
      return fit.parameters[$0] > bound.lowerBound + margin
        && fit.parameters[$0] < bound.upperBound - margin
    }
    for kept in [free, free.filter { $0 != 0 }, [1]] where !kept.isEmpty {
      var information = SymmetricMatrix(order: kept.count)
      for row in kept.indices {
        for column in kept.indices {
          information[row, column] = fit.information[kept[row], kept[column]]
        }
      }
      guard let covariance = information.inverse else { continue }
      let variance = covariance.form(kept.map { slope[$0] })
      if variance > 0, variance.isFinite { return variance.squareRoot() }
    }
    return .infinity
  }
}
