package import LiverIron

/// Why files are not one study.
package enum StudyError: ExplainedError, Hashable {
  case noImages
  case noSuchSeries(String, among: [String])
  case severalSeries([String])
  case noSidecar(String, expected: String)
  case unreadableSidecar(String, String)
  case noEchoTime(String)
  case differentShape(String, String, VoxelGrid, VoxelGrid)
  case differentPlace(String, String)
  case differentAcquisition(String, String)
  case manyLabels(String)

  package var problem: String {
    switch self {
    case .noImages: "no `*_echo-<n>_MESE.nii` or `.nii.gz` was found"
    case .noSuchSeries(let wanted, _): "no series is called `\(wanted)`"
    case .severalSeries(let series): "\(series.count) series were found"
    case .noSidecar(let image, _): "`\(image)` has no sidecar"
    case .unreadableSidecar(let name, _): "`\(name)` cannot be read"
    case .noEchoTime(let name): "`\(name)` has no `EchoTime`"
    case .differentShape(let name, let other, _, _): "`\(name)` and `\(other)` differ in shape"
    case .differentPlace(let name, let other): "`\(name)` and `\(other)` lie at different places"
    case .differentAcquisition(let name, let other):
      "`\(name)` and `\(other)` were not acquired alike"
    case .manyLabels(let name): "`\(name)` holds more than 16 labels"
    }
  }

  package var reason: String {
    switch self {
    case .noImages: "the decay is read from one such image for each echo"
    case .noSuchSeries(_, let all): "the folder has " + all.joined(separator: ", ")
    case .severalSeries(let series): "one is measured at a time: " + series.joined(separator: ", ")
    case .noSidecar(_, let expected): "the echo time is in `\(expected)`"
    case .unreadableSidecar(_, let why): why
    case .noEchoTime: "without it there is no rate"
    case .differentShape(_, _, let grid, let other):
      "\(grid.columns) × \(grid.rows) × \(grid.slices) against \(other.columns) × \(other.rows) × \(other.slices) voxels"
    case .differentPlace: "their matrices from voxels to millimetres are not the same"
    case .differentAcquisition: "field strength, repetition time or flip angle differ"
    case .manyLabels: "each number is taken as a tissue of its own"
    }
  }

  package var remedy: String {
    switch self {
    case .noImages: "name a folder in the layout of BIDS"
    case .noSuchSeries, .severalSeries: "choose one with --acquisition"
    case .noSidecar, .unreadableSidecar, .noEchoTime: "convert the study again, with sidecars"
    case .differentShape, .differentPlace: "give images and masks of one acquisition, not resampled"
    case .differentAcquisition: "give the echoes of one acquisition"
    case .manyLabels: "give one number to each tissue"
    }
  }
}
