import LiverIron
import PolicyCompilation
import TestSupport
import Testing

/// A policy can pin what `lic` bundles: the plain data of the compiler is compared with the liver iron module.
@Suite struct BundledCalibrationTests {
  @Test func areThoseOfTheLiverIronModule() {
    let bundle = CalibrationBundle.bundled
    let bundled = bundle.calibrations.map { calibration in
      """
          KnownCalibration(
            id: "\(calibration.id)",
            standing: .bundled(
              number: \(calibration.number),
              digest: "\(calibration.digest)")),

      """
    }
    let refused = bundle.refused.map { calibration in
      """
          KnownCalibration(
            id: "\(calibration.id)",
            standing: .refused(
              reason: "\(calibration.reason)")),

      """
    }
    let path = packageFolder + "/Sources/PolicyCompilation/BundledCalibrations.swift"
    let source = String(decoding: readFile(path) ?? [], as: UTF8.self)
    let opening = source.split(separator: "[\n", maxSplits: 1).first ?? ""
    expectGolden(opening + "[\n" + (bundled + refused).joined() + "  ]\n}\n", path)
  }
}
