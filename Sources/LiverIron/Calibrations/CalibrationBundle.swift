/// The calibrations that this version of the module carries, and those that it knows and refuses.
package struct CalibrationBundle: Sendable {
  package var calibrations: [Calibration]
  package var refused: [RefusedCalibration]

  package init(calibrations: [Calibration], refused: [RefusedCalibration]) {
    self.calibrations = calibrations
    self.refused = refused
  }

  package static let bundled = CalibrationBundle(
    calibrations: [.stPierre2005] + Calibration.bundledR2Star, refused: RefusedCalibration.known)

  /// The revision with this number, or the latest where none is named.
  package func calibration(
    _ id: String, number: Int? = nil
  ) throws(CalibrationLookupError) -> Calibration {
    if let refusal = refused.first(where: { $0.id == id }) { throw .refused(refusal) }
    let revisions = calibrations.filter { $0.id == id }
    guard let latest = revisions.max(by: { $0.number < $1.number }) else {
      throw .unknown(id: id, bundled: calibrations.map(\.id))
    }
    guard let number else { return latest }
    guard let revision = revisions.first(where: { $0.number == number }) else {
      throw .noSuchNumber(id: id, number: number, bundled: revisions.map(\.number))
    }
    return revision
  }
}

/// A calibration that is known to exist and that no figure may come from.
package struct RefusedCalibration: Sendable, Hashable {
  package var id: String
  package var quantity: RelaxationQuantity
  package var fieldStrengthTesla: Double
  package var title: String
  package var reason: String

  package static let known = [
    RefusedCalibration(
      id: "r2-3t", quantity: .r2, fieldStrengthTesla: 3, title: "R2 at 3 T",
      reason: "not found: no calibration of R2 at 3 T was found in a public source"),
    RefusedCalibration(
      id: "r2star-1.5t-jhaveri-2019", quantity: .r2Star, fieldStrengthTesla: 1.5,
      title: "Jhaveri et al., J Magn Reson Imaging 2019;49:1467",
      reason: "coefficients not found: no source that gives them could be read"),
  ]
}

/// Why the bundle has no such calibration.
package enum CalibrationLookupError: ExplainedError {
  case unknown(id: String, bundled: [String])
  case noSuchNumber(id: String, number: Int, bundled: [Int])
  case refused(RefusedCalibration)

  package var problem: String {
    switch self {
    case .unknown(let id, _): "no calibration is called `\(id)`"
    case .noSuchNumber(let id, let number, _): "`\(id)` has no revision \(number)"
    case .refused(let refusal): "`\(refusal.id)` (\(refusal.title)) is refused"
    }
  }

  package var reason: String {
    switch self {
    case .unknown(_, let bundled): "the bundle has " + bundled.joined(separator: ", ")
    case .noSuchNumber(_, _, let bundled):
      "the bundle has " + bundled.sorted().map(String.init).joined(separator: ", ")
    case .refused(let refusal): refusal.reason
    }
  }

  package var remedy: String {
    switch self {
    case .unknown, .noSuchNumber: "take one that `lic calibrations` lists"
    case .refused: "measure at a field strength that has a published calibration"
    }
  }
}
