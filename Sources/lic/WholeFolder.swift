internal import FoundationEssentials
internal import Glibc
internal import LiverIron
internal import LiverIronReports

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
    try requireReplaceable()
  }

  /// An empty folder, or one that holds a result of this program and nothing else.
  private func requireReplaceable() throws {
    let manager = FileManager.default
    guard manager.fileExists(atPath: path) else { return }
    guard let entries = try? manager.contentsOfDirectory(atPath: path) else {
      throw OccupiedPlace(path: path)
    }
    if entries.isEmpty { return }
    for entry in entries {
      var isFolder = false
      guard OutputFile.names.contains(entry),
        manager.fileExists(atPath: path + "/" + entry, isDirectory: &isFolder), !isFolder
      else { throw OccupiedPlace(path: path) }
    }
    guard let json = try? fileBytes(path + "/result.json"), OutputFile.isResult(json) else {
      throw OccupiedPlace(path: path)
    }
  }

  func write(_ files: [OutputFile]) throws {
    let new = path + ".new-\(getpid())"
    let old = path + ".old-\(getpid())"
    let manager = FileManager.default
    // The analysis took a while: something else may lie there by now.
    try requireReplaceable()
    for place in [new, old] where manager.fileExists(atPath: place) {
      throw OccupiedPlace(path: place)
    }
    do {
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
