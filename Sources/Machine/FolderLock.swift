internal import Glibc

/// The right to change a folder, which one process has at a time, and which ends with the process.
///
/// The lock is on the folder itself, so it needs no file, and a folder that was exchanged for another is locked anew.
package struct FolderLock: ~Copyable {
  /// Without links.
  let path: String
  let descriptor: Int32

  /// Waits for the lock.
  ///
  /// - Parameter makesFolder: makes the folder where there is none.
  package init(_ folder: String, makesFolder: Bool = false) throws(Failure) {
    let named = Files.withoutSlashes(folder)
    while true {
      if makesFolder { try Files.makeFolder(named) }
      let descriptor = open(named, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor < 0, errno == ENOENT, makesFolder { continue }
      guard descriptor >= 0 else { throw Files.failure(makesFolder ? .make : .read, named) }
      FolderLock.wait(for: descriptor, named)
      if FileIdentity(named) == FileIdentity(descriptor: descriptor) {
        self.descriptor = descriptor
        path = Files.resolved(named)
        return
      }
      close(descriptor)
    }
  }

  deinit { close(descriptor) }

  /// A file system without locks is one that a single process uses.
  private static func wait(for descriptor: Int32, _ folder: String) {
    for attempt in 0... {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR) {
        return
      }
      if attempt == 200 { Terminal.error("waiting for another process that writes `\(folder)`") }
      usleep(10_000)
    }
  }
}
