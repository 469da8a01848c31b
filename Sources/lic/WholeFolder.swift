internal import FoundationEssentials
internal import Glibc
internal import LiverIron
internal import LiverIronImaging

/// A folder that appears with all its files or not at all.
///
/// The files are written into a new folder beside the place, which is then renamed into it: a reader never sees half a
/// result, and a failed run leaves what was there.
struct WholeFolder {
  let path: String

  /// Refuses a place that holds something other than an earlier result.
  init(_ path: String) throws {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    var isFolder = false
    if FileManager.default.fileExists(atPath: trimmed, isDirectory: &isFolder) {
      let isResult = FileManager.default.fileExists(atPath: trimmed + "/result.json")
      let isEmpty =
        (try? FileManager.default.contentsOfDirectory(atPath: trimmed))?.isEmpty ?? false
      guard isFolder, isResult || isEmpty else { throw OccupiedPlace(path: trimmed) }
    }
  }

  func write(_ files: [OutputFile]) throws {
    let new = path + ".new-\(getpid())"
    let old = path + ".old-\(getpid())"
    let manager = FileManager.default
    do {
      try? manager.removeItem(atPath: new)
      try manager.createDirectory(atPath: new, withIntermediateDirectories: true)
      for file in files { try Data(file.bytes).write(to: URL(filePath: new + "/" + file.name)) }
      let replaces = manager.fileExists(atPath: path)
      if replaces, rename(path, old) != 0 { throw systemFailure() }
      guard rename(new, path) == 0 else {
        let failure = systemFailure()
        if replaces { rename(old, path) }
        throw failure
      }
      if replaces { try? manager.removeItem(atPath: old) }
    } catch {
      try? manager.removeItem(atPath: new)
      throw MachineFailure(
        problem: "`\(path)` cannot be written", reason: "\(error)",
        remedy: "check the space and the permissions there; what was there is as it was")
    }
  }

  private func systemFailure() -> SystemFailure {
    SystemFailure(description: String(cString: strerror(errno)))
  }
}

private struct SystemFailure: Error, CustomStringConvertible {
  var description: String
}

/// A place for the result where something else is.
struct OccupiedPlace: ExplainedError {
  var path: String

  var problem: String { "`\(path)` is there already" }
  var reason: String { "it is not an earlier result of `lic analyse`, which alone is replaced" }
  var remedy: String { "name another place with -o" }
}
