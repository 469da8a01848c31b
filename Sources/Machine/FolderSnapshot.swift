internal import Glibc

/// A consistent view of a folder, for reading several files that one writer wrote together.
///
/// While a snapshot exists, a writer that replaces the folder does not delete the old one.
package struct FolderSnapshot: ~Copyable {
  private let path: String
  private let folder: Int32
  private let guardFile: Int32

  /// - Parameter guardName: a file that every complete folder contains. Each reader holds a shared lock on it.
  /// - Returns: nil if the folder or the guard file does not exist.
  package init?(_ path: String, guardedBy guardName: String) throws(Failure) {
    self.path = path
    while true {
      let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard folder >= 0 else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw Files.failure(.read, path)
      }
      let guardFile = openat(folder, guardName, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard guardFile >= 0 else {
        let number = errno
        let isCurrent = FileIdentity(path) == FileIdentity(descriptor: folder)
        close(folder)
        // A writer may have replaced the folder after it was opened.
        if !isCurrent { continue }
        if number == ENOENT { return nil }
        errno = number
        throw Files.failure(.read, "\(path)/\(guardName)")
      }
      while flock(guardFile, LOCK_SH) != 0, errno == EINTR {}
      // The lock protects the folder only if it is still the current one after locking.
      if FileIdentity("\(path)/\(guardName)") == FileIdentity(descriptor: guardFile),
        FileIdentity(path) == FileIdentity(descriptor: folder)
      {
        (self.folder, self.guardFile) = (folder, guardFile)
        return
      }
      close(guardFile)
      close(folder)
    }
  }

  deinit {
    close(guardFile)
    close(folder)
  }

  package func holds(_ file: String) -> Bool { faccessat(folder, file, F_OK, 0) == 0 }

  package func read(_ file: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    try Files.readRegular(file, in: folder, named: "\(path)/\(file)", limit: limit)
  }
}
