internal import Diagnostics
internal import PolicySyntax

/// The folder of sources: `policy/POLICY/*.yaml` and `policy/terminology/*.yaml`.
enum SourceFolder {
  /// Every YAML file of the folder, in the order of names.
  static func read(_ folder: String) throws(Failure) -> [SourceText] {
    guard Files.isFolder(folder) else {
      throw Failure(
        .inputHasErrors,
        """
        error: there is no folder `\(folder)` here
        help: run this in the folder that holds `policy/`, or name it with --sources
        """)
    }
    var texts: [SourceText] = []
    for name in try Files.names(in: folder) where Files.isFolder("\(folder)/\(name)") {
      for file in try Files.names(in: "\(folder)/\(name)")
      where file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
        let path = "\(folder)/\(name)/\(file)"
        texts.append(
          SourceText(path: path, bytes: try Files.read(path, limit: SourceBounds.bytes)))
      }
    }
    guard texts.contains(where: { !$0.path.hasPrefix("\(folder)/terminology/") }) else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(folder)` holds no policy
        help: a policy is a folder of YAML files, such as `\(folder)/LA.CP.MP.53/2023-11.yaml`
        """)
    }
    return texts
  }
}
