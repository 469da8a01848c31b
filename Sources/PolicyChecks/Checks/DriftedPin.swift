internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// A pinned calibration revision is bundled, with the digest that the pin names.
  static let driftedPin = Check.ofMeasurement(.driftedPin) { policy, calibrations in
    (policy.measurement?.pins ?? []).compactMap { finding(for: $0, among: calibrations) }
  }

  private static func finding(
    for pin: MeasurementSource.Pin, among calibrations: [KnownCalibration]
  ) -> Diagnostic? {
    let known = calibrations.filter { $0.id == pin.calibration.value }
    var numbers: [Int] = []
    for calibration in known {
      switch calibration.standing {
      case .refused(let reason):
        return Diagnostic(
          .driftedPin, "the calibration `\(calibration.id)` is refused: \(reason)",
          at: pin.calibration.span, help: "pin a calibration that `lic calibrations` lists")
      case .bundled(let number, let digest) where number == pin.number.value:
        guard digest != pin.digest.value else { return nil }
        return Diagnostic(
          .driftedPin,
          "the pinned digest is not that of `\(calibration.id)` revision \(number)",
          at: pin.digest.span, label: "the bundled one has \(digest)",
          help: "find out which of the two was approved; a bundled revision never changes")
      case .bundled(let number, _): numbers.append(number)
      }
    }
    guard known.isEmpty else {
      return Diagnostic(
        .driftedPin,
        "revision \(pin.number.value) of `\(pin.calibration.value)` is not bundled",
        at: pin.number.span, help: choice(among: numbers.map(String.init)))
    }
    return Diagnostic(
      .driftedPin, "the calibration `\(pin.calibration.value)` is not bundled",
      at: pin.calibration.span,
      help: suggestion(for: pin.calibration.value, among: calibrations.map(\.id)))
  }
}

extension DiagnosticKind {
  static let driftedPin = DiagnosticKind(
    "drifted-pin",
    why: """
      A liver iron figure is given only with the calibration revision that is pinned for the policy
      revision. A pin to a curve other than the bundled one would give other figures under the same
      name.
      """,
    before:
      "- {revision: 11/23, calibration: r2-1.5t-st-pierre-2005, number: 1, digest: (of another curve)}",
    after:
      "- {revision: 11/23, calibration: r2-1.5t-st-pierre-2005, number: 1, digest: (as `lic calibrations` prints it)}"
  )
}
