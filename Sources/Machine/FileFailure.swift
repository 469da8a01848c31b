internal import Diagnostics
internal import Glibc
internal import MessageText

/// Describes why a file cannot be read or written, and what to do about it.
extension Files {
  package enum Action: String {
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

  /// The failure that `errno` describes.
  package static func failure(_ action: Action, _ path: String) -> Failure {
    let number = errno
    let (problem, help) = description(of: number, action, path)
    let isInputError = action == .read && [ENOENT, ENOTDIR, EISDIR, ELOOP].contains(number)
    return Failure(isInputError ? .inputHasErrors : .machineFailed, problem, help: help)
  }

  private static func description(of number: Int32, _ action: Action, _ path: String)
    -> (problem: String, help: String?)
  {
    let parent = folder(of: path)
    let reason = String(cString: strerror(number)).lowercased()
    switch number {
    case ENOENT where action == .read:
      return ("there is no file `\(path)`", helpForMissing(path))
    case ENOENT where !isFolder(parent):
      return (
        "there is no folder `\(parent)` for `\(path)`",
        "make it with `mkdir -p \(parent)`, or name another path"
      )
    case EISDIR:
      return ("`\(path)` is a folder, not a file", "name a file in it")
    case ENOTDIR:
      return (
        "`\(fileAmongFolders(of: path))` is a file, not a folder",
        action == .read ? "name a file that exists" : "name another path, or move that file away"
      )
    case ELOOP:
      return ("`\(path)` is a link that leads back to itself", "remove the link")
    case EACCES, EPERM, EROFS:
      let help =
        action == .read
        ? "give yourself permission with `chmod u+r`, or run as a user who may read it"
        : "name a path where you may write, or give yourself permission to write into `\(parent)`"
      return ("`\(path)` cannot be \(action.participle): \(reason)", help)
    case ENOSPC, EDQUOT:
      return (
        "`\(path)` cannot be written: \(reason)", "free space on the disk, or name another path"
      )
    case EPIPE:
      return ("the reader of `\(path)` has closed it", nil)
    default:
      return ("cannot \(action.rawValue) `\(path)`: \(reason)", nil)
    }
  }

  /// The help for a file that does not exist.
  private static func helpForMissing(_ path: String) -> String {
    if let target = linkTarget(path) {
      return "it is a link to `\(target)`, which does not exist: remove the link or correct it"
    }
    if let near = nearest(to: path) { return "write `\(near)`" }
    let parent = folder(of: path)
    let missing = isFolder(parent) ? "" : "there is no folder `\(parent)` either; "
    guard !path.hasPrefix("/") else { return "\(missing)name a file that exists" }
    return "\(missing)name a file that exists, relative to `\(resolved("."))`"
  }

  /// The existing path that the user probably meant, or nil.
  package static func nearest(to path: String) -> String? {
    let parent = folder(of: path)
    guard let names = try? names(in: parent),
      let near = nearestName(to: name(of: path), among: names)
    else { return nil }
    return path.contains("/") ? "\(parent == "/" ? "" : parent)/\(near)" : near
  }

  /// The shortest prefix of a path that should be a folder but is a file.
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
