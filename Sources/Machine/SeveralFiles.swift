internal import Glibc

extension Files {
  /// Replaces several files. All of them are written before the first one is replaced, so that a full disk changes nothing.
  ///
  /// - Parameters:
  ///   - files: their paths below the folder, in the order in which they are replaced.
  ///   - named: the folder as the user named it.
  package static func replace(
    _ files: [(path: String, bytes: [UInt8])], below folder: String, named: String
  ) throws(Failure) {
    var staged: [TemporaryFile] = []
    do throws(Failure) {
      for file in files {
        let path = "\(folder)/\(file.path)"
        try makeFolder(self.folder(of: path))
        let temporary = try TemporaryFile(for: path)
        staged.append(temporary)
        try append(file.bytes, to: temporary.descriptor, "\(named)/\(file.path)")
      }
    } catch {
      for file in staged { file.abandon() }
      throw error
    }
    for (index, file) in staged.enumerated() {
      do throws(Failure) {
        try file.rename()
      } catch {
        for file in staged[index...] { file.abandon() }
        throw error
      }
    }
  }
}
