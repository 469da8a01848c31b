internal import FoundationEssentials
internal import LiverIronImages
internal import Machine

/// The study that the command line names.
enum StudyPaths {
  /// A folder of NIfTI images with sidecars.
  case bids(String)
  /// Files that may be DICOM, each with the name that messages give it.
  case files([(name: String, path: String)])

  private static let mostFiles = 20_000
  private static let deepest = 8

  init(_ paths: [String]) throws {
    var files: [(name: String, path: String)] = []
    for path in paths {
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure(
          .inputHasErrors, "there is no such file or folder: `\(path)`",
          help: "name a folder or files that exist")
      }
      if isFolder {
        try Self.collect(path, as: "", depth: 0, into: &files)
      } else {
        files.append((String(path.split(separator: "/").last ?? ""), path))
      }
    }
    if paths.count == 1,
      files.contains(where: { MESEName(file: Self.lastPart(of: $0.name)) != nil })
    {
      self = .bids(paths[0])
    } else {
      try Self.requireNames(of: files.map(\.name))
      self = .files(files.sorted { $0.name < $1.name })
    }
  }

  /// Images of NIfTI that are not named as a series of echoes cannot be ordered; other files may be DICOM.
  private static func requireNames(of files: [String]) throws {
    let volumes = files.filter { name in
      [".nii", ".nii.gz", ".img", ".hdr", ".img.gz"].contains { name.lowercased().hasSuffix($0) }
    }
    guard let first = volumes.first, volumes.count * 2 >= files.count else { return }
    throw Failure(
      .inputHasErrors,
      "`\(first)` is NIfTI, and its name does not say which echo of which series it is",
      help:
        "name a folder with one 3D file for each echo, `…_echo-1_MESE.nii.gz` as in BIDS or `…_e1.nii.gz` as dcm2niix writes them, and its sidecar"
    )
  }

  private static func lastPart(of name: String) -> String {
    String(name.split(separator: "/").last ?? "")
  }

  private static func collect(
    _ folder: String, as name: String, depth: Int, into files: inout [(name: String, path: String)]
  ) throws {
    for entry in try Files.names(in: folder) {
      let path = folder + "/" + entry
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder {
        guard depth < deepest else {
          throw Failure(
            .inputHasErrors, "`\(path)` is more than 8 folders deep",
            help: "name the folder of one study")
        }
        try collect(path, as: name + entry + "/", depth: depth + 1, into: &files)
      } else {
        files.append((name + entry, path))
        guard files.count <= mostFiles else {
          throw Failure(
            .inputHasErrors, "`\(folder)` contains more than 20,000 files",
            help: "name the folder of one study")
        }
      }
    }
  }
}
