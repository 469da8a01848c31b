internal import Glibc

/// An exclusive lock on a folder for a process that changes it. It is released when the process ends.
///
/// The folder itself is locked, so a killed process leaves no lock file. If the folder has been exchanged while a
/// process waited for the lock, the process locks the new folder instead.
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

  /// On a file system without locks this returns at once, so a folder there must not have two writers at the same time.
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
