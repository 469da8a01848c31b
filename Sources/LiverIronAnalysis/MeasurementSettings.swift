package import LiverIron

/// What is asked of a measurement, apart from images and regions.
package struct MeasurementSettings: Sendable {
  /// The noise of the images where it is given; it is measured otherwise.
  package var noise: Double?
  package var salineRate = GainDrift.usualReferenceRate
  package var spinDensityRatio = SpinDensityRatio.usual
  package var wantsOneExponential = false
  /// The calibration that a policy pins; without one there is no concentration.
  package var pinned: PinnedCalibration?
  /// Measures R2 alone, whatever the checks find.
  package var overridesChecks = false

  package init() {}

  /// The settings that change a figure, as a text.
  package var fingerprint: String {
    "saline \(salineRate.perSecond) density \(spinDensityRatio.value) \(spinDensityRatio.relativeError) one \(wantsOneExponential) "
      + (noise.map { "noise \($0)" } ?? "")
  }
}

/// A calibration that is bundled exactly as a policy pins it.
package struct PinnedCalibration: Sendable, Hashable {
  package let policy: String
  package let revision: String
  package let calibration: Calibration

  package init(_ pin: PolicyPin, in bundle: CalibrationBundle) throws(PinDrift) {
    calibration = try bundle.calibration(
      CalibrationPin(id: pin.id, number: pin.number, digest: pin.digest))
    policy = pin.policy
    revision = pin.revision
  }

  /// Spin echoes show R2, so a calibration of R2* is of no use here.
  func requireR2() throws(CalibrationMismatch) {
    guard calibration.quantity == .r2 else { throw .otherQuantity(calibration: calibration.id) }
  }
}

/// The pin of a policy revision.
package struct PolicyPin: Sendable, Hashable {
  package var policy: String
  package var revision: String
  package var id: String
  package var number: Int
  package var digest: String

  package init(policy: String, revision: String, id: String, number: Int, digest: String) {
    self.policy = policy
    self.revision = revision
    self.id = id
    self.number = number
    self.digest = digest
  }
}

/// Why a calibration is not for spin echoes.
package enum CalibrationMismatch: ExplainedError, Hashable {
  case otherQuantity(calibration: String)

  package var problem: String {
    switch self {
    case .otherQuantity(let id): "`\(id)` is a calibration of R2*"
    }
  }

  package var reason: String { "spin echoes show R2" }
  package var remedy: String { "pin a calibration of R2" }
}
