internal import Glibc

/// Functions that write and replace single files.
extension Files {
  package static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String)
    throws(Failure)
  {
    try bytes.withUnsafeBufferPointer { bytes -> Result<Void, Failure> in
      do throws(Failure) {
        return .success(try append(bytes, to: descriptor, path))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  package static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32, _ path: String
  ) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(.write, path)
      }
      written += count
    }
  }

  /// Replaces a file as a whole: a reader sees the old bytes or the new ones, even after a crash.
  ///
  /// Links are followed, and the file keeps its permissions.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    let target = resolvedTarget(path)
    clearLeftovers(in: folder(of: target))
    let file = try TemporaryFile(for: target)
    do throws(Failure) {
      try append(bytes, to: file.descriptor, path)
      try file.rename()
    } catch {
      file.abandon()
      throw error
    }
  }

  package static func remove(_ path: String) { _ = Glibc.remove(path) }

  /// Waits until the bytes of a file are on the disk.
  ///
  /// - Returns: false if they could not be written; a file system that does not support the call counts as success.
  static func sync(_ descriptor: Int32) -> Bool {
    fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS
  }

  /// Waits until the entries of a folder are on the disk, if the file system supports it.
  static func syncFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
