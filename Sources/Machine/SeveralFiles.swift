internal import Glibc

extension Files {
  /// Replaces several files. All of them are on the disk before the first one is replaced, so that a full disk changes
  /// nothing.
  ///
  /// - Parameters:
  ///   - files: their paths below the folder, in the order in which they are replaced.
  ///   - named: the folder as the user named it.
  package static func replace(
    _ files: [(path: String, bytes: [UInt8])], below folder: String, named: String
  ) throws(Failure) {
    var finished: [TemporaryFile] = []
    do throws(Failure) {
      for file in files {
        let path = "\(folder)/\(file.path)"
        try makeFolder(self.folder(of: path))
        let temporary = try TemporaryFile(for: path)
        do throws(Failure) {
          try append(file.bytes, to: temporary.descriptor, "\(named)/\(file.path)")
          // Open files are limited, and a build can have more.
          try temporary.finish()
        } catch {
          temporary.abandon()
          throw error
        }
        finished.append(temporary)
      }
    } catch {
      for file in finished { file.remove() }
      throw error
    }
    for (index, file) in finished.enumerated() {
      do throws(Failure) {
        try file.renameSynced()
      } catch {
        for file in finished[index...] { file.remove() }
        throw error
      }
    }
  }
}
