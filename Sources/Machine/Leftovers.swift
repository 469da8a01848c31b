internal import Glibc

/// The temporary names of files and folders that are written next to those that they will replace.
enum Leftover {
  private static let mark = ".policyc-"

  /// A random hidden path in the same folder.
  static func path(nextTo path: String) -> String {
    let folder = Files.folder(of: path)
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let padding = String(repeating: "0", count: 16 - digits.count)
    return (folder == "/" ? "" : folder) + "/.\(Files.name(of: path))\(mark)\(padding)\(digits)"
  }

  static func isName(_ name: String) -> Bool {
    guard let mark = name.ranges(of: mark).last else { return false }
    let digits = name[mark.upperBound...]
    if name.hasPrefix(".") { return digits.count == 16 && digits.allSatisfy(\.isHexDigit) }
    // Version 0.1.0 appended its process identifier to the name of the file.
    return !digits.isEmpty && digits.count <= 10 && digits.allSatisfy { "0"..."9" ~= $0 }
  }
}

extension Files {
  /// Whether this is the name of a temporary file or folder, in use or left by a killed process.
  package static func isTemporaryName(_ name: String) -> Bool { Leftover.isName(name) }

  /// Removes the temporary files that killed processes left in a folder. Those of running processes are locked and
  /// stay.
  package static func clearLeftovers(in folder: String) { clearLeftovers(in: [folder]) }

  /// As above, in several folders.
  ///
  /// - Returns: whether something was removed.
  @discardableResult
  static func clearLeftovers(in folders: [String]) -> Bool {
    var hasCleared = false
    for folder in folders {
      for name in (try? allNames(in: folder)) ?? [] where Leftover.isName(name) {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { continue }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
        removeTree(path)
        hasCleared = true
      }
    }
    return hasCleared
  }

  /// Removes a file, or a folder with everything in it. Links are removed and not followed.
  static func removeTree(_ path: String) {
    if unlink(path) == 0 { return }
    for name in (try? allNames(in: path)) ?? [] { removeTree("\(path)/\(name)") }
    rmdir(path)
  }
}
