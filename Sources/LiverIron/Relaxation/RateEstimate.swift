internal import Glibc

/// The mean rate of a region over all shapes of decay that its echoes allow, each weighted by its probability.
///
/// Five echoes determine the mean rate of two exponentials only together with the signal at time zero, and neither that nor the
/// shape is known exactly. So no shape is picked: one exponential and two start with the same probability, among the two every
/// slow fraction from 0.05 to 0.55 and every ratio of the slow rate to the mean from 0.1 to 0.75 is as probable as any other, and the echoes decide how
/// probable each is. The figure is the mean of the rate over this probability, which is right on average, where the median of a
/// skewed distribution is too low; the interval leaves out 2.5 % on either side. There is no limit at which a model is switched.
/// The priors are this project's choice.
package struct RateEstimate: Sendable, Hashable {
  package let perSecond: Double
  package let interval: ClosedRange<Double>
  /// The standard error that the noise of these voxels alone leaves, in s⁻¹.
  package let errorOfNoise: Double
  /// Of two exponentials against one.
  package let probabilityOfTwo: Double
  /// The most probable shape.
  package let shape: DecayShape
  /// The signal of the liver at time zero over the projected one, as its echoes have it.
  package let signalAtZeroRatio: Double
  /// By how many of its standard errors that ratio is off one.
  package let signalAtZeroDeviation: Double
  /// The squared deviations from the best decay, in units of their errors, for each that a fit leaves free.
  package let reducedChiSquared: Double
  /// Whether the fast part of the most probable shape is above its error at the first echo.
  package let isFastPartSeen: Bool
  package let isAtBound: Bool

  /// Echoes that the unknowns need: rate, slow fraction, slow rate, signal at time zero, of which a prior holds the last.
  package static let fewestEchoes = 4
  /// Outside these ranges two exponentials are hardly different from one, or one of them is hardly seen.
  static let slowFractions = 0.05...0.55
  static let slowRatios = 0.1...0.75

  /// Nil where there is no signal.
  init?(of signals: PooledSignals) {
    guard let first = signals.squares.first, first.isFinite, first > 0,
      signals.squares.count >= Self.fewestEchoes, var precise = PrecisePooledSignals(signals)
    else { return nil }
    let start = log(min(max(-0.5 * log(first) / signals.times.seconds[0].value, 5), 800))
    var shapes = WeightedShapes(of: precise, from: start)
    // Errors that no shape explains widen the interval; twice the expected χ² comes up by chance, once in nine times.
    let chiSquared = shapes.leastChiSquared
    let excess = chiSquared - 2 * Self.expectedChiSquared
    let inflation = (1 + max(excess, 0) / Self.expectedChiSquared).squareRoot()
    if inflation > 1, let wider = PrecisePooledSignals(signals.withErrors(times: inflation)) {
      precise = wider
      shapes = WeightedShapes(of: wider, from: start)
    }
    let best = shapes.mostProbable
    interval = shapes.quantile(0.025)...shapes.quantile(0.975)
    perSecond = min(max(shapes.mean, interval.lowerBound), interval.upperBound)
    guard perSecond.isFinite, interval.upperBound > interval.lowerBound else { return nil }
    errorOfNoise =
      zip(shapes.sensitivityOfMean(in: precise), signals.noiseVariances)
      .reduce(0) { $0 + $1.0 * $1.0 * $1.1 }.squareRoot()
    probabilityOfTwo = shapes.probabilityOfTwo
    shape = best.shape
    reducedChiSquared = chiSquared / Double(max(signals.squares.count - 3, 1))
    let square = shapes.meanSquareAtZero
    signalAtZeroRatio = max(square, 0).squareRoot()
    signalAtZeroDeviation = abs(square - 1) / precise.varianceAtZero.squareRoot()
    isAtBound = best.isAtBound || shapes.probabilityOfLargestSlowFraction > 0.5
    let fast =
      (1 - best.shape.slowFraction)
      * exp(-best.shape.fastRate(ofMean: perSecond) * signals.times.seconds[0].value)
    let error = signals.covariance[0, 0].squareRoot() / (2 * first.squareRoot())
    isFastPartSeen = fast * signalAtZeroRatio > 3 * error
  }

  /// Five echoes and a prior less the rate and what the shapes explain.
  private static let expectedChiSquared = 3.0
}
