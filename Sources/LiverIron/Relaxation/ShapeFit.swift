internal import Glibc

/// The rate at which a decay of one given shape agrees best with pooled signals.
///
/// The square of the signal at time zero is an unknown in which the signals are linear. It is integrated out, with a normal
/// prior about the projected value; the logarithm of the rate, with a flat prior, is found by scoring.
struct ShapeFit {
  let shape: DecayShape
  /// The mean rate, as its natural logarithm: its distribution is close to normal there.
  let logRate: Double
  /// The inverse of the variance of the logarithm of the rate.
  let information: Double
  /// The square of the signal at time zero over that of the projected one.
  let squareAtZero: Double
  /// The squared deviations of the echoes and of the signal at time zero, in units of their errors.
  let chiSquared: Double
  /// The logarithm of the integral of likelihood and priors over rate and signal at time zero (Laplace's approximation).
  let logEvidence: Double

  /// Slower is no relaxation; faster, a third of the signal is gone within a millisecond.
  static let ratesPerSecond = 2.0...1200

  init(_ shape: DecayShape, of signals: PrecisePooledSignals, from start: Double) {
    var here = State(shape, logRate: start, signals)
    var damping = 0.0
    for _ in 0..<40 {
      let step = min(max(here.slope / (here.information * (1 + damping)), -0.5), 0.5)
      let next = min(max(here.logRate + step, Self.logRates.lowerBound), Self.logRates.upperBound)
      let there = State(shape, logRate: next, signals)
      if there.logLikelihood >= here.logLikelihood - 1e-9 {
        let moved = abs(next - here.logRate)
        here = there
        damping *= 0.2
        if moved < 1e-5 { break }
      } else {
        damping = 5 * damping + 1
        if damping > 1e6 { break }
      }
    }
    self.shape = shape
    logRate = here.logRate
    information = here.information
    squareAtZero = here.squareAtZero
    chiSquared = here.chiSquared
    logEvidence = here.logLikelihood + 0.5 * log(2 * Double.pi / here.information)
  }

  private static let logRates = log(ratesPerSecond.lowerBound)...log(ratesPerSecond.upperBound)

  var isAtBound: Bool {
    logRate < Self.logRates.lowerBound + 0.02 || logRate > Self.logRates.upperBound - 0.02
  }

  private struct State {
    let logRate: Double
    let logLikelihood: Double
    let slope: Double
    let information: Double
    let squareAtZero: Double
    let chiSquared: Double

    init(_ shape: DecayShape, logRate: Double, _ signals: PrecisePooledSignals) {
      let count = signals.squares.count
      let rate = exp(logRate)
      let (fast, slow) = (shape.fastRate(ofMean: rate), shape.slowRate(ofMean: rate))
      let (fastFraction, slowFraction) = (1 - shape.slowFraction, shape.slowFraction)
      let sums = withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { room in
        let (square, slope) = (room.baseAddress!, room.baseAddress! + count)
        for echo in 0..<count {
          let time = signals.seconds[echo]
          let fastPart = fastFraction * exp(-fast * time)
          let slowPart = slowFraction == 0 ? 0 : slowFraction * exp(-slow * time)
          let signal = fastPart + slowPart
          square[echo] = signal * signal
          slope[echo] = -2 * signal * time * (fastPart * fast + slowPart * slow)
        }
        return signals.sums(square, slope)
      }
      let precisionAtZero = 1 / signals.varianceAtZero
      let whole = sums.squareSquare + precisionAtZero
      let pulled = sums.squareObserved + precisionAtZero
      let ratio = pulled / whole
      self.logRate = logRate
      squareAtZero = ratio
      chiSquared = signals.observedObserved + precisionAtZero - pulled * ratio
      logLikelihood = -0.5 * (chiSquared + log(whole * signals.varianceAtZero))
      slope = ratio * (sums.slopeObserved - ratio * sums.slopeSquare)
      information = max(
        ratio * ratio * (sums.slopeSlope - sums.slopeSquare * sums.slopeSquare / whole), 1e-9)
    }
  }
}

/// Pooled signals with the inverse of their covariance, as many fits need them.
struct PrecisePooledSignals {
  let seconds: [Double]
  let squares: [Double]
  /// Of the square of the signal at time zero over that of the projected one.
  let varianceAtZero: Double
  let observedObserved: Double
  private let precision: [Double]
  private let weighted: [Double]

  /// Nil where the covariance has no inverse: a signal is not a number, or has no error at all.
  init?(_ signals: PooledSignals) {
    guard let inverse = signals.covariance.inverse, inverse.entries.allSatisfy(\.isFinite),
      signals.squares.allSatisfy(\.isFinite), signals.signalAtZeroError.isFinite
    else { return nil }
    seconds = signals.times.seconds.map(\.value)
    squares = signals.squares
    // What no exponential describes is in the signal at time zero as well.
    let error = max(signals.signalAtZeroError, PooledSignals.modelError)
    varianceAtZero = 4 * error * error
    precision = inverse.entries
    weighted = inverse.times(signals.squares)
    observedObserved = inverse.form(signals.squares)
  }

  struct Sums {
    var squareSquare = 0.0, squareObserved = 0.0
    var slopeSquare = 0.0, slopeObserved = 0.0, slopeSlope = 0.0
  }

  fileprivate func sums(
    _ square: UnsafeMutablePointer<Double>, _ slope: UnsafeMutablePointer<Double>
  ) -> Sums {
    var sums = Sums()
    let count = squares.count
    precision.withUnsafeBufferPointer { precision in
      for row in 0..<count {
        var (ofSquare, ofSlope) = (0.0, 0.0)
        for column in 0..<count {
          ofSquare += precision[row * count + column] * square[column]
          ofSlope += precision[row * count + column] * slope[column]
        }
        sums.squareSquare += square[row] * ofSquare
        sums.slopeSquare += slope[row] * ofSquare
        sums.slopeSlope += slope[row] * ofSlope
        sums.squareObserved += square[row] * weighted[row]
        sums.slopeObserved += slope[row] * weighted[row]
      }
    }
    return sums
  }

  /// How much the logarithm of the evidence for the shape of a fit changes with each of the squares.
  func evidenceGradient(of fit: ShapeFit) -> [Double] {
    let rate = exp(fit.logRate)
    let left = zip(seconds, squares).map { time, square in
      let signal = fit.shape.signal(ofMean: rate, at: time)
      return square - fit.squareAtZero * signal * signal
    }
    let count = seconds.count
    return (0..<count).map { row in
      -(0..<count).reduce(0) { $0 + precision[row * count + $1] * left[$1] }
    }
  }

  /// How much the rate of a fit changes with each of the squares, in s⁻¹ for each unit.
  func sensitivity(of fit: ShapeFit) -> [Double] {
    let rate = exp(fit.logRate)
    let step = 1e-5
    func decay(_ rate: Double) -> [Double] {
      seconds.map {
        let signal = fit.shape.signal(ofMean: rate, at: $0)
        return signal * signal
      }
    }
    let (square, above, below) = (decay(rate), decay(rate * (1 + step)), decay(rate * (1 - step)))
    let slope = zip(above, below).map { ($0 - $1) / (2 * step) }
    let count = seconds.count
    func weigh(_ vector: [Double]) -> [Double] {
      (0..<count).map { row in
        (0..<count).reduce(0) { $0 + precision[row * count + $1] * vector[$1] }
      }
    }
    let (ofSquare, ofSlope) = (weigh(square), weigh(slope))
    let whole = zip(square, ofSquare).reduce(1 / varianceAtZero) { $0 + $1.0 * $1.1 }
    let share = zip(slope, ofSquare).reduce(0) { $0 + $1.0 * $1.1 } / whole
    return zip(ofSlope, ofSquare).map {
      rate * fit.squareAtZero * ($0 - share * $1) / fit.information
    }
  }
}
