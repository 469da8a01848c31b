internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel

/// The folder of what is built, which `manifest.json` describes.
struct OutputFolder {
  let path: String

  /// The name of the file that lists all the others with their digests.
  static let manifest = "manifest.json"

  /// Takes the folder for this build; any other one waits until this one has ended.
  func beginWriting() throws(Failure) -> Writing {
    guard path != "-" else {
      throw Failure(
        .wrongUsage, "a build writes a folder, not standard output", help: "name a folder")
    }
    let folder = try WholeFolder(path, guardedBy: OutputFolder.manifest)
    try refuseForeignFolder()
    return Writing(folder: folder, output: self)
  }

  /// The folder while this build has it.
  struct Writing: ~Copyable {
    fileprivate let folder: WholeFolder
    fileprivate let output: OutputFolder

    /// What was compiled of a policy, or nil where there is nothing or it is damaged.
    func policy(_ id: String) throws(Failure) -> KeptPolicy? { try output.policy(id) }

    func differences(from artifacts: [Artifact]) throws(Failure) -> [String] {
      try output.differences(from: artifacts)
    }

    /// Replaces the artefacts together. Files of an earlier build that this one does not make are removed; files that no
    /// build made stay.
    func replace(with artifacts: [Artifact]) throws(Failure) {
      let removed = Set(try output.files()).subtracting(artifacts.map(\.path))
      try folder.replace(with: artifacts.map { ($0.path, $0.bytes) }, removing: removed)
    }
  }

  /// One complete build as a reader sees it.
  private struct View: ~Copyable {
    let snapshot: FolderSnapshot
    /// The files that the manifest lists, itself included.
    let files: [String]
  }

  /// - Returns: nil where there is no build.
  private func view() throws(Failure) -> View? {
    guard let snapshot = try FolderSnapshot(path, guardedBy: OutputFolder.manifest) else {
      return nil
    }
    guard let json = try? JSON(bytes: try snapshot.read(OutputFolder.manifest)),
      json["format"] == "policyc manifest"
    else {
      throw Failure(
        .inputHasErrors,
        "`\(path)/\(OutputFolder.manifest)` is damaged, so it is unknown which files a build made",
        help: "remove the folder, and run `policyc build`")
    }
    // Whatever a damaged manifest says, only files in the folder are meant.
    let files = (json["files"]?.array ?? []).compactMap { $0["path"]?.string }.filter { file in
      !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
    }
    return View(snapshot: snapshot, files: files)
  }

  fileprivate func files() throws(Failure) -> [String] {
    guard let view = try view() else { return [] }
    return view.files
  }

  func policy(_ id: String) throws(Failure) -> KeptPolicy? {
    guard let view = try view() else { return nil }
    var artifacts: [Artifact] = []
    for file in view.files where file.hasPrefix("\(id)/") {
      guard view.snapshot.holds(file) else { return nil }
      artifacts.append(Artifact(path: file, bytes: try view.snapshot.read(file)))
    }
    guard let index = artifacts.first(where: { $0.path == "\(id)/policy.json" }),
      let entry = IndexEntry(id, policyJSON: index.bytes)
    else { return nil }
    return KeptPolicy(artifacts: artifacts, entry: entry)
  }

  /// What differs from the artefacts: missing, changed, or left from an earlier build.
  ///
  /// Line breaks do not count, because version control converts them on some machines.
  func differences(from artifacts: [Artifact]) throws(Failure) -> [String] {
    guard let view = try view() else { return artifacts.map { "missing: \($0.path)" } }
    var differences: [String] = []
    for artifact in artifacts {
      guard view.snapshot.holds(artifact.path) else {
        differences.append("missing: \(artifact.path)")
        continue
      }
      let bytes = try view.snapshot.read(artifact.path)
      if bytes != artifact.bytes,
        bytes.withUnixLineBreaks != artifact.bytes.withUnixLineBreaks
      {
        differences.append("changed: \(artifact.path)")
      }
    }
    let made = Set(artifacts.map(\.path))
    for file in view.files where !made.contains(file) && view.snapshot.holds(file) {
      differences.append("no longer made: \(file)")
    }
    return differences
  }

  /// A folder with files and without a manifest belongs to something else.
  private func refuseForeignFolder() throws(Failure) {
    guard Files.isFolder(path), !Files.exists("\(path)/\(OutputFolder.manifest)"),
      !(try Files.names(in: path).filter { !IgnoredNames.contains($0) }).isEmpty
    else { return }
    throw Failure(
      .inputHasErrors, "`\(path)` holds files that no build made",
      help: "name a new or an empty folder")
  }
}
