internal import FoundationEssentials
internal import LiverIronImages
internal import Machine

/// A folder of NIfTI images with sidecars, in the layout of BIDS or as dcm2niix writes it.
struct StudyFolder {
  let path: String

  init(_ path: String) throws {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      throw Failure(
        .inputHasErrors, "there is no folder `\(path)`", help: "name the folder of the study")
    }
    self.path = path
  }

  /// The images of one series with their sidecars.
  func series(_ wanted: String?) throws -> (name: String, files: [MultiEchoStudy.EchoFile]) {
    let images = try images(in: path, depth: 0)
    let names = try MESEName.series(among: images.map(\.name), wanted: wanted)
    let folders = Set(images.filter { $0.name.series == names[0].series }.map(\.folder)).sorted()
    guard let folder = folders.first, folders.count == 1 else {
      throw StudyError.severalFolders(names[0].series, folders)
    }
    let files = try names.map { name in
      let sidecar = folder + "/" + name.sidecar
      return MultiEchoStudy.EchoFile(
        name: name, image: try Files.readRegular(folder + "/" + name.file, limit: 1 << 31),
        sidecar: FileManager.default.fileExists(atPath: sidecar)
          ? try Files.readRegular(sidecar) : nil)
    }
    return (names[0].series, files)
  }

  /// Subjects, sessions and `anat` are at most three folders deep; derivatives are not images from a scanner.
  private func images(in folder: String, depth: Int) throws -> [(folder: String, name: MESEName)] {
    var found: [(folder: String, name: MESEName)] = []
    for entry in try Files.names(in: folder) {
      if let name = MESEName(file: entry) {
        found.append((folder, name))
      } else if depth < 3, entry != "derivatives" {
        var isFolder = false
        let inner = folder + "/" + entry
        if FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder), isFolder {
          found += try images(in: inner, depth: depth + 1)
        }
      }
    }
    return found
  }
}
