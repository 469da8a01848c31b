/// Why a calibration gives no value.
package enum CalibrationError: ExplainedError {
  case otherQuantity(offered: RelaxationQuantity, calibration: Calibration)
  case beyondCurve(RelaxationRate, calibration: Calibration)
  case unreachable(IronConcentration, calibration: Calibration)

  package var problem: String {
    switch self {
    case .otherQuantity(let offered, let calibration):
      "\(offered.rawValue) was offered to `\(calibration.id)`, a calibration of \(calibration.quantity.rawValue)"
    case .beyondCurve(let rate, let calibration):
      "`\(calibration.id)` has no concentration at \(rate.quantity.rawValue) \(rate.perSecond) s⁻¹"
    case .unreachable(let concentration, let calibration):
      "`\(calibration.id)` has no rate at \(concentration.milligramsPerGram) mg/g"
    }
  }

  package var reason: String {
    switch self {
    case .otherQuantity: "an R2* value is not an R2 value"
    case .beyondCurve(_, let calibration), .unreachable(_, let calibration):
      "its curve is \(calibration.curve.formula(of: calibration.quantity)), for \(calibration.domain.milligramsPerGram.lowerBound) to \(calibration.domain.milligramsPerGram.upperBound) mg/g"
    }
  }

  package var remedy: String {
    switch self {
    case .otherQuantity(let offered, _): "choose a calibration of \(offered.rawValue)"
    case .beyondCurve, .unreachable: "check the unit of the value and which calibration it is for"
    }
  }
}
