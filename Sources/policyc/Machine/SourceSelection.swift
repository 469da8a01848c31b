internal import Diagnostics

/// The sources that a command was pointed at: a folder of sources, or policies and files in one.
struct SourceSelection {
  /// The folder of sources.
  let folder: String
  /// Paths below it to which findings are limited; empty for the whole folder.
  private let limits: [String]

  init(_ paths: [String]) throws(Failure) {
    var folders: Set<String> = []
    var limits: [String] = []
    for path in paths {
      let depth = try SourceSelection.depth(of: path)
      let path = SourceSelection.tidied(path, atLeast: depth)
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      folders.insert(parts.dropLast(depth).joined(separator: "/"))
      if depth > 0 { limits.append(path) }
    }
    guard folders.count <= 1 else {
      throw Failure(
        .wrongUsage,
        "error: the paths lie in several folders of sources: "
          + folders.sorted().map { "`\($0)`" }.joined(separator: ", ")
          + "\nhelp: check one at a time")
    }
    folder = folders.first ?? "policy"
    self.limits = limits.count == paths.count ? limits : []
  }

  /// `2` for a file of a policy, `1` for a policy, `0` for a folder of sources.
  private static func depth(of path: String) throws(Failure) -> Int {
    guard Files.exists(path) else {
      let meant = Files.exists("policy/\(path)") ? "policy/\(path)" : Files.nearest(to: path)
      let help =
        meant.map { "write `\($0)`" } ?? "name a folder of sources, a policy or a file in one"
      throw Failure(.inputHasErrors, "error: there is no `\(path)` here\nhelp: \(help)")
    }
    guard Files.isFolder(path) else { return 2 }
    let holdsSources = try Files.names(in: path).contains {
      $0.hasSuffix(".yaml") && !Files.isFolder("\(path)/\($0)")
    }
    return holdsSources ? 1 : 0
  }

  /// Without a slash at the end or a `./` before it; from the root, where it does not name the
  /// folder of sources itself.
  private static func tidied(_ path: String, atLeast depth: Int) -> String {
    var tidy = path[...]
    while tidy.count > 1, tidy.hasSuffix("/") { tidy.removeLast() }
    while tidy.hasPrefix("./"), tidy.count > 2 { tidy.removeFirst(2) }
    let parts = tidy.split(separator: "/", omittingEmptySubsequences: false)
    let isShort =
      parts.count <= depth || parts.dropFirst(parts.count - depth - 1).contains("..")
      || (depth > 0 && tidy == ".")
    return isShort ? Files.resolved(path) : String(tidy)
  }

  func contains(path: String) -> Bool {
    limits.isEmpty || limits.contains { path == $0 || path.hasPrefix("\($0)/") }
  }

  /// A finding in what policies share stands in the way of all of them.
  func concerns(_ finding: Diagnostic) -> Bool {
    contains(path: finding.label.span.path)
      || finding.label.span.path.hasPrefix("\(folder)/terminology/")
  }

  func contains(policy: String) -> Bool {
    limits.isEmpty
      || limits.contains { $0.split(separator: "/").contains { $0 == policy } }
  }

  var words: String { limits.isEmpty ? folder : limits.joined(separator: ", ") }
}
