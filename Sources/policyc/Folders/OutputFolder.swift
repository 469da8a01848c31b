internal import CompiledPolicies
internal import Diagnostics
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel

/// The folder that `policyc build` writes, described by its `manifest.json`.
struct OutputFolder {
  let path: String

  /// Locks the folder for this build. Other builds wait until it has ended.
  func beginWriting() throws(Failure) -> Writing {
    guard path != "-" else {
      throw Failure(
        .wrongUsage, "a build writes a folder, not standard output", help: "name a folder")
    }
    let folder = try WholeFolder(path, guardedBy: CompiledFolder.manifest)
    try refuseForeignFolder()
    return Writing(folder: folder, output: self)
  }

  /// The folder while this build holds its lock.
  struct Writing: ~Copyable {
    fileprivate let folder: WholeFolder
    fileprivate let output: OutputFolder

    /// The artefacts of a policy from the previous build, or nil if there are none or they are damaged.
    func policy(_ id: String) throws(Failure) -> KeptPolicy? { try output.policy(id) }

    func differences(from artifacts: [Artifact]) throws(Failure) -> [String] {
      try output.differences(from: artifacts)
    }

    /// Replaces all artefacts together. Files that only an earlier build made are removed, and files that no build made
    /// are kept.
    func replace(with artifacts: [Artifact]) throws(Failure) {
      let removed = Set(try output.files()).subtracting(artifacts.map(\.path))
      try folder.replace(with: artifacts.map { ($0.path, $0.bytes) }, removing: removed)
    }
  }

  /// A view of one complete build.
  private struct View: ~Copyable {
    let snapshot: FolderSnapshot
    /// The paths in the manifest, which lists itself as well.
    let files: [String]
  }

  /// - Returns: nil if there is no build.
  private func view() throws(Failure) -> View? {
    guard let snapshot = try FolderSnapshot(path, guardedBy: CompiledFolder.manifest) else {
      return nil
    }
    guard let json = try? JSON(bytes: try snapshot.read(CompiledFolder.manifest)),
      json["format"] == "policyc manifest"
    else {
      throw Failure(
        .inputHasErrors,
        "`\(path)/\(CompiledFolder.manifest)` is damaged, so it is unknown which files a build made",
        help:
          "restore the manifest, or move the files that are yours to another folder, remove this one and run `policyc build`"
      )
    }
    // A damaged manifest must not name files outside the folder.
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

  /// A line for each file that is missing, changed, or left over from an earlier build.
  ///
  /// CRLF and LF count as equal, because version control converts line breaks on some machines.
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

  /// Refuses to write a single file into the folder of a build: the next build would remove the file, and `decide`
  /// would refuse an artefact that differs from the manifest.
  ///
  /// - Parameter file: nil or `-` is standard output.
  static func refuse(_ file: String?) throws(Failure) {
    guard let file, file != "-" else { return }
    var folder = Files.resolvedTarget(file)
    while folder != "/", folder != "." {
      if isBuild(folder) {
        throw Failure(
          .wrongUsage, "the output `\(file)` is in `\(folder)`, which `policyc build` writes",
          help: "name a file outside of `\(folder)`")
      }
      folder = Files.folder(of: folder)
    }
  }

  private static func isBuild(_ folder: String) -> Bool {
    guard let bytes = try? Files.readRegular("\(folder)/\(CompiledFolder.manifest)") else {
      return false
    }
    return (try? JSON(bytes: bytes))?["format"] == "policyc manifest"
  }

  /// Refuses a folder that contains files but no manifest: it belongs to another program.
  private func refuseForeignFolder() throws(Failure) {
    guard Files.isFolder(path), !Files.exists("\(path)/\(CompiledFolder.manifest)"),
      !(try Files.names(in: path).filter { !IgnoredNames.contains($0) }).isEmpty
    else { return }
    throw Failure(
      .inputHasErrors, "`\(path)` contains files that no build made",
      help: "name a new or an empty folder")
  }
}
