internal import Glibc

/// The normative form of a calibration: concentration as a function of the rate, and the forward curve derived from it.
package enum CalibrationCurve: Sendable, Hashable {
  /// LIC = intercept + slope · R.
  case straightLine(intercept: Double, slope: Double)
  /// LIC = coefficient · T^exponent, where T = 1000 / R is in milliseconds.
  case powerOfTime(coefficient: Double, exponent: Double)
  /// LIC = (centre − √(radicand − slope · R))^exponent.
  case powerOfRoot(centre: Double, radicand: Double, slope: Double, exponent: Double)

  /// The concentration at a rate, or nil where the curve has no positive value.
  package func milligramsPerGram(atPerSecond rate: Double) -> Double? {
    guard rate.isFinite, rate > 0 else { return nil }
    let value: Double
    switch self {
    case .straightLine(let intercept, let slope):
      value = intercept + slope * rate
    case .powerOfTime(let coefficient, let exponent):
      value = coefficient * pow(1000 / rate, exponent)
    case .powerOfRoot(let centre, let radicand, let slope, let exponent):
      let remainder = radicand - slope * rate
      guard remainder >= 0 else { return nil }
      let base = centre - remainder.squareRoot()
      guard base > 0 else { return nil }
      value = pow(base, exponent)
    }
    return value > 0 && value.isFinite ? value : nil
  }

  /// The rate at a concentration, or nil where no rate has it.
  package func perSecond(atMilligramsPerGram concentration: Double) -> Double? {
    guard concentration.isFinite, concentration > 0 else { return nil }
    let rate: Double
    switch self {
    case .straightLine(let intercept, let slope):
      rate = (concentration - intercept) / slope
    case .powerOfTime(let coefficient, let exponent):
      rate = 1000 / pow(concentration / coefficient, 1 / exponent)
    case .powerOfRoot(let centre, let radicand, let slope, let exponent):
      let root = centre - pow(concentration, 1 / exponent)
      guard root >= 0 else { return nil }
      rate = (radicand - root * root) / slope
    }
    return rate > 0 && rate.isFinite ? rate : nil
  }

  /// The change of concentration per change of rate, for standard errors: mg/g per s⁻¹.
  package func slope(atPerSecond rate: Double) -> Double? {
    let step = max(abs(rate), 1) * 1e-6
    guard let upper = milligramsPerGram(atPerSecond: rate + step),
      let lower = milligramsPerGram(atPerSecond: rate - step)
    else { return nil }
    return (upper - lower) / (2 * step)
  }

  /// The formula with its coefficients; part of the digest.
  package func formula(of quantity: RelaxationQuantity) -> String {
    let rate = quantity.rawValue
    return switch self {
    case .straightLine(let intercept, let slope):
      "LIC = \(intercept) + \(slope) \(rate)"
    case .powerOfTime(let coefficient, let exponent):
      "LIC = \(coefficient) \(quantity.timeName)^\(exponent)"
    case .powerOfRoot(let centre, let radicand, let slope, let exponent):
      "LIC = (\(centre) - sqrt(\(radicand) - \(slope) \(rate)))^\(exponent)"
    }
  }
}
