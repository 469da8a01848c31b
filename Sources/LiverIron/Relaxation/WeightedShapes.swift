internal import Glibc

/// Shapes with their probabilities: one exponential, and cells that cover all of two.
///
/// A cell is quartered as long as it holds more than three thousandths of the probability.
struct WeightedShapes {
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

  /// How much the mean changes with each of the squares: as the rate of every shape does, and as the squares make shapes more or
  /// less probable.
  func sensitivityOfMean(in signals: PrecisePooledSignals) -> [Double] {
    var ofRates = [Double](repeating: 0, count: signals.squares.count)
    var (ofProbabilities, ofEvidence) = (ofRates, ofRates)
    var mean = 0.0
    for (probability, fit) in zip(
      [probabilities.one] + probabilities.cells, [one] + cells.map(\.fit))
    where probability > Self.leastProbability {
      let rate = exp(fit.logRate + 0.5 / fit.information)
      let sensitivity = signals.sensitivity(of: fit)
      let gradient = signals.evidenceGradient(of: fit)
      mean += probability * rate
      for echo in ofRates.indices {
        ofRates[echo] += probability * sensitivity[echo]
        ofProbabilities[echo] += probability * rate * gradient[echo]
        ofEvidence[echo] += probability * gradient[echo]
      }
    }
    return ofRates.indices.map { ofRates[$0] + ofProbabilities[$0] - mean * ofEvidence[$0] }
  }

  private static let leastProbability = 1e-6

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
