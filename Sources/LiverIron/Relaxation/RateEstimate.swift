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
      zip(precise.sensitivity(of: best), signals.noiseVariances)
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

/// Shapes with their probabilities: one exponential, and cells that cover all of two.
///
/// A cell is quartered as long as it holds more than three thousandths of the probability.
private struct WeightedShapes {
  private let one: ShapeFit
  private var cells: [Cell]
  private let probabilities: (one: Double, cells: [Double])

  private struct Cell {
    let fit: ShapeFit
    /// Of its centre, from 0 to 1.
    let x: Double
    let y: Double
    let level: Int
    /// The logarithm of the integral over the cell.
    var logWeight: Double { fit.logEvidence - 2 * log(Double(WeightedShapes.side << level)) }
  }

  /// Cells along each axis at the start, and how often one may be quartered.
  private static let side = 16
  private static let deepest = 7
  private static let largestShare = 0.003

  init(of signals: PrecisePooledSignals, from start: Double) {
    one = ShapeFit(.oneExponential, of: signals, from: start)
    var cells: [Cell] = []
    for column in 0..<Self.side {
      // Neighbours have nearly the same rate, so each starts from the one before.
      var rate = one.logRate
      for row in (0..<Self.side).reversed() {
        let x = (Double(column) + 0.5) / Double(Self.side)
        let y = (Double(row) + 0.5) / Double(Self.side)
        let fit = ShapeFit(Self.shape(x, y), of: signals, from: rate)
        rate = fit.logRate
        cells.append(Cell(fit: fit, x: x, y: y, level: 0))
      }
    }
    for round in 0...Self.deepest {
      // A ridge may run between the centres of large cells: look around more widely at first.
      let temper = round < 2 ? 0.25 : 1
      let most = cells.map(\.logWeight).max() ?? 0
      let whole = cells.reduce(0) { $0 + exp(temper * ($1.logWeight - most)) }
      var next: [Cell] = []
      for cell in cells {
        let share = exp(temper * (cell.logWeight - most)) / whole
        guard share > Self.largestShare, cell.level < Self.deepest else {
          next.append(cell)
          continue
        }
        next += Self.quarters(of: cell, signals)
      }
      let isDone = next.count == cells.count
      cells = next
      if isDone { break }
    }
    self.cells = cells
    let most = max(cells.map(\.logWeight).max() ?? one.logEvidence, one.logEvidence)
    let weights = cells.map { exp($0.logWeight - most) }
    let ofOne = exp(one.logEvidence - most)
    let whole = weights.reduce(ofOne, +)
    probabilities = (ofOne / whole, weights.map { $0 / whole })
  }

  /// Both coordinates from 0 to 1.
  private static func shape(_ x: Double, _ y: Double) -> DecayShape {
    func value(_ share: Double, of range: ClosedRange<Double>) -> Double {
      range.lowerBound + share * (range.upperBound - range.lowerBound)
    }
    return DecayShape(
      slowFraction: value(x, of: RateEstimate.slowFractions),
      slowRatio: value(y, of: RateEstimate.slowRatios))
  }

  private static func quarters(of cell: Cell, _ signals: PrecisePooledSignals) -> [Cell] {
    let quarter = 0.25 / Double(side << cell.level)
    return [(-quarter, -quarter), (-quarter, quarter), (quarter, -quarter), (quarter, quarter)]
      .map { offset in
        let (x, y) = (cell.x + offset.0, cell.y + offset.1)
        return Cell(
          fit: ShapeFit(shape(x, y), of: signals, from: cell.fit.logRate), x: x, y: y,
          level: cell.level + 1)
      }
  }

  var probabilityOfTwo: Double { 1 - probabilities.one }

  var leastChiSquared: Double { cells.reduce(one.chiSquared) { min($0, $1.fit.chiSquared) } }

  var mostProbable: ShapeFit {
    guard probabilities.one < 0.5 else { return one }
    return cells.max { $0.fit.logEvidence < $1.fit.logEvidence }?.fit ?? one
  }

  var meanSquareAtZero: Double {
    zip(probabilities.cells, cells).reduce(probabilities.one * one.squareAtZero) {
      $0 + $1.0 * $1.1.fit.squareAtZero
    }
  }

  /// The probability of slow fractions in the last sixteenth of their range.
  var probabilityOfLargestSlowFraction: Double {
    let limit = 1 - 1 / Double(Self.side)
    return zip(probabilities.cells, cells).reduce(0) { $0 + ($1.1.x > limit ? $1.0 : 0) }
  }

  /// In s⁻¹; the logarithm of the rate is close to normal for each shape.
  var mean: Double {
    func mean(_ fit: ShapeFit) -> Double { exp(fit.logRate + 0.5 / fit.information) }
    return zip(probabilities.cells, cells).reduce(probabilities.one * mean(one)) {
      $0 + $1.0 * mean($1.1.fit)
    }
  }

  /// The rate below which the given share of the probability lies, in s⁻¹.
  func quantile(_ share: Double) -> Double {
    var (low, high) = (log(1.0), log(3000.0))
    for _ in 0..<48 {
      let middle = (low + high) / 2
      if probability(below: middle) < share { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }

  private func probability(below logRate: Double) -> Double {
    func below(_ fit: ShapeFit) -> Double {
      0.5 * erfc(-(logRate - fit.logRate) * (0.5 * fit.information).squareRoot())
    }
    return zip(probabilities.cells, cells).reduce(probabilities.one * below(one)) {
      $0 + $1.0 * below($1.1.fit)
    }
  }
}
