internal import Glibc

extension Files {
  /// Replaces several files. All of them are on the disk before the first one is replaced, so a full disk leaves every
  /// old file unchanged.
  ///
  /// - Parameters:
  ///   - files: their paths below the folder, in the order in which they are replaced.
  ///   - named: the folder as the user named it.
  package static func replace(
    _ files: [(path: String, bytes: [UInt8])], below folder: String, named: String
  ) throws(Failure) {
    allowOpenFiles(files.count)
    var finished: [TemporaryFile] = []
    do throws(Failure) {
      for file in files {
        let path = "\(folder)/\(file.path)"
        try makeFolder(self.folder(of: path))
        let temporary = try TemporaryFile(for: path)
        do throws(Failure) {
          try append(file.bytes, to: temporary.descriptor, "\(named)/\(file.path)")
          // The file stays open, and therefore locked, until it has its final name. Otherwise another command would
          // remove it as a leftover.
          try temporary.sync()
        } catch {
          temporary.abandon()
          throw error
        }
        finished.append(temporary)
      }
    } catch {
      for file in finished { file.abandon() }
      throw error
    }
    for (index, file) in finished.enumerated() {
      do throws(Failure) {
        try file.renameSynced()
      } catch {
        for file in finished[index...] { file.abandon() }
        throw error
      }
    }
  }

  /// Raises the limit of open files, which is low by default, up to the hard limit if necessary.
  private static func allowOpenFiles(_ count: Int) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, rlim_t(count + 256)))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
