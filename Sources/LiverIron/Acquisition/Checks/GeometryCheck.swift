internal import Glibc

extension AcquisitionCheck {
  static let geometry = AcquisitionCheck(
    .geometry, "Geometry",
    limit:
      "the same slices at all echoes: positions within 0.5 mm, directions within 0.1°, the same matrix, spacing and frame of reference, slices as far apart as the header says",
    reason: "a voxel is followed through the echoes, and must be the same tissue in each",
    source: .ownChoice(because: "0.5 mm is a third of a voxel of 1.5 mm"),
    remedy: "repeat all echoes with the same slices, without moving the table between them",
    .headers { study in
      guard let first = study.images.first else { return .notReached }
      for image in study.images {
        if image.position == nil {
          return .fail("`\(image.file)` has no usable ImagePositionPatient (0020,0032)")
        }
        guard let orientation = image.orientation else {
          return .fail("`\(image.file)` has no usable ImageOrientationPatient (0020,0037)")
        }
        guard let spacing = image.spacing else {
          return .fail("`\(image.file)` has no usable PixelSpacing (0028,0030)")
        }
        guard image.rows == first.rows, image.columns == first.columns else {
          return .fail(
            "`\(image.file)` has \(image.columns) × \(image.rows) voxels, `\(first.file)` has \(first.columns) × \(first.rows)"
          )
        }
        guard image.frameOfReferenceUID == first.frameOfReferenceUID else {
          return .fail("`\(image.file)` and `\(first.file)` are in different frames of reference")
        }
        for (one, other) in zip(spacing, first.spacing ?? []) where abs(one - other) > 0.001 {
          return .fail("`\(image.file)` has a different pixel spacing from `\(first.file)`")
        }
        for (one, other) in zip(orientation, first.orientation ?? []) {
          let angle = acos(min(1, max(-1, one.dot(other)))) * 180 / .pi
          if angle > 0.1 {
            return .fail("`\(image.file)` is turned by \(PrintedFigure(angle, decimals: 2))°")
          }
        }
      }
      return comparePositions(study.echoes)
    })

  private static func comparePositions(_ echoes: [AcquiredHeaders.Echo]) -> Outcome {
    func slices(_ echo: AcquiredHeaders.Echo) -> [ImageHeader] {
      echo.images.sorted { ($0.depth ?? 0) < ($1.depth ?? 0) }
    }
    guard let first = echoes.first.map(slices) else { return .notReached }
    var largest = 0.0
    for echo in echoes {
      let images = slices(echo)
      guard images.count == first.count else {
        return .fail(
          "\(images.count) slices at \(PrintedFigure(echo.time, decimals: 2)) ms, \(first.count) at \(PrintedFigure(echoes[0].time, decimals: 2)) ms"
        )
      }
      for (image, other) in zip(images, first) {
        guard let position = image.position, let expected = other.position else { continue }
        let distance = (position - expected).length
        if distance > 0.5 {
          return .fail(
            "`\(image.file)` lies \(PrintedFigure(distance, decimals: 2)) mm from `\(other.file)`")
        }
        largest = max(largest, distance)
      }
    }
    let depths = first.compactMap(\.depth)
    let steps = zip(depths, depths.dropFirst()).map { $1 - $0 }
    if let least = steps.min(), let most = steps.max(), most - least > 0.5 {
      return .fail(
        "slices lie \(PrintedFigure(least, decimals: 1)) to \(PrintedFigure(most, decimals: 1)) mm apart"
      )
    }
    if let step = steps.first, let stated = first[0].sliceSpacing,
      // Some scanners write the gap where DICOM wants the distance of the middles.
      abs(step - stated) > 0.5, abs(step - stated - (first[0].sliceThickness ?? 0)) > 0.5
    {
      return .fail(
        "slices lie \(PrintedFigure(step, decimals: 1)) mm apart, SpacingBetweenSlices (0018,0088) says \(PrintedFigure(stated, decimals: 1)) mm: some may be missing"
      )
    }
    return .pass(
      "\(first.count) slices, positions within \(PrintedFigure(largest, decimals: 2)) mm")
  }
}
