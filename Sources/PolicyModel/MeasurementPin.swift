/// The calibration revision by which liver iron is measured under a policy revision. It is this
/// project's choice, not the payer's text.
package struct MeasurementPin: Hashable, Sendable {
  package let calibration: String
  package let number: Int
  /// SHA-256 over everything that the calibration revision is.
  package let digest: String

  package init(calibration: String, number: Int, digest: String) {
    self.calibration = calibration
    self.number = number
    self.digest = digest
  }
}

/// A calibration revision that the measuring module carries, or knows and refuses.
package struct KnownCalibration: Hashable, Sendable {
  package enum Standing: Hashable, Sendable {
    case bundled(number: Int, digest: String)
    case refused(reason: String)
  }

  package let id: String
  package let standing: Standing

  package init(id: String, standing: Standing) {
    self.id = id
    self.standing = standing
  }
}
