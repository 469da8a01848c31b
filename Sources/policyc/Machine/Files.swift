internal import Glibc

/// Reading and replacing files.
enum Files {
  /// The bytes of a file, at most `limit` of them and one more.
  static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.read, path) }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    // One byte more than there are, so that the end is seen without making more room; a pipe does
    // not say how many there are.
    let room = size > 0 ? size + 1 : 1 << 16
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let wanted = min(room, limit == .max ? room : limit + 1 - bytes.count)
      guard try append(upTo: wanted, from: descriptor, path, to: &bytes) > 0 else { break }
    }
    return bytes
  }

  /// Appends what one reading gives.
  ///
  /// - Returns: how many bytes that is; 0 is the end.
  static func append(
    upTo wanted: Int, from descriptor: Int32, _ path: String, to bytes: inout [UInt8]
  ) throws(Failure) -> Int {
    var count = 0
    bytes.append(addingCapacity: wanted) { span in
      span.withUnsafeMutableBufferPointer { buffer, filled in
        repeat {
          count = Glibc.read(descriptor, buffer.baseAddress, wanted)
        } while count < 0 && errno == EINTR
        filled = max(0, count)
      }
    }
    guard count >= 0 else { throw failure(.read, path) }
    return count
  }

  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(.write, path) }
    defer { close(descriptor) }
    try append(bytes, to: descriptor, path)
  }

  static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes -> Result<Void, Failure> in
      do throws(Failure) {
        return .success(try append(bytes, to: descriptor, path))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Writes beside the place and renames into it, so that no one reads half a file; a link is
  /// followed.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    let place = resolved(path)
    let beside = temporaryName(beside: place)
    do throws(Failure) {
      try write(bytes, to: beside)
      try rename(beside, to: place)
    } catch {
      remove(beside)
      throw error
    }
  }

  static func append(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32, _ path: String)
    throws(Failure)
  {
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

  static func rename(_ path: String, to other: String) throws(Failure) {
    guard Glibc.rename(path, other) == 0 else { throw failure(.write, other) }
  }

  static func makeFolder(_ path: String) throws(Failure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(component) : "/\(component)"
      guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw failure(.make, made) }
    }
    guard isFolder(path) else {
      errno = ENOTDIR
      throw failure(.make, path)
    }
  }

  /// The place that a path leads to, links followed.
  static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// A name in the same folder that no one else uses.
  static func temporaryName(beside path: String) -> String { "\(path).policyc-\(getpid())" }

  static func remove(_ path: String) { _ = Glibc.remove(path) }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; hidden ones are left out.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else { throw failure(.read, folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
