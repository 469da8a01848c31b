/// The calibration revision that measures liver iron under a policy revision. It is this project's
/// choice, not the payer's text.
package struct MeasurementPin: Hashable, Sendable {
  package let calibration: String
  package let number: Int
  /// The SHA-256 of the whole calibration revision.
  package let digest: String

  package init(calibration: String, number: Int, digest: String) {
    self.calibration = calibration
    self.number = number
    self.digest = digest
  }
}

/// A calibration that the measuring module bundles, or knows and refuses.
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
