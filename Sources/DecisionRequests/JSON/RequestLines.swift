internal import Glibc

/// The lines of a block, in order.
package struct RequestLines: BitwiseCopyable {
  private let block: UnsafeBufferPointer<UInt8>
  private var start = 0
  /// The number of bytes that can be read after the last line.
  private(set) var readable = 0

  package init(_ block: UnsafeBufferPointer<UInt8>) { self.block = block }

  /// The next line without its line break, which is LF or CR LF.
  package mutating func next() -> UnsafeBufferPointer<UInt8>? {
    guard start < block.count, let base = block.baseAddress.map({ $0 + start }) else { return nil }
    let rest = block.count - start
    let found = memchr(base, 0x0A, rest).map { UnsafeRawPointer(base).distance(to: $0) }
    var count = found ?? rest
    start += count + 1
    if count > 0, base[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    readable = rest - count
    return UnsafeBufferPointer(start: base, count: count)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a line has only spaces and tabs.
  var isBlank: Bool {
    guard let first else { return true }
    return first <= 0x20 && allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
