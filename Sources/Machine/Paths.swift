internal import Glibc

/// Functions on paths, and resolution of the files that they lead to.
extension Files {
  /// The absolute path with all links resolved, or the path itself if nothing exists there.
  package static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// As above; if the last component does not exist yet, the path of its folder is resolved.
  package static func resolvedTarget(_ path: String) -> String {
    var path = path
    // Linux follows 40 links at most, which also ends a cycle.
    for _ in 0..<40 {
      if exists(path) { return resolved(path) }
      guard let target = linkTarget(path) else { break }
      path = target.hasPrefix("/") ? target : "\(folder(of: path))/\(target)"
    }
    let parent = resolved(folder(of: path))
    return (parent == "/" ? "" : parent) + "/" + name(of: path)
  }

  /// The target of a symbolic link, or nil if the path is not one.
  package static func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes {
      readlink(path, $0.bindMemory(to: CChar.self).baseAddress!, $0.count)
    }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// The path of the folder that contains a path.
  package static func folder(of path: String) -> String {
    let path = withoutSlashes(path)
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The folder of a relative path, which is empty for a single name.
  static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The last component of a path.
  package static func name(of path: String) -> String {
    withoutSlashes(path).split(separator: "/").last.map(String.init) ?? path
  }

  /// The path without slashes at its end.
  package static func withoutSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}

/// Identifies the file that a path leads to. All paths, links and hard links to the same file have the same identity.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let inode: UInt

  /// Nil if nothing exists at the path.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  package init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}
