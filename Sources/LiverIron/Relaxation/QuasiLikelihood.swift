internal import Glibc

/// The parameters of a decay that agree best with its moments, by their quasi-likelihood.
///
/// Mean and variance of each square are known functions of the parameters, which is all that the quasi-likelihood of
/// Wedderburn (Biometrika 1974) needs. Scoring steps with Levenberg's damping, kept inside bounds.
struct QuasiLikelihoodFit {
  /// The square of the signal at a time, and its gradient over the parameters.
  typealias Model = (_ parameters: [Double], _ time: Double) -> (square: Double, gradient: [Double])

  let parameters: [Double]
  let information: SymmetricMatrix
  let quasiLikelihood: Double
  /// The sum of squared residuals, each over its variance.
  let chiSquared: Double

  init(
    of moments: DecayMoments, at times: EchoTimes, from start: [Double],
    within bounds: [ClosedRange<Double>], model: Model
  ) {
    let seconds = times.seconds.map(\.value)
    var here = start
    var state = Self.state(of: moments, seconds, here, model)
    var damping = 1e-3
    for _ in 0..<200 {
      var damped = state.information
      for index in here.indices { damped[index, index] += damping * damped[index, index] + 1e-300 }
      guard let inverse = damped.inverse else {
        damping = max(damping * 10, 1e-3)
        if damping > 1e12 { break }
        continue
      }
      let step = inverse.times(state.score)
      let next = zip(zip(here, step), bounds).map { pair, bound in
        min(max(pair.0 + pair.1, bound.lowerBound), bound.upperBound)
      }
      let there = Self.state(of: moments, seconds, next, model)
      if there.quasiLikelihood >= state.quasiLikelihood {
        let gain = there.quasiLikelihood - state.quasiLikelihood
        let moved = zip(here, next).map { abs($0 - $1) / (abs($0) + 1e-9) }.max() ?? 0
        here = next
        state = there
        damping = max(damping * 0.2, 1e-12)
        if moved < 1e-11 || (gain < 1e-13 && moved < 1e-7) { break }
      } else {
        damping *= 8
        if damping > 1e14 { break }
      }
    }
    parameters = here
    information = state.information
    quasiLikelihood = state.quasiLikelihood
    chiSquared = state.chiSquared
  }

  private struct State {
    var score: [Double]
    var information: SymmetricMatrix
    var quasiLikelihood: Double
    var chiSquared: Double
  }

  private static func state(
    of moments: DecayMoments, _ seconds: [Double], _ parameters: [Double], _ model: Model
  ) -> State {
    var state = State(
      score: parameters.map { _ in 0 }, information: SymmetricMatrix(order: parameters.count),
      quasiLikelihood: 0, chiSquared: 0)
    for (echo, time) in seconds.enumerated() {
      let (square, gradient) = model(parameters, time)
      let observed = moments.squares[echo]
      let variance = moments.variance(echo, at: square)
      for index in gradient.indices {
        state.score[index] += gradient[index] * (observed - square) / variance
      }
      state.information.add(gradient, weight: 1 / variance)
      state.quasiLikelihood += moments.quasiLikelihood(echo, at: square)
      state.chiSquared += (observed - square) * (observed - square) / variance
    }
    return state
  }
}

extension DecayMoments {
  /// The integral of (observed − μ) / Var(μ) up to the given square.
  fileprivate func quasiLikelihood(_ echo: Int, at square: Double) -> Double {
    let slope = varianceSlope[echo]
    let offset = varianceFloor[echo] / slope
    return ((squares[echo] + offset) * log(square + offset) - square) / slope
  }
}
