internal import Glibc

/// A file or standard input, in blocks of whole lines, in bounded memory.
///
/// A block is what one reading gives, so that whoever waits for an answer before the next request
/// gets it.
struct RequestBlocks: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let longest: Int
  /// What was read behind the last whole line.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  private var isFirst = true
  /// Within a line that was too long: the rest of it is passed over.
  private var isPassingOver = false
  /// Of the whole file, where that is known, and how much of it was read.
  let size: Int?
  private(set) var readCount = 0

  static let blockSize = 1 << 19

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - longest: of a longer line this many bytes and one more are kept.
  init(path: String, longest: Int) throws(Failure) {
    self.path = path
    self.longest = longest
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.read, path) }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : nil
    _ = posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// Fills a block with the next lines.
  ///
  /// - Returns: false at the end.
  mutating func next(into block: inout [UInt8]) throws(Failure) -> Bool {
    block.removeAll(keepingCapacity: true)
    swap(&block, &rest)
    // What stands behind the first line may hold whole ones.
    if let last = block.lastIndex(of: 0x0A) {
      rest += block[(last + 1)...]
      block.removeSubrange((last + 1)...)
      return true
    }
    while !isAtEnd {
      let start = block.count
      try read(into: &block)
      if isPassingOver {
        guard let end = block[start...].firstIndex(of: 0x0A) else {
          block.removeSubrange(start...)
          continue
        }
        block.removeSubrange(start..<end)
        isPassingOver = false
      }
      if let last = block[start...].lastIndex(of: 0x0A) {
        rest += block[(last + 1)...]
        block.removeSubrange((last + 1)...)
        return true
      }
      if block.count > longest {
        block.removeSubrange((longest + 1)...)
        isPassingOver = true
      }
    }
    return !block.isEmpty
  }

  /// The first line, without its line break; before any block.
  mutating func firstLine() throws(Failure) -> [UInt8] {
    var block: [UInt8] = []
    guard try next(into: &block) else { return [] }
    let end = block.firstIndex(of: 0x0A) ?? block.count
    rest = Array(block[min(end + 1, block.count)...]) + rest
    let line = block[..<end]
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private mutating func read(into block: inout [UInt8]) throws(Failure) {
    let count = try Files.append(
      upTo: RequestBlocks.blockSize, from: descriptor, path, to: &block)
    isAtEnd = count == 0
    readCount += count
    // A byte order mark at the start says nothing that UTF-8 needs.
    if isFirst, block.starts(with: [0xEF, 0xBB, 0xBF]) { block.removeFirst(3) }
    isFirst = false
  }
}
