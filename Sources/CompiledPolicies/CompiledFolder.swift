package import Machine

/// A folder that `policyc build` wrote.
package struct CompiledFolder: Sendable {
  let path: String
  /// The option with which the user names the folder.
  private let option: String

  package init(path: String, option: String) {
    self.path = path
    self.option = option
  }

  /// The name of the file that lists the others with their digests.
  package static let manifest = "manifest.json"

  /// The present build, whose files stay as they are while it is read.
  package func open() throws(Failure) -> CompiledBuild {
    guard let snapshot = try FolderSnapshot(path, guardedBy: CompiledFolder.manifest) else {
      throw Failure(
        .inputHasErrors,
        Files.exists(path)
          ? "`\(path)` does not contain a compiled policy" : "there is no folder `\(path)` here",
        help: "run `policyc build`, or name the folder of a build with \(option)")
    }
    return try CompiledBuild(path: path, snapshot)
  }

  /// The manifest as it is now, by which builds are told apart.
  package func manifestBytes() throws(Failure) -> [UInt8] {
    try Files.readRegular("\(path)/\(CompiledFolder.manifest)", limit: 64 << 20)
  }
}
