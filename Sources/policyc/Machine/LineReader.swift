internal import Glibc

/// The lines of a file or of standard input, one at a time, in bounded memory.
struct LineReader {
  private let descriptor: Int32
  private let path: String
  private let longest: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var isFirst = true

  /// - Parameter path: `-` is standard input.
  /// - Parameter longest: of a longer line this many bytes and one more are kept.
  init(path: String, longest: Int) throws(Failure) {
    self.path = path
    self.longest = longest
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure("read", path) }
  }

  /// Whether the next line is here already.
  var hasLine: Bool { buffer[start...].contains(UInt8(ascii: "\n")) }

  /// The next line without its line break, or nil at the end.
  mutating func next() throws(Failure) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        keep(buffer[start..<end], in: &line)
        start = end + 1
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
      }
      keep(buffer[start...], in: &line)
      start = 0
      if isAtEnd {
        buffer = []
        return line.isEmpty ? nil : line
      }
      try fill()
    }
  }

  private func keep(_ bytes: ArraySlice<UInt8>, in line: inout [UInt8]) {
    line += bytes.prefix(max(0, longest + 1 - line.count))
  }

  private mutating func fill() throws(Failure) {
    let size = 1 << 18
    buffer = Array(repeating: 0, count: size)
    var count = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, size) }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw Files.failure("read", path) }
    buffer.removeLast(size - count)
    isAtEnd = count == 0
    // A byte order mark at the start says nothing that UTF-8 needs.
    if isFirst, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    isFirst = false
  }
}
