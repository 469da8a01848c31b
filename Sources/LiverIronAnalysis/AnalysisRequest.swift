package import LiverIron
package import LiverIronImages

/// A study, its masks, and what is asked of them.
package struct AnalysisRequest: Sendable {
  package var study: MultiEchoStudy
  package var liver: [Bool]
  package var saline: [Bool]?
  /// Tissues that each have a rate of their own; nothing for one exponential.
  package var tissues: [[Bool]] = []
  package var noise: NoiseSource = .corners
  package var salineRate = GainDrift.usualReferenceRate
  package var spinDensityRatio = 1.0
  package var wantsOneExponential = false
  /// The calibration that a policy pins; without one there is no concentration.
  package var pinned: PinnedCalibration?
  /// Gives R2 alone where a check stands against a concentration.
  package var overridesChecks = false
  /// What was read, by name, with its SHA-256.
  package var inputs: [InputFile] = []

  package init(study: MultiEchoStudy, liver: [Bool]) {
    self.study = study
    self.liver = liver
  }
}

/// Where the noise of the images is taken from.
package enum NoiseSource: Sendable, Hashable {
  case corners
  case air([Bool])
  case given(Double)
}

/// A calibration that was found to be exactly what a policy pins.
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
}

/// The pin of a policy as a file holds it.
package struct PolicyPin: Sendable, Hashable, Codable {
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
