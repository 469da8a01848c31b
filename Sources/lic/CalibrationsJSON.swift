internal import JSONShapes
internal import LiverIron

extension CalibrationBundle {
  /// How `lic calibrations --format json` lists what is bundled and what is refused.
  static let listing = JSONShape<CalibrationBundle>.object(
    .required("calibrations", .list(of: ListedCalibration.shape)) { bundle in
      bundle.calibrations.map {
        ListedCalibration(
          calibration: $0, implausibilities: bundle.implausibilities(of: $0).map(\.description))
      }
    },
    .required("refused", .list(of: refusal)) { $0.refused })

  private static let refusal = JSONShape<RefusedCalibration>.object(
    .required("id", .string) { $0.id },
    .required("title", .string) { $0.title },
    .required("quantity", .string) { $0.quantity.rawValue },
    .required("fieldStrengthTesla", .number) { $0.fieldStrengthTesla },
    .required("reason", .string) { $0.reason })
}

private struct ListedCalibration {
  let calibration: Calibration
  /// What the plausibility checks say against it; empty for a plausible one.
  let implausibilities: [String]

  static let shape = JSONShape<ListedCalibration>.object(
    .required("id", .string) { $0.calibration.id },
    .required("number", .count(atLeast: 1)) { $0.calibration.number },
    .required("quantity", .string) { $0.calibration.quantity.rawValue },
    .required("fieldStrengthTesla", .number) { $0.calibration.fieldStrengthTesla },
    .required("curve", .string) { $0.calibration.curve.formula(of: $0.calibration.quantity) },
    .required("domainMilligramsPerGram", .list(of: .number)) {
      let limits = $0.calibration.domain.milligramsPerGram
      return [limits.lowerBound, limits.upperBound]
    },
    .required("domainBasis", .string) { $0.calibration.domain.basis.rawValue },
    .required("domainSource", .string) { $0.calibration.domain.source },
    .required("citation", .string) { $0.calibration.citation.text },
    .optional("doi", .string) { $0.calibration.citation.doi },
    .required("readIn", .string) { $0.calibration.citation.readIn },
    // Pairs of s⁻¹ and mg/g.
    .required("goldenPoints", .list(of: .list(of: .number))) {
      $0.calibration.goldenPoints.map { [$0.perSecond, $0.milligramsPerGram] }
    },
    .required("digest", .digest) { $0.calibration.digest },
    .required("implausibilities", .list(of: .string)) { $0.implausibilities })
}
