internal import Glibc

/// The right to change a folder. One process has it at a time, and loses it when it ends.
///
/// The lock is on the folder itself, so that there is no lock file to leave behind. Whoever gets the lock of a folder that
/// has been exchanged in the meantime locks the new one.
package struct FolderLock: ~Copyable {
  /// The path of the folder without links.
  let path: String
  let descriptor: Int32

  /// Waits for the lock.
  ///
  /// - Parameter makesFolder: whether to make the folder if it does not exist.
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

  /// On a file system without locks, this returns at once; such a folder must have one writer at a time.
  private static func wait(for descriptor: Int32, _ folder: String) {
    for attempt in 0... {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR) {
        return
      }
      if attempt == 200 {
        Terminal.error("waiting for another process that is writing `\(folder)`")
      }
      usleep(10_000)
    }
  }
}
