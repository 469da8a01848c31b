/// What speaks against a calibration being what it claims.
///
/// A digest stops a constant from changing; it does not stop a wrong one from being entered. These checks compare a curve
/// with itself, with its golden points and with the others of its kind. The bands are this project's choice: they let every
/// bundled curve pass and are far from the errors they are for.
package enum Implausibility: Hashable, Sendable, CustomStringConvertible {
  case undefinedInDomain(atMilligramsPerGram: Double)
  case notIncreasing(atPerSecond: Double)
  case tooFewGoldenPoints(Int)
  case missesGoldenPoint(GoldenPoint, gives: Double?)
  case doesNotInvert(atMilligramsPerGram: Double, comesBackAs: Double?)
  case disagreesWithOthers(atPerSecond: Double, ratio: Double, others: Int)
  case fieldRatioOutOfBand(slopeRatio: Double)

  /// A concentration over that of the median of the others: the published curves lie within 0.75 and 1.25.
  package static let agreementBand = 2.0 / 3...1.5
  /// Slope at 3 T over slope at 1.5 T; the published pairs give 0.50 to 0.56.
  package static let fieldRatioBand = 0.45...0.60

  package var description: String {
    switch self {
    case .undefinedInDomain(let value): "no rate gives \(value) mg/g, which is in the domain"
    case .notIncreasing(let rate): "the concentration does not grow with the rate at \(rate) s⁻¹"
    case .tooFewGoldenPoints(let count): "\(count) golden points, fewer than 12"
    case .missesGoldenPoint(let point, let gives):
      "at \(point.perSecond) s⁻¹ the curve gives \(gives.map { "\($0)" } ?? "nothing"), not \(point.milligramsPerGram) mg/g"
    case .doesNotInvert(let value, let back):
      "\(value) mg/g comes back as \(back.map { "\($0)" } ?? "nothing")"
    case .disagreesWithOthers(let rate, let ratio, let others):
      "at \(rate) s⁻¹ it gives \(PrintedFigure(ratio, decimals: 2)) times the median of \(others) others of its kind"
    case .fieldRatioOutOfBand(let ratio):
      "its slope is \(PrintedFigure(ratio, decimals: 2)) of that at 1.5 T, not 0.45 to 0.60"
    }
  }
}

extension CalibrationBundle {
  /// All that speaks against one calibration, given the others in the bundle.
  package func implausibilities(of calibration: Calibration) -> [Implausibility] {
    let others = calibrations.filter {
      $0.quantity == calibration.quantity && $0.id != calibration.id
    }
    return calibration.contradictionsOfItself
      + calibration.disagreements(
        with: others.filter { $0.isHighField == calibration.isHighField })
      + calibration.fieldRatioViolations(against: others.filter { !$0.isHighField })
  }
}

extension Calibration {
  fileprivate var isHighField: Bool { fieldStrengthTesla > 2.5 }

  fileprivate var contradictionsOfItself: [Implausibility] {
    var found: [Implausibility] = []
    let limits = domain.milligramsPerGram
    let steps = 500
    var previous = 0.0
    for step in 0...steps {
      let value =
        limits.lowerBound
        + (limits.upperBound - limits.lowerBound) * Double(step) / Double(steps)
      guard let rate = curve.perSecond(atMilligramsPerGram: value) else {
        return [.undefinedInDomain(atMilligramsPerGram: value)]
      }
      if rate <= previous { return [.notIncreasing(atPerSecond: rate)] }
      previous = rate
      let back = curve.milligramsPerGram(atPerSecond: rate)
      if !(back.map { abs($0 - value) <= 1e-9 * value } ?? false) {
        found.append(.doesNotInvert(atMilligramsPerGram: value, comesBackAs: back))
      }
    }
    if goldenPoints.count < 12 { found.append(.tooFewGoldenPoints(goldenPoints.count)) }
    for point in goldenPoints {
      let gives = curve.milligramsPerGram(atPerSecond: point.perSecond)
      let agrees =
        gives.map {
          abs($0 - point.milligramsPerGram) <= 1e-12 * max(1, point.milligramsPerGram)
        } ?? false
      if !agrees { found.append(.missesGoldenPoint(point, gives: gives)) }
    }
    return found
  }

  /// Compared where the others say 1.8 to 15 mg/g, between the first and the last threshold that anyone acts on.
  fileprivate func disagreements(with others: [Calibration]) -> [Implausibility] {
    for rate in [50.0, 100, 200, 400, 800] {
      let expected = others.compactMap { $0.curve.milligramsPerGram(atPerSecond: rate) }.median
      guard let expected, (1.8...15).contains(expected) else { continue }
      let ratio = (curve.milligramsPerGram(atPerSecond: rate) ?? 0) / expected
      if !Implausibility.agreementBand.contains(ratio) {
        return [.disagreesWithOthers(atPerSecond: rate, ratio: ratio, others: others.count)]
      }
    }
    return []
  }

  /// Of a calibration at high field against the median of those at 1.5 T; the slopes are taken at 7 mg/g.
  fileprivate func fieldRatioViolations(against others: [Calibration]) -> [Implausibility] {
    guard isHighField, let own = slopeAtSevenMilligramsPerGram,
      let theirs = others.compactMap(\.slopeAtSevenMilligramsPerGram).median
    else { return [] }
    let ratio = own / theirs
    return Implausibility.fieldRatioBand.contains(ratio)
      ? [] : [.fieldRatioOutOfBand(slopeRatio: ratio)]
  }

  private var slopeAtSevenMilligramsPerGram: Double? {
    curve.perSecond(atMilligramsPerGram: 7).flatMap { curve.slope(atPerSecond: $0) }
  }
}

extension [Double] {
  fileprivate var median: Double? {
    guard !isEmpty else { return nil }
    let ordered = sorted()
    let middle = count / 2
    return count.isMultiple(of: 2) ? (ordered[middle - 1] + ordered[middle]) / 2 : ordered[middle]
  }
}
