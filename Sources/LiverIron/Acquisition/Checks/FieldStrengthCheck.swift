extension AcquisitionCheck {
  static let fieldStrength = AcquisitionCheck(
    .fieldStrength, "Field strength",
    limit: "1.5 T within 0.1 T, protons, and a frequency that agrees",
    reason: "R2 of iron grows with the field, and no public calibration of R2 is for another one",
    source: .ownChoice(because: "scanners of 1.5 T report 1.494 to 1.5 T"),
    remedy: "scan at 1.5 T",
    .headers { study in
      guard !study.images.isEmpty else { return .notReached }
      if let file = study.fileWithout(\.fieldStrengthTesla) {
        return .fail("`\(file)` has no MagneticFieldStrength (0018,0087)")
      }
      var text = ""
      for image in study.images {
        let tesla = image.fieldStrengthTesla ?? 0
        text = "\(PrintedFigure(tesla, decimals: 2)) T"
        if let nucleus = image.nucleus, !["1H", "H1", "PROTON"].contains(nucleus.uppercased()) {
          return .fail("`\(image.file)` shows \(nucleus) (0018,0085)")
        }
        guard abs(tesla - 1.5) <= 0.1 else { return .fail("`\(image.file)`: \(text)") }
        if let frequency = image.imagingFrequency,
          abs(frequency / protonMegahertzPerTesla - tesla) > 0.1
        {
          return .fail(
            "`\(image.file)`: \(text), but protons at \(PrintedFigure(frequency, decimals: 2)) MHz")
        }
      }
      return .pass(text)
    })

  /// The gyromagnetic ratio of the proton over 2π (CODATA 2018).
  private static let protonMegahertzPerTesla = 42.577
}
