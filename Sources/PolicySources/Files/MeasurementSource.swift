package import PolicyModel
package import Values

/// The `measurement.yaml` of a policy: which calibration applies to which revision.
package struct MeasurementSource: Sendable {
  package struct Pin: Sendable {
    package let revision: Located<PrintedDate>
    package let calibration: Located<String>
    package let number: Located<Int>
    package let digest: Located<String>

    package var value: MeasurementPin {
      MeasurementPin(
        calibration: calibration.value, number: number.value, digest: digest.value)
    }
  }

  package let policy: Located<String>
  package let pins: [Pin]
}

extension Shapes {
  static let measurement = record(
    required("policy", token.located, "The payer's reference number."),
    required("about", text, "Why this calibration is used. This is not the payer's text."),
    required("pins", pin.list(), "One calibration revision for each policy revision.")
  ) { policy, _, pins in
    MeasurementSource(policy: policy, pins: pins)
  }

  private static let pin = record(
    required("revision", date.located, "The policy revision as printed."),
    required(
      "calibration", token.located, "The calibration, as `lic calibrations` lists it."),
    required("number", integer(1...999).located, "The number of the calibration revision."),
    required("digest", tokenOrNumber.located, "The digest of the calibration revision.")
  ) { revision, calibration, number, digest in
    MeasurementSource.Pin(
      revision: revision, calibration: calibration, number: number, digest: digest)
  }
}
