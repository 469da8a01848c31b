package import LiverIron

/// Why files are not one study.
package enum StudyError: ExplainedError, Hashable {
  case noImages
  case noSuchSeries(String, among: [String])
  case severalSeries([String])
  case severalFolders(String, [String])
  case noSidecar(String, expected: String)
  case unreadableSidecar(String, String)
  case noEchoTime(String)
  case differentShape(String, String, VoxelGrid, VoxelGrid)
  case differentPosition(String, String)
  case differentAcquisition(String, String)
  case manyLabels(String)
  case notAMask(String)
  case notLabels(String)
  case overlap(String, voxels: Int)
  case notVolumes(String)
  case nothingReadable(String)

  package var problem: String {
    switch self {
    case .noImages: "no `*_echo-<n>_MESE.nii` or `.nii.gz` was found"
    case .noSuchSeries(let wanted, _): "no series is called `\(wanted)`"
    case .severalSeries(let series): "\(series.count) series were found"
    case .severalFolders(let series, let folders):
      "the echoes of `\(series)` lie in \(folders.count) folders"
    case .noSidecar(let image, _): "`\(image)` has no sidecar"
    case .unreadableSidecar(let name, _): "`\(name)` cannot be read"
    case .noEchoTime(let name): "`\(name)` has no `EchoTime`"
    case .differentShape(let name, let other, _, _): "`\(name)` and `\(other)` differ in shape"
    case .differentPosition(let name, let other):
      "`\(name)` and `\(other)` lie in different positions"
    case .differentAcquisition(let name, let other):
      "`\(name)` and `\(other)` were not acquired in the same way"
    case .manyLabels(let name): "`\(name)` holds more than 16 labels"
    case .notAMask(let name): "`\(name)` holds values other than zero and one number"
    case .notLabels(let name): "`\(name)` holds values that are not whole numbers"
    case .notVolumes(let why): why
    case .nothingReadable: "no spin-echo image of DICOM was found"
    case .overlap(let other, let count): "liver and \(other) share \(count) voxels"
    }
  }

  package var reason: String {
    switch self {
    case .noImages: "the decay is read from one such image for each echo"
    case .noSuchSeries(_, let all): "the folder has " + all.joined(separator: ", ")
    case .severalSeries(let series): "one is measured at a time: " + series.joined(separator: ", ")
    case .severalFolders(_, let folders):
      "one series is one acquisition, and these may be two: " + folders.joined(separator: ", ")
    case .noSidecar(_, let expected): "the echo time is in `\(expected)`"
    case .unreadableSidecar(_, let why): why
    case .noEchoTime: "without it there is no rate"
    case .differentShape(_, _, let grid, let other):
      "\(grid.columns) × \(grid.rows) × \(grid.slices) against \(other.columns) × \(other.rows) × \(other.slices) voxels"
    case .differentPosition: "their matrices from voxels to millimetres are not the same"
    case .differentAcquisition: "field strength, repetition time or flip angle differ"
    case .manyLabels: "each number is taken as a tissue of its own"
    case .notAMask: "several numbers or fractions do not say which voxels are meant"
    case .notLabels: "a fraction belongs to no tissue"
    case .notVolumes: "the images are not one volume for each echo"
    case .nothingReadable(let why): why.isEmpty ? "there is no file" : why
    case .overlap: "a voxel is one or the other, and each is measured on its own"
    }
  }

  package var remedy: String {
    switch self {
    case .noImages: "name a folder in the layout of BIDS"
    case .noSuchSeries, .severalSeries: "choose one with --acquisition"
    case .noSidecar, .unreadableSidecar, .noEchoTime: "convert the study again, with sidecars"
    case .differentShape, .differentPosition:
      "give images and masks of one acquisition, not resampled"
    case .differentAcquisition: "give the echoes of one acquisition"
    case .severalFolders: "name the folder of one of them"
    case .manyLabels: "give one number to each tissue"
    case .notAMask: "give a mask that is 1 inside and 0 outside"
    case .notLabels: "give one whole number to each tissue, not resampled"
    case .notVolumes: "send the study again, whole and by itself"
    case .nothingReadable: "name the folder or the files of a study"
    case .overlap: "draw the masks apart from each other"
    }
  }
}
