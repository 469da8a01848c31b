internal import Diagnostics
internal import Machine

/// The sources that the arguments of a command name: a folder of sources, or policies and files in one.
struct SourceSelection {
  /// The folder of sources.
  let folder: String
  /// The paths below it to which findings are limited; empty for the whole folder.
  private let limits: [String]

  init(_ paths: [String]) throws(Failure) {
    var folders: Set<String> = []
    var limits: [String] = []
    for path in paths {
      let depth = try SourceSelection.depth(of: path)
      let path = SourceSelection.normalized(path, atLeast: depth)
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      folders.insert(parts.dropLast(depth).joined(separator: "/"))
      if depth > 0 { limits.append(path) }
    }
    guard folders.count <= 1 else {
      throw Failure(
        .wrongUsage,
        "the paths are in several folders of sources: "
          + folders.sorted().map { "`\($0)`" }.joined(separator: ", "),
        help: "run the command once for each folder")
    }
    folder = folders.first ?? "policy"
    self.limits = limits.count == paths.count ? limits : []
  }

  /// The number of levels below the folder of sources: 2 for a file of a policy, 1 for a policy, 0 for the folder
  /// itself.
  private static func depth(of path: String) throws(Failure) -> Int {
    guard Files.exists(path) else {
      let meant = Files.exists("policy/\(path)") ? "policy/\(path)" : Files.nearest(to: path)
      throw Failure(
        .inputHasErrors, "there is no `\(path)` here",
        help: meant.map { "write `\($0)`" } ?? "name a folder of sources, a policy or a file in one"
      )
    }
    guard Files.isFolder(path) else { return 2 }
    let containsSources = try Files.names(in: path).contains {
      $0.hasSuffix(".yaml") && !Files.isFolder("\(path)/\($0)")
    }
    return containsSources ? 1 : 0
  }

  /// The path without a slash at its end or `./` at its start.
  ///
  /// If it is too short to include the folder of sources, it becomes an absolute path.
  private static func normalized(_ path: String, atLeast depth: Int) -> String {
    var short = Files.withoutSlashes(path)[...]
    while short.hasPrefix("./"), short.count > 2 { short.removeFirst(2) }
    let parts = short.split(separator: "/", omittingEmptySubsequences: false)
    let isTooShort =
      parts.count <= depth || parts.dropFirst(parts.count - depth - 1).contains("..")
      || (depth > 0 && short == ".")
    return isTooShort ? Files.resolved(path) : String(short)
  }

  func contains(path: String) -> Bool {
    limits.isEmpty || limits.contains { path == $0 || path.hasPrefix("\($0)/") }
  }

  /// Whether a finding belongs to the selection. A finding in a file that policies share concerns all of them.
  func concerns(_ finding: Diagnostic) -> Bool {
    contains(path: finding.label.span.path)
      || finding.label.span.path.hasPrefix("\(folder)/terminology/")
  }

  func contains(policy: String) -> Bool {
    limits.isEmpty
      || limits.contains { $0.split(separator: "/").contains { $0 == policy } }
  }

  /// The selection as a user would name it.
  var text: String { limits.isEmpty ? folder : limits.joined(separator: ", ") }
}
