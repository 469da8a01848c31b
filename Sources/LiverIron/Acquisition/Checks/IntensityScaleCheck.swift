extension AcquisitionCheck {
  /// One scale of intensity through all echoes.
  static let intensityScale = AcquisitionCheck(
    .intensityScale, "Intensity scale",
    limit:
      "the same rescale in all echoes, or Philips's own scale slope in all images",
    reason:
      "a scanner that scales each series to its brightest voxel changes the decay",
    source: .published(
      "converters and their users report it for Philips: rordenlab/dcm2niix issues 493 and 575, MRtrix3/mrtrix3 issue 2499"
    ),
    remedy:
      "export the images again with one scale for all series, from the scanner and not from an archive that rescales",
    .headers { study in
      guard let first = study.images.first else { return .notReached }
      let withScale = study.images.filter { $0.philipsScaleSlope != nil }
      if let bad = withScale.first(where: { ($0.philipsScaleSlope ?? 0) <= 0 }) {
        return .fail("`\(bad.file)` has a scale slope (2005,xx0E) that is not positive")
      }
      if let bad = study.images.first(where: { ($0.rescaleSlope ?? 1) <= 0 }) {
        return .fail("`\(bad.file)` has a RescaleSlope (0028,1053) that is not positive")
      }
      if !withScale.isEmpty {
        guard withScale.count == study.images.count else {
          let without = study.fileWithout(\.philipsScaleSlope) ?? ""
          return .fail(
            "`\(without)` does not have the scale slope (2005,xx0E) that other images have")
        }
        if let bad = study.images.first(where: { ($0.rescaleIntercept ?? 0) != 0 }) {
          return .fail("`\(bad.file)` has a RescaleIntercept (0028,1052), so that zero is not zero")
        }
        return .pass("the scale slope of Philips in all \(withScale.count) images")
      }
      if let bad = study.images.first(where: {
        ($0.rescaleSlope ?? 1) != (first.rescaleSlope ?? 1)
          || ($0.rescaleIntercept ?? 0) != (first.rescaleIntercept ?? 0)
      }) {
        return .fail("`\(bad.file)` is rescaled differently from `\(first.file)` (0028,1053)")
      }
      if let philips = study.images.first(where: { $0.isOfPhilips }) {
        return .fail("`\(philips.file)` from Philips does not have its scale slope (2005,xx0E)")
      }
      if let intercept = first.rescaleIntercept, intercept != 0 {
        return .fail("`\(first.file)` has a RescaleIntercept (0028,1052), so that zero is not zero")
      }
      return .pass(first.rescaleSlope.map { "rescale \($0) in all images" } ?? "no rescale")
    })
}
