internal import Diagnostics
internal import Machine
internal import PolicyCompilation
internal import PolicySyntax

/// The folder of sources: `policy/POLICY/*.yaml` and `policy/terminology/*.yaml`.
struct SourceFolder {
  let path: String
  /// Every source of the folder, ordered by name.
  private(set) var texts: [SourceText]
  /// The names of policy folders that do not contain a source.
  private let emptyFolders: [String]

  init(_ folder: String) throws(Failure) {
    guard Files.isFolder(folder) else { throw SourceFolder.missing(folder) }
    var texts: [SourceText] = []
    let root = Files.resolved(folder)
    try SourceFolder.append(folder, below: root, to: &texts, levels: 4)
    guard texts.contains(where: { !$0.path.hasPrefix("\(folder)/terminology/") }) else {
      throw Failure(
        .inputHasErrors, "`\(folder)` does not contain a policy",
        help:
          "start one with `policyc new ID`, or name the folder that contains one folder per policy, as in `policy/LA.CP.MP.53/2023-11.yaml`"
      )
    }
    path = folder
    self.texts = texts
    let folders = try Files.names(in: folder).filter {
      !IgnoredNames.contains($0) && Files.isFolder("\(folder)/\($0)")
    }
    for name in folders where SourceFolder.isReserved(name) {
      throw Failure(
        .inputHasErrors,
        "`\(folder)/\(name)` cannot name a policy: `policyc build` writes `\(name)`",
        help: "rename the folder to the payer's reference number")
    }
    emptyFolders = folders.filter { name in
      name != "terminology" && !texts.contains { $0.path.hasPrefix("\(folder)/\(name)/") }
    }
  }

  /// The folder without files of cases that are empty, as a shell makes them before it runs
  /// `policyc test --suggest > policy/X.1/cases.yaml`.
  var withoutEmptyCases: SourceFolder {
    var folder = self
    folder.texts.removeAll { $0.path.hasSuffix("/cases.yaml") && $0.bytes.isEmpty }
    return folder
  }

  /// Locks the folder for a command that changes sources, so that two commands do not overwrite each other's changes.
  static func lock(_ folder: String) throws(Failure) -> FolderLock {
    guard Files.isFolder(folder) else { throw missing(folder) }
    return try FolderLock(folder)
  }

  /// Whether a build writes a file or folder with this name next to the folders of the policies.
  static func isReserved(_ name: String) -> Bool {
    ["index.html", "manifest.json", "schemas"].contains(name.lowercased())
  }

  /// Warns of folders without sources, for which no pages are built.
  func warnOfEmptyFolders(where isConcerned: (_ path: String) -> Bool = { _ in true }) {
    for name in emptyFolders where isConcerned("\(path)/\(name)") {
      let option = path == "policy" ? "" : " --sources \(path)"
      Terminal.error(
        """
        warning: `\(path)/\(name)` does not contain any sources
        help: start one with `policyc new \(name)\(option)`, or remove the folder
        """)
    }
  }

  /// Removes temporary files that killed commands left among the sources.
  func clearLeftovers() {
    Files.clearLeftovers(in: path)
    for name in (try? Files.names(in: path)) ?? [] { Files.clearLeftovers(in: "\(path)/\(name)") }
  }

  /// Appends every file below the folder, so that a source with a wrong name is reported.
  ///
  /// Hidden files, Markdown and the files of editors and operating systems are not sources.
  private static func append(
    _ folder: String, below root: String, to texts: inout [SourceText], levels: Int
  ) throws(Failure) {
    for name in try Files.names(in: folder)
    where !name.hasSuffix(".md") && !IgnoredNames.contains(name) {
      let path = "\(folder)/\(name)"
      try refuseLinkOutside(path, root)
      if Files.isFolder(path) {
        if levels > 1 { try append(path, below: root, to: &texts, levels: levels - 1) }
      } else {
        texts.append(
          SourceText(path: path, bytes: try Files.readRegular(path, limit: SourceBounds.bytes)))
      }
    }
  }

  /// Refuses a link that leads outside the folder, because findings print lines of the source.
  private static func refuseLinkOutside(_ path: String, _ root: String) throws(Failure) {
    guard let target = Files.linkTarget(path), Files.exists(path),
      !Files.resolved(path).hasPrefix(root == "/" ? root : "\(root)/")
    else { return }
    throw Failure(
      .inputHasErrors,
      "`\(path)` is a link to `\(target)`, which is not inside the folder of sources",
      help: "copy the file into the folder; the folder of sources itself may be a link")
  }

  private static func missing(_ folder: String) -> Failure {
    guard !Files.exists(folder) else {
      return Failure(
        .inputHasErrors, "`\(folder)` is a file, not a folder of sources",
        help:
          "name the folder that contains one folder per policy, as in `policy/LA.CP.MP.53/2023-11.yaml`"
      )
    }
    return Failure(
      .inputHasErrors, "there is no folder `\(folder)` here", help: help(forMissing: folder))
  }

  /// The help for a missing folder of sources, which depends on the current folder.
  private static func help(forMissing folder: String) -> String {
    if Files.exists("revisions.yaml") {
      return "this is the folder of one policy: run the command two folders up, with `cd ../..`"
    }
    let names = (try? Files.names(in: ".")) ?? []
    if names.contains(where: { Files.exists("\($0)/revisions.yaml") }) {
      return "this is the folder of sources itself: run the command one folder up, with `cd ..`"
    }
    for parent in ["..", "../..", "../../.."] where Files.isFolder("\(parent)/\(folder)") {
      return "run the command where `\(folder)` is, with `cd \(parent)`"
    }
    return
      "run the command in the folder that contains `policy/`, name the folder of sources, or start a policy with `policyc new ID`"
  }
}

extension SourceFolder: Equatable {
  /// Whether both contain the same sources.
  static func == (one: SourceFolder, other: SourceFolder) -> Bool {
    one.texts.elementsEqual(other.texts) { $0.path == $1.path && $0.bytes == $1.bytes }
  }
}

extension Compilation {
  init(_ folder: SourceFolder) { self.init(folder.texts, in: folder.path) }
}
