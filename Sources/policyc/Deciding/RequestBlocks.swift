internal import DecisionRequests
internal import Diagnostics
internal import Glibc
internal import Machine
internal import MessageText

/// Reads a file of requests or standard input in blocks of whole requests, with bounded memory.
///
/// A block ends with the last whole request that one call of `read` returns, so that a client that waits for each answer
/// before it sends the next request gets its answer.
struct RequestBlocks: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let longest: Int
  /// The bytes that were read after the last whole request.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  private var isFirst = true
  /// Whether the last request was too long, so that the rest of its line is skipped.
  private var isSkipping = false
  /// Whether `rest` is known not to contain a whole request.
  private var isRestScanned = false
  /// Finds the ends of rows; nil if each line is a request.
  private var rows: CSVScanner?
  /// The size of the file in bytes, or nil if it is not a regular file.
  let size: Int?
  /// How many bytes of it were read so far.
  private(set) var readCount = 0

  static let blockSize = 1 << 19

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - longest: the length in bytes at which a line is cut; one more byte is kept, which tells that it was longer.
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

  /// Reads the beginning of the file and decides how the rest is read.
  ///
  /// - Parameters:
  ///   - stated: the format that the user asks for.
  ///   - facts: the names that a column can have.
  mutating func start(
    named name: String, stated: RequestFormat.Stated?, facts: Set<String>
  ) throws(Failure) -> RequestFileStart {
    var beginning: [UInt8] = []
    while !isAtEnd, beginning.count <= longest, !RequestFileStart.isWhole(beginning) {
      try read(into: &beginning)
    }
    do throws(RequestFileError) {
      let start = try RequestFileStart(beginning, named: name, stated: stated, facts: facts)
      beginning.removeFirst(start.size)
      rest = beginning
      rows = start.format.columns.map { CSVScanner(delimiter: $0.delimiter) }
      return start
    } catch {
      let name = name == "-" ? "standard input" : "`\(name.printable)`"
      throw Failure(
        .inputHasErrors, "\(name): \(error.message)", help: error.help)
    }
  }

  /// Fills a block with the next requests.
  ///
  /// - Returns: false at the end.
  mutating func next(into block: inout [UInt8]) throws(Failure) -> Bool {
    block.removeAll(keepingCapacity: true)
    swap(&block, &rest)
    var scanned = isRestScanned ? block.count : 0
    isRestScanned = true
    while true {
      skipRest(of: &block, from: scanned)
      if let end = endOfRequests(in: block, from: scanned) {
        rest += block[end...]
        block.removeSubrange(end...)
        return true
      }
      if block.count > longest, !isSkipping {
        block.removeSubrange((longest + 1)...)
        if var row = rows.map({ CSVScanner(delimiter: $0.delimiter) }) {
          _ = block.withUnsafeBufferPointer { row.endOfRecord(in: $0, from: 0) }
          // The end of the quoted field was not read, so it is unknown where the next row begins.
          if row.isInQuotes {
            isAtEnd = true
            return true
          }
        }
        isSkipping = true
      }
      guard !isAtEnd else { return !block.isEmpty }
      scanned = block.count
      try read(into: &block)
    }
  }

  /// Drops the rest of a request that was too long, up to its line break.
  private mutating func skipRest(of block: inout [UInt8], from start: Int) {
    guard isSkipping else { return }
    var end = block[start...].firstIndex(of: 0x0A)
    if rows != nil {
      end = block.withUnsafeBufferPointer { rows?.endOfRecord(in: $0, from: start) }.map { $0 - 1 }
    }
    block.removeSubrange(start..<(end ?? block.count))
    isSkipping = end == nil
  }

  /// The offset after the last whole request.
  ///
  /// - Parameter start: the offset of the first byte that was not scanned before.
  private mutating func endOfRequests(in block: [UInt8], from start: Int) -> Int? {
    guard var scanner = rows else { return block[start...].lastIndex(of: 0x0A).map { $0 + 1 } }
    var last: Int?
    block.withUnsafeBufferPointer { bytes in
      var offset = start
      while let end = scanner.endOfRecord(in: bytes, from: offset) {
        last = end
        offset = end
      }
    }
    rows = scanner
    return last
  }

  private mutating func read(into block: inout [UInt8]) throws(Failure) {
    let count = try Files.append(
      upTo: RequestBlocks.blockSize, from: descriptor, path, to: &block)
    isAtEnd = count == 0
    readCount += count
    // UTF-8 does not need a byte order mark.
    if isFirst, block.starts(with: [0xEF, 0xBB, 0xBF]) { block.removeFirst(3) }
    isFirst = false
  }
}
