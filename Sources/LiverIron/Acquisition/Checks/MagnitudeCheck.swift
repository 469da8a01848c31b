extension AcquisitionCheck {
  static let magnitude = AcquisitionCheck(
    .magnitude, "Original magnitudes",
    limit:
      "original, primary magnitude images: not normalised, filtered, derived, lossy, nor phase; a warning where corrected for distortion",
    reason:
      "a filter or a normalisation changes the noise and the decay, and a phase is not a signal",
    source: .ownChoice(because: "the fit takes the noise as that of unprocessed magnitudes"),
    remedy: "send the original magnitude images, with filters and intensity normalisation off",
    .headers { study in
      guard !study.images.isEmpty else { return .notReached }
      var unstated: Outcome?
      for image in study.images {
        let type = image.imageType
        if type.isEmpty {
          unstated = study.unstated("ImageType (0008,0008)", in: image.file)
        } else if !type.starts(with: ["ORIGINAL", "PRIMARY"]) {
          return .fail("`\(image.file)` is \(type.joined(separator: "\\"))")
        }
        if let value = type.dropFirst(2).first(where: { unusable.contains($0) }) {
          return .fail("`\(image.file)` is \(value): \(type.joined(separator: "\\"))")
        }
        if let component = image.complexComponent, component != "MAGNITUDE" {
          return .fail("`\(image.file)` shows \(component) (0008,9208)")
        }
        if image.isLossy { return .fail("`\(image.file)` was compressed with loss") }
        if image.hasNegativeValues { return .fail("`\(image.file)` has negative values") }
      }
      if let unstated { return unstated }
      if let image = study.images.first(where: { !resampled.isDisjoint(with: $0.imageType) }) {
        return .warn(
          "`\(image.file)` was resampled to correct distortion, which smooths the noise: \(image.imageType.joined(separator: "\\"))"
        )
      }
      return .pass(study.images[0].imageType.joined(separator: "\\"))
    })

  private static let resampled: Set = ["DIS2D", "DIS3D"]

  /// Values of ImageType of images that are not unprocessed magnitudes, as scanners write them.
  private static let unusable: Set = [
    "P", "PHASE", "PHASE MAP", "P_SE", "R", "REAL", "R_SE", "I", "IMAGINARY", "I_SE", "NORM",
    "FILTERED",
    "FIL", "PROJECTION IMAGE", "MPR", "T2 MAP", "T1 MAP", "SUB", "ADD", "MEAN", "COMP_SP",
    "MFSPLIT", "RESAMPLED",
  ]
}
