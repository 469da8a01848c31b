internal import CLinux
internal import Glibc

/// A folder whose files are replaced together: a reader sees all the old files or all the new ones, even after a crash.
///
/// The new folder is written next to the old one, and the two are exchanged once the new one is on the disk. If the
/// folder is a mount point or its parent is not writable, an exchange is impossible. Files are then replaced one by one
/// while readers wait, and a crash leaves a mixture of old and new files, which the next writer completes.
package struct WholeFolder: ~Copyable {
  private let lock: FolderLock
  private let guardName: String
  private let named: String
  private let existed: Bool

  package typealias File = (path: String, bytes: [UInt8])

  /// Makes the folder if it does not exist, waits until no other process writes to it, and removes the leftovers of
  /// killed writers.
  ///
  /// - Parameter guardName: a file that every complete folder contains, and that `FolderSnapshot` locks.
  package init(_ path: String, guardedBy guardName: String) throws(Failure) {
    named = Files.withoutSlashes(path)
    existed = Files.exists(named)
    lock = try FolderLock(path, makesFolder: true)
    self.guardName = guardName
    Files.clearLeftovers(in: Files.folder(of: lock.path))
    Files.clearLeftovers(in: lock.path)
  }

  // Remove the folder that `init` made if nothing was written to it; `rmdir` fails if it is not empty.
  deinit { if !existed { rmdir(lock.path) } }

  /// Replaces the files.
  ///
  /// - Parameters:
  ///   - files: the files to write, with the guard last.
  ///   - removed: files of an earlier writer to remove. All other files in the folder are kept.
  package func replace(with files: [File], removing removed: Set<String>) throws(Failure) {
    var old = try FolderContents(of: lock.path)
    let folders = old.entries.filter(\.entry.isFolder).map { "\(lock.path)/\($0.path)" }
    if Files.clearLeftovers(in: folders) { old = try FolderContents(of: lock.path) }
    try refuseObstacles(to: files, in: old)
    let changed = files.filter { !holds($0, old) }
    guard !changed.isEmpty || removed.contains(where: { old[$0] != nil }) else { return }
    let folder = StagedFolder(
      path: lock.path, named: named, old: old, files: files, changed: Set(changed.map(\.path)),
      removed: removed)
    guard let staged = try folder.write() else {
      return try replaceInPlace(changed, removed, old)
    }
    guard staged.exchange() else {
      staged.remove()
      return try replaceInPlace(changed, removed, old)
    }
    Files.syncFolder(Files.folder(of: lock.path))
    staged.retire(guardName: guardName, removed: removed.union(files.map(\.path)))
  }

  /// Refuses to write if the user has a file or a link where a folder is needed, or a folder where a file is needed.
  private func refuseObstacles(to files: [File], in old: FolderContents) throws(Failure) {
    for file in files {
      var folder = file.path
      while let slash = folder.lastIndex(of: "/") {
        folder = String(folder[..<slash])
        switch old[folder] {
        case .folder, nil: continue
        case .file, .other:
          throw Failure(
            .inputHasErrors,
            "`\(named)/\(folder)` is a file or a link, and a folder is needed there",
            help: "move it away; the target of a link is never changed")
        }
      }
      if case .folder = old[file.path] {
        throw Failure(
          .inputHasErrors, "`\(named)/\(file.path)` is a folder, and a file is needed there",
          help: "move it away")
      }
    }
  }

  private func holds(_ file: File, _ old: FolderContents) -> Bool {
    guard case .file(let size) = old[file.path], size == file.bytes.count,
      let bytes = try? Files.readRegular("\(lock.path)/\(file.path)", limit: size)
    else { return false }
    // `memcmp` is much faster than `==` in a debug build.
    return bytes.count == size && memcmp(bytes, file.bytes, size) == 0
  }

  /// Replaces files one by one while readers wait.
  private func replaceInPlace(_ changed: [File], _ removed: Set<String>, _ old: FolderContents)
    throws(Failure)
  {
    let guardFile = open("\(lock.path)/\(guardName)", O_RDONLY | O_CLOEXEC)
    defer { if guardFile >= 0 { close(guardFile) } }
    while guardFile >= 0, flock(guardFile, LOCK_EX) != 0, errno == EINTR {}
    // The first writer starts with the guard file, so that if it is killed, the next writer knows which files it wrote.
    let isFirst = old[guardName] == nil
    try Files.replace(isFirst ? changed.reversed() : changed, below: lock.path, named: named)
    for path in removed where old[path] != nil {
      unlink("\(lock.path)/\(path)")
      var folder = Files.folder(of: "\(lock.path)/\(path)")
      while folder.utf8.count > lock.path.utf8.count, rmdir(folder) == 0 {
        folder = Files.folder(of: folder)
      }
    }
  }
}
