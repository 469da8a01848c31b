internal import Glibc
internal import JSONText
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel

/// The folder of what is built, which `manifest.json` describes.
struct OutputFolder {
  let path: String

  /// Replaces the artefacts: all are written beside their places first, so that what fails leaves
  /// what was there; then each is renamed into its place, the manifest last. A file of an earlier
  /// build that this one does not make is removed; other files are left alone.
  func replace(with artifacts: [Artifact]) throws(Failure) {
    try refuseForeignFolder()
    let old = try oldFiles()
    var changed: [Artifact] = []
    for artifact in artifacts where try !holds(artifact) { changed.append(artifact) }
    // A reader that finds the new manifest finds what it lists.
    try OutputFolder.write(
      changed.filter { $0.path != "manifest.json" } + changed.filter { $0.path == "manifest.json" },
      below: path)
    let made = Set(artifacts.map(\.path))
    for file in old where !made.contains(file) {
      Files.remove("\(path)/\(file)")
      removeEmptyFolders(above: "\(path)/\(file)")
    }
  }

  /// Writes files below a folder, all of them or none: each beside its place first, then renamed
  /// into it in this order.
  static func write(_ artifacts: [Artifact], below path: String) throws(Failure) {
    var staged: [(from: String, to: String)] = []
    do throws(Failure) {
      for artifact in artifacts {
        let place = "\(path)/\(artifact.path)"
        try Files.makeFolder(folder(of: place))
        let beside = Files.temporaryName(beside: place)
        staged.append((beside, place))
        try Files.write(artifact.bytes, to: beside)
      }
    } catch {
      for file in staged { Files.remove(file.from) }
      throw error
    }
    for (from, to) in staged { try Files.rename(from, to: to) }
  }

  /// What was compiled of a policy, or nil where nothing is or it is damaged.
  func policy(_ id: String) throws(Failure) -> KeptPolicy? {
    let files = try oldFiles().filter { $0.hasPrefix("\(id)/") }
    var artifacts: [Artifact] = []
    for file in files {
      artifacts.append(Artifact(path: file, bytes: try Files.read("\(path)/\(file)")))
    }
    guard let index = artifacts.first(where: { $0.path == "\(id)/policy.json" }),
      let entry = IndexEntry(id, policyJSON: index.bytes)
    else { return nil }
    return KeptPolicy(artifacts: artifacts, entry: entry)
  }

  /// A folder with files and no manifest is someone else's.
  private func refuseForeignFolder() throws(Failure) {
    guard Files.isFolder(path), !Files.exists("\(path)/manifest.json"),
      !(try Files.names(in: path)).isEmpty
    else { return }
    throw Failure(
      .inputHasErrors,
      """
      error: `\(path)` holds files that no build made
      help: name a new or an empty folder
      """)
  }

  /// What differs from the artefacts: missing, changed, or left from an earlier build.
  func differences(from artifacts: [Artifact]) throws(Failure) -> [String] {
    var differences: [String] = []
    for artifact in artifacts where try !holds(artifact) {
      differences.append(
        Files.exists("\(path)/\(artifact.path)")
          ? "changed: \(artifact.path)" : "missing: \(artifact.path)")
    }
    let made = Set(artifacts.map(\.path))
    for file in try oldFiles() where !made.contains(file) {
      differences.append("no longer made: \(file)")
    }
    return differences
  }

  private func holds(_ artifact: Artifact) throws(Failure) -> Bool {
    let place = "\(path)/\(artifact.path)"
    guard Files.exists(place) else { return false }
    let held = try Files.read(place, limit: artifact.bytes.count)
    // As memory: `==` looks at each byte by itself.
    return held.count == artifact.bytes.count
      && memcmp(held, artifact.bytes, held.count) == 0
  }

  /// The files that the manifest there lists, if it is one of ours; none lie outside the folder.
  private func oldFiles() throws(Failure) -> [String] {
    let manifest = "\(path)/manifest.json"
    guard Files.exists(manifest) else { return [] }
    guard let json = try? JSON(bytes: try Files.read(manifest)),
      json["format"] == "policyc manifest"
    else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(manifest)` is damaged, so what stands in `\(path)` cannot be told apart
        help: remove the folder, and run `policyc build`
        """)
    }
    return (json["files"]?.array ?? []).compactMap { $0["path"]?.string }.filter { file in
      !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
        && Files.exists("\(path)/\(file)")
    }
  }

  private static func folder(of file: String) -> String {
    String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
  }

  private func removeEmptyFolders(above file: String) {
    var above = OutputFolder.folder(of: file)
    while above.utf8.count > path.utf8.count, let names = try? Files.names(in: above),
      names.isEmpty
    {
      Files.remove(above)
      above = OutputFolder.folder(of: above)
    }
  }
}
