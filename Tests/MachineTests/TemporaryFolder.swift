import Foundation

/// A temporary folder that is removed after the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/machine-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// The sorted paths of all files below a folder. Links are not followed.
  func files(in folder: String = "") -> [String] {
    let root = "\(path)/\(folder)"
    return (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [])
      .filter {
        var isFolder: ObjCBool = false
        let isLink =
          (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(root)/\($0)")) != nil
        return isLink
          || FileManager.default.fileExists(atPath: "\(root)/\($0)", isDirectory: &isFolder)
            && !isFolder.boolValue
      }.sorted()
  }
}
