internal import LiverIron
internal import LiverIronReports
internal import Machine

/// The folder of a result, which is replaced as a whole: a reader sees the old result or the new one.
struct ResultFolder {
  let path: String
  private static let lastWritten = "result.json"

  /// Refuses a folder that contains anything but an earlier result.
  init(_ path: String) throws {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    try requireReplaceable()
  }

  private func requireReplaceable() throws {
    guard Files.exists(path) else { return }
    guard Files.isFolder(path) else { throw OccupiedFolder(path: path) }
    let entries = try Files.allNames(in: path).filter { !Files.isTemporaryName($0) }
    if entries.isEmpty { return }
    for entry in entries {
      guard LiverIronReports.OutputFile.names.contains(entry), !Files.isFolder("\(path)/\(entry)")
      else { throw OccupiedFolder(path: path) }
    }
    guard let json = try? Files.readRegular("\(path)/\(Self.lastWritten)"),
      LiverIronReports.OutputFile.isResult(json)
    else { throw OccupiedFolder(path: path) }
  }

  func write(_ files: [LiverIronReports.OutputFile]) throws {
    // The analysis took a while, and the folder may have changed since.
    try requireReplaceable()
    let isLast = { (file: LiverIronReports.OutputFile) in file.name == Self.lastWritten }
    let ordered = files.filter { !isLast($0) } + files.filter(isLast)
    let folder = try WholeFolder(path, guardedBy: Self.lastWritten)
    try folder.replace(
      with: ordered.map { (path: $0.name, bytes: Array($0.bytes)) },
      removing: Set(LiverIronReports.OutputFile.names).subtracting(files.map(\.name)))
  }
}

/// The folder for the result contains something else.
struct OccupiedFolder: ExplainedError {
  var path: String

  var problem: String { "`\(path)` is there already" }
  var reason: String { "only an earlier result of `lic analyse` is replaced" }
  var remedy: String { "name another folder with -o" }
}
