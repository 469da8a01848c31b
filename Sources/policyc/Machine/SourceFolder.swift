internal import Diagnostics
internal import PolicyCompilation
internal import PolicySyntax

/// The folder of sources: `policy/POLICY/*.yaml` and `policy/terminology/*.yaml`.
struct SourceFolder {
  let path: String
  /// Every source of the folder, in the order of names.
  let texts: [SourceText]
  /// The names of folders for a policy in which no source is.
  private let emptyFolders: [String]

  init(_ folder: String) throws(Failure) {
    guard Files.isFolder(folder) else {
      guard !Files.exists(folder) else {
        throw Failure(
          .inputHasErrors,
          """
          error: `\(folder)` is a file, not a folder of sources
          help: name the folder that holds one folder a policy, as in `policy/LA.CP.MP.53/2023-11.yaml`
          """)
      }
      throw Failure(
        .inputHasErrors,
        """
        error: there is no folder `\(folder)` here
        help: \(SourceFolder.help(lacking: folder))
        """)
    }
    var texts: [SourceText] = []
    try SourceFolder.append(folder, to: &texts, levels: 4)
    guard texts.contains(where: { !$0.path.hasPrefix("\(folder)/terminology/") }) else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(folder)` holds no policy
        help: begin one with `policyc new ID`, or name the folder that holds one folder a policy, as in `policy/LA.CP.MP.53/2023-11.yaml`
        """)
    }
    path = folder
    self.texts = texts
    emptyFolders = try Files.names(in: folder).filter { name in
      name != "terminology" && Files.isFolder("\(folder)/\(name)")
        && !texts.contains { $0.path.hasPrefix("\(folder)/\(name)/") }
    }
  }

  /// Nothing is found in what holds nothing, and whoever made it waits for its pages in vain.
  func warnOfEmptyFolders(where isConcerned: (_ path: String) -> Bool = { _ in true }) {
    for name in emptyFolders where isConcerned("\(path)/\(name)") {
      let option = path == "policy" ? "" : " --sources \(path)"
      Terminal.error(
        """
        warning: `\(path)/\(name)` holds no source of a policy
        help: begin one with `policyc new \(name)\(option)`, or remove the folder
        """)
    }
  }

  /// What to do, from what stands where the command was run.
  private static func help(lacking folder: String) -> String {
    if Files.exists("revisions.yaml") {
      return "this is the folder of one policy: run it two folders up, with `cd ../..`"
    }
    let names = (try? Files.names(in: ".")) ?? []
    if names.contains(where: { Files.exists("\($0)/revisions.yaml") }) {
      return "this is the folder of sources itself: run it one folder up, with `cd ..`"
    }
    for above in ["..", "../..", "../../.."] where Files.isFolder("\(above)/\(folder)") {
      return "run it where `\(folder)` is, with `cd \(above)`"
    }
    return
      "run it in the folder that holds `policy/`, name the folder of sources, or begin a policy with `policyc new ID`"
  }

  /// Every file below the folder but hidden ones and Markdown, so that none is passed over unseen.
  private static func append(_ folder: String, to texts: inout [SourceText], levels: Int)
    throws(Failure)
  {
    for name in try Files.names(in: folder) where !name.hasSuffix(".md") {
      let path = "\(folder)/\(name)"
      if Files.isFolder(path) {
        if levels > 1 { try append(path, to: &texts, levels: levels - 1) }
      } else {
        texts.append(
          SourceText(path: path, bytes: try Files.read(path, limit: SourceBounds.bytes)))
      }
    }
  }
}

extension Compilation {
  init(_ folder: SourceFolder) { self.init(folder.texts, in: folder.path) }
}
