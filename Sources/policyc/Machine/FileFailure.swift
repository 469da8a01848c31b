internal import Diagnostics
internal import Glibc

/// Why the machine did not do something with a file: where, why, and what to do.
extension Files {
  enum Deed: String {
    case read, write, make, watch

    fileprivate var participle: String {
      switch self {
      case .read: "read"
      case .write: "written"
      case .make: "made"
      case .watch: "watched"
      }
    }
  }

  /// What the last call of the system says of a path.
  static func failure(_ deed: Deed, _ path: String) -> Failure {
    let number = errno
    let (message, help) = words(of: number, deed, path)
    let isOfTheInput = deed == .read && [ENOENT, ENOTDIR, EISDIR].contains(number)
    return Failure(
      isOfTheInput ? .inputHasErrors : .machineFailed,
      "error: \(message)" + (help.map { "\nhelp: \($0)" } ?? ""))
  }

  private static func words(of number: Int32, _ deed: Deed, _ path: String)
    -> (message: String, help: String?)
  {
    let above = folder(of: path)
    let reason = String(cString: strerror(number)).lowercased()
    switch number {
    case ENOENT where deed == .read:
      return ("there is no file `\(path)`", helpLacking(path))
    case ENOENT where !isFolder(above):
      return (
        "there is no folder `\(above)` for `\(path)`",
        "make it with `mkdir -p \(above)`, or name another place"
      )
    case EISDIR:
      return ("`\(path)` is a folder, not a file", "name a file in it")
    case ENOTDIR:
      return (
        "`\(fileAmongFolders(of: path))` is a file, not a folder",
        deed == .read
          ? "name a file that is there" : "name another place, or move that file away"
      )
    case EACCES, EPERM, EROFS:
      let help =
        deed == .read
        ? "let yourself read it, as with `chmod u+r`, or run as someone who may"
        : "name a place where you may write, or let yourself write into `\(above)`"
      return ("`\(path)` may not be \(deed.participle): \(reason)", help)
    case ENOSPC, EDQUOT:
      return (
        "`\(path)` cannot be written: \(reason)", "make room on the disk, or name another place"
      )
    default:
      return ("cannot \(deed.rawValue) `\(path)`: \(reason)", nil)
    }
  }

  /// What to do where a file is not there.
  private static func helpLacking(_ path: String) -> String {
    if let near = nearest(to: path) { return "write `\(near)`" }
    let above = folder(of: path)
    let missing = isFolder(above) ? "" : "there is no folder `\(above)` either; "
    guard !path.hasPrefix("/") else { return "\(missing)name a file that is there" }
    return "\(missing)name a file that is there, from `\(resolved("."))` where this was run"
  }

  /// A path that is there and was probably meant.
  static func nearest(to path: String) -> String? {
    let above = folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let names = try? names(in: above), let near = nearestName(to: name, among: names) else {
      return nil
    }
    return path.contains("/") ? "\(above == "/" ? "" : above)/\(near)" : near
  }

  /// The folder in which a path lies.
  private static func folder(of path: String) -> String {
    var tidy = path[...]
    while tidy.count > 1, tidy.hasSuffix("/") { tidy.removeLast() }
    guard let slash = tidy.lastIndex(of: "/") else { return "." }
    return slash == tidy.startIndex ? "/" : String(tidy[..<slash])
  }

  /// The first part of a path that should be a folder and is none.
  private static func fileAmongFolders(of path: String) -> String {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      if exists(part), !isFolder(part) { return part }
    }
    return path
  }
}
