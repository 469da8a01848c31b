internal import CLinux
internal import Glibc

/// A file that is written next to the one that it will replace.
///
/// It has a random hidden name, and is locked while its process runs, which distinguishes it from the leftovers of
/// killed processes.
struct TemporaryFile: Sendable {
  let descriptor: Int32
  private let path: String
  private let target: String

  /// - Parameter target: a path without links.
  init(for target: String) throws(Failure) {
    self.target = target
    var status = stat()
    let exists = stat(target, &status) == 0
    while true {
      let path = Leftover.path(nextTo: target)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw Files.failure(.write, target) }
      // Another process may have taken the file for a leftover before it was locked.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK,
        FileIdentity(path) == FileIdentity(descriptor: descriptor)
      else {
        close(descriptor)
        continue
      }
      if exists {
        // This fails unless the user owns the file or is root.
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        fchmod(descriptor, status.st_mode & 0o7777)
      }
      (self.path, self.descriptor) = (path, descriptor)
      return
    }
  }

  /// Starts to write a part of the file to the disk, so that `rename` has to wait for less.
  func beginWriteOut(from offset: Int, count: Int) {
    begin_write_out(descriptor, Int64(offset), Int64(count))
  }

  /// Replaces the target, once the bytes are on the disk.
  func rename() throws(Failure) {
    try sync()
    try renameSynced()
  }

  /// Waits until the bytes are on the disk.
  func sync() throws(Failure) {
    guard Files.sync(descriptor) else { throw Files.failure(.write, target) }
  }

  /// Replaces the target by a synced file, and closes it.
  func renameSynced() throws(Failure) {
    guard Glibc.rename(path, target) == 0 else { throw Files.failure(.write, target) }
    Files.syncFolder(Files.folder(of: target))
    close(descriptor)
  }

  func abandon() {
    unlink(path)
    close(descriptor)
  }
}
