public import CByteScan

/// A position in a JSON text, with fast functions that step over what usually follows: plain
/// strings (ASCII without escapes), numbers, and the words `true`, `false` and `null`.
///
/// `JSONTape` is built on it. After a string that is not plain, the position is undefined; the tape
/// then decodes the string byte by byte, or reports what is wrong with it.
public struct JSONScanner: BitwiseCopyable {
  // Because the text is padded, most steps need not check for its end.
  public var position: UnsafePointer<UInt8>
  public let end: UnsafePointer<UInt8>

  @inlinable public init(_ text: PaddedText) {
    position = text.start
    end = text.start + text.count
  }

  @inlinable public var isAtEnd: Bool { position == end }

  /// The byte at the position; at the end it is a control character.
  @inlinable public var byte: UInt8 { position.pointee }

  // Rare steps are separate functions that are not inlined and take addresses, so that the position
  // stays in a register.

  @inlinable @inline(__always) public mutating func skipSpace() {
    if position.pointee <= 0x20 { position = JSONScanner.afterSpace(position, end) }
  }

  @usableFromInline @inline(never) static func afterSpace(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var position = start
    while position < end {
      switch position.pointee {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return position
      }
    }
    return position
  }

  /// Steps over a punctuation byte of JSON and the white space around it.
  @inlinable @inline(__always) public mutating func take(_ byte: UInt8) -> Bool {
    if position.pointee != byte {
      skipSpace()
      guard position.pointee == byte else { return false }
    }
    position += 1
    skipSpace()
    return true
  }

  /// Steps over a plain string.
  ///
  /// - Returns: its content, from whose start 32 bytes can be read; nil if the string is not plain.
  @inlinable @inline(__always)
  public mutating func plainString() -> UnsafeBufferPointer<UInt8>? {
    guard position.pointee == UInt8(ascii: "\"") else { return nil }
    let content = position + 1
    let marks = scan_32(content)
    let mark =
      marks != 0 ? content + marks.trailingZeroBitCount : JSONScanner.mark(after: content + 32)
    guard mark.pointee == UInt8(ascii: "\"") else { return nil }
    position = mark + 1
    return UnsafeBufferPointer(start: content, count: mark - content)
  }

  /// The next byte that cannot be part of a plain string; the text ends with one.
  @usableFromInline @inline(never) static func mark(after start: UnsafePointer<UInt8>)
    -> UnsafePointer<UInt8>
  {
    var window = start
    while true {
      let marks = scan_32(window)
      if marks != 0 { return window + marks.trailingZeroBitCount }
      window += 32
    }
  }

  /// Steps over `true`, `false` or `null`.
  ///
  /// - Returns: false if something else follows; the position stays.
  @inlinable @inline(__always) public mutating func takeWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    for offset in 0..<count where position[offset] != word.utf8Start[offset] { return false }
    position += count
    return true
  }

  /// Steps over a number as RFC 8259 defines it.
  ///
  /// - Returns: its text; nil if it is malformed, in which case the position is where a digit is
  ///   missing.
  public mutating func number() -> UnsafeBufferPointer<UInt8>? {
    let first = position
    if byte == UInt8(ascii: "-") { position += 1 }
    if byte == UInt8(ascii: "0") {
      position += 1
    } else {
      guard takeDigits() else { return nil }
    }
    if byte == UInt8(ascii: ".") {
      position += 1
      guard takeDigits() else { return nil }
    }
    if byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      guard takeDigits() else { return nil }
    }
    return UnsafeBufferPointer(start: first, count: position - first)
  }

  private mutating func takeDigits() -> Bool {
    let first = position
    while byte &- 0x30 < 10 { position += 1 }
    return position > first
  }
}
