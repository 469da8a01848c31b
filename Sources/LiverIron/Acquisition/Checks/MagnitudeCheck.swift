extension AcquisitionCheck {
  static let magnitude = AcquisitionCheck(
    "magnitude", "Original magnitudes",
    limit:
      "original, primary magnitude images: not normalised, filtered, derived, lossy, nor phase; a warning where corrected for distortion",
    reason: "a filter or a normalisation changes the noise and the decay, and phase is no signal",
    source: .ownChoice(because: "the fit takes the noise as that of unprocessed magnitudes"),
    remedy: "send the original magnitude images, with filters and intensity normalisation off",
    .headers { study in
      guard !study.images.isEmpty else { return .notReached }
      for image in study.images {
        let type = image.imageType
        guard type.count >= 2 else { return .fail("`\(image.file)` has no ImageType (0008,0008)") }
        guard type[0] == "ORIGINAL", type[1] == "PRIMARY" else {
          return .fail("`\(image.file)` is \(type.joined(separator: "\\"))")
        }
        if let word = type.dropFirst(2).first(where: { unusable.contains($0) }) {
          return .fail("`\(image.file)` is \(word): \(type.joined(separator: "\\"))")
        }
        if let component = image.complexComponent, component != "MAGNITUDE" {
          return .fail("`\(image.file)` shows \(component) (0008,9208)")
        }
        if image.isLossy { return .fail("`\(image.file)` was compressed with loss (0028,2110)") }
        if image.hasNegativeValues { return .fail("`\(image.file)` has negative values") }
      }
      if let image = study.images.first(where: { !resampled.isDisjoint(with: $0.imageType) }) {
        return .warn(
          "`\(image.file)` was resampled to correct distortion, which smooths the noise: \(image.imageType.joined(separator: "\\"))"
        )
      }
      return .pass(study.images[0].imageType.joined(separator: "\\"))
    })

  private static let resampled: Set = ["DIS2D", "DIS3D"]

  /// Words of ImageType that stand for other images than unprocessed magnitudes, as scanners write them.
  private static let unusable: Set = [
    "P", "PHASE", "PHASE MAP", "P_SE", "R", "REAL", "R_SE", "I", "IMAGINARY", "I_SE", "NORM",
    "FILTERED",
    "FIL", "PROJECTION IMAGE", "MPR", "T2 MAP", "T2", "T1 MAP", "SUB", "ADD", "MEAN", "COMP_SP",
    "MFSPLIT", "RESAMPLED",
  ]
}
