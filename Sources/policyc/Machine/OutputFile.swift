internal import Glibc

/// Standard output, or a file that is written beside its place and renamed into it when whole.
struct OutputFile {
  private let path: String?
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// - Parameter path: nil is standard output.
  init(path: String?) throws(Failure) {
    self.path = path
    guard let path else {
      descriptor = 1
      return
    }
    descriptor = open(path + ".next", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Files.failure("write", path) }
  }

  mutating func write(line: [UInt8]) throws(Failure) {
    buffer += line
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 16 { try flush() }
  }

  mutating func flush() throws(Failure) {
    try Files.append(buffer[...], to: descriptor, path ?? "standard output")
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws(Failure) {
    try flush()
    guard let path else { return }
    close(descriptor)
    try Files.rename(path + ".next", to: path)
  }
}
