package import PolicyModel
package import Values

/// The `measurement.yaml` of a policy: which calibration holds for which revision.
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

private enum Keys {
  static let policy = Key("policy", Shapes.text.located, "The payer's reference number.")
  static let about = Key("about", Shapes.text, "Why this calibration; it is not the payer's text.")
  static let pins = Key("pins", Shapes.pin.list(), "One calibration revision a policy revision.")
  static let revision = Key("revision", Shapes.date.located, "The policy revision as printed.")
  static let calibration = Key(
    "calibration", Shapes.text.located, "The calibration, as `lic calibrations` lists it.")
  static let number = Key(
    "number", Shapes.integer(1...999).located, "The number of its revision.")
  static let digest = Key("digest", Shapes.textOrNumber.located, "The digest of that revision.")
}

extension Shapes {
  static let measurement = Shape<MeasurementSource>.record([
    KeyRow(Keys.policy), KeyRow(Keys.about), KeyRow(Keys.pins),
  ]) { fields, _ in
    MeasurementSource(policy: fields[Keys.policy], pins: fields[Keys.pins])
  }

  fileprivate static let pin = Shape<MeasurementSource.Pin>.record([
    KeyRow(Keys.revision), KeyRow(Keys.calibration), KeyRow(Keys.number), KeyRow(Keys.digest),
  ]) { fields, _ in
    MeasurementSource.Pin(
      revision: fields[Keys.revision], calibration: fields[Keys.calibration],
      number: fields[Keys.number], digest: fields[Keys.digest])
  }
}
