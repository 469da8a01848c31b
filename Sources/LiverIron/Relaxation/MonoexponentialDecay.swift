internal import Glibc

/// S₀·exp(−R·t), fitted to the moments of a region.
package struct MonoexponentialDecay: Sendable, Hashable {
  package let ratePerSecond: Double
  package let rateStandardError: Double
  package let signalAtZero: Double
  /// The residuals against their variance, over echoes less two; near one when the model holds.
  package let reducedChiSquared: Double

  /// Nil when there is no signal to fit, or no standard error that is a positive number.
  package init?(of moments: DecayMoments, at times: EchoTimes) {
    let seconds = times.seconds.map(\.value)
    let first = moments.squares[0]
    guard first.isFinite, first > 0 else { return nil }
    let second = max(moments.squares[1], first * 1e-3)
    let guess = min(max(0.5 * log(first / second) / (seconds[1] - seconds[0]), 1), 1000)
    let fit = QuasiLikelihoodFit(
      of: moments, at: times, from: [0.5 * log(first) + guess * seconds[0], guess],
      within: [-100...100, 0...2000]
    ) { parameters, time in
      let square = exp(2 * (parameters[0] - parameters[1] * time))
      return (square, [2 * square, -2 * time * square])
    }
    guard let covariance = fit.information.inverse else { return nil }
    let correction = Self.bias(of: moments, seconds, fit.parameters, covariance)
    let error = covariance[1, 1].squareRoot()
    guard fit.parameters.allSatisfy(\.isFinite), error.isFinite, error > 0 else { return nil }
    ratePerSecond = fit.parameters[1] - min(max(correction[1], -error / 4), error / 4)
    rateStandardError = error
    signalAtZero = exp(fit.parameters[0] - correction[0] - covariance[0, 0] / 2)
    reducedChiSquared = times.count > 2 ? fit.chiSquared / Double(times.count - 2) : 0
  }

  /// The first-order bias of the fitted parameters (Box, J R Stat Soc B 1971).
  private static func bias(
    of moments: DecayMoments, _ seconds: [Double], _ parameters: [Double],
    _ covariance: SymmetricMatrix
  ) -> [Double] {
    var sum = [0.0, 0.0]
    for (echo, time) in seconds.enumerated() {
      let square = exp(2 * (parameters[0] - parameters[1] * time))
      let bent = 4 * square * covariance.form([1, -time])
      let weight = bent / moments.variance(echo, at: square)
      sum[0] += 2 * square * weight
      sum[1] -= 2 * time * square * weight
    }
    return covariance.times(sum).map { -0.5 * $0 }
  }
}
