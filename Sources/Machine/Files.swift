internal import Glibc

/// Functions that read files and query paths.
package enum Files {
  /// The bytes of a file or a pipe, at most `limit + 1` of them.
  package static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.read, path) }
    defer { close(descriptor) }
    return try read(descriptor, path, limit: limit)
  }

  /// As above, but only from a regular file: a pipe or a device is refused, because reading it could block.
  package static func readRegular(
    _ path: String, in folder: Int32 = AT_FDCWD, named name: String? = nil, limit: Int = .max
  ) throws(Failure) -> [UInt8] {
    let descriptor = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    let name = name ?? path
    guard descriptor >= 0 else {
      // `open` fails in this way for a socket.
      guard errno != ENXIO else { throw irregular(name) }
      throw failure(.read, name)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.read, name) }
    if status.st_mode & S_IFMT == S_IFDIR {
      errno = EISDIR
      throw failure(.read, name)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw irregular(name) }
    return try read(descriptor, name, limit: limit)
  }

  private static func irregular(_ path: String) -> Failure {
    Failure(
      .inputHasErrors, "`\(path)` is not a regular file",
      help: "move it away, or name a regular file: pipes, sockets and devices are not read")
  }

  private static func read(_ descriptor: Int32, _ path: String, limit: Int) throws(Failure)
    -> [UInt8]
  {
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    // One byte more than the size detects the end of the file without another allocation. The size of a pipe is
    // unknown.
    let capacity = size > 0 ? size + 1 : 1 << 16
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let count = min(capacity, limit == .max ? capacity : limit + 1 - bytes.count)
      guard try append(upTo: count, from: descriptor, path, to: &bytes) > 0 else { break }
    }
    return bytes
  }

  /// Appends the bytes that one call of `read` returns.
  ///
  /// - Returns: the number of bytes appended; 0 at the end.
  package static func append(
    upTo count: Int, from descriptor: Int32, _ path: String, to bytes: inout [UInt8]
  ) throws(Failure) -> Int {
    var result = 0
    bytes.append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { buffer, filled in
        repeat {
          result = Glibc.read(descriptor, buffer.baseAddress, count)
        } while result < 0 && errno == EINTR
        filled = max(0, result)
      }
    }
    guard result >= 0 else { throw failure(.read, path) }
    return result
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  package static func isRegular(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The sorted names in a folder, without hidden ones.
  package static func names(in folder: String) throws(Failure) -> [String] {
    try allNames(in: folder).filter { !$0.hasPrefix(".") }
  }

  /// The sorted names in a folder, including hidden ones.
  package static func allNames(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else { throw failure(.read, folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package static func makeFolder(_ path: String) throws(Failure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(component) : "/\(component)"
      guard mkdir(made, 0o755) == 0 || errno == EEXIST || isFolder(made) else {
        throw failure(.make, made)
      }
    }
    guard isFolder(path) else {
      errno = ENOTDIR
      throw failure(.make, path)
    }
  }
}
