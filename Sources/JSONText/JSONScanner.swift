public import CByteScan

/// A place in a JSON text, and what stands there as it is mostly written: strings of ASCII without
/// escapes, numbers, words.
///
/// Where a string is not plain the place is undefined, and a `JSONTape`, which goes on by these
/// steps too, reads it otherwise or says what is wrong with it.
public struct JSONScanner: BitwiseCopyable {
  // The padding of the text stands in for most questions whether its end is reached.
  public var place: UnsafePointer<UInt8>
  public let end: UnsafePointer<UInt8>

  @inlinable public init(_ text: PaddedText) {
    place = text.start
    end = text.start + text.count
  }

  @inlinable public var isAtEnd: Bool { place == end }

  /// The byte at the place; at the end a control character.
  @inlinable public var byte: UInt8 { place.pointee }

  // What is rare stands in functions of their own that take and give addresses: the place then stays
  // in a register.

  @inlinable @inline(__always) public mutating func skipSpace() {
    if place.pointee <= 0x20 { place = JSONScanner.behindSpace(place, end) }
  }

  @usableFromInline @inline(never) static func behindSpace(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var place = start
    while place < end {
      switch place.pointee {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return place
      }
    }
    return place
  }

  /// Goes behind a byte, which is a sign of JSON, and white space on both sides of it.
  @inlinable @inline(__always) public mutating func take(_ byte: UInt8) -> Bool {
    if place.pointee != byte {
      skipSpace()
      guard place.pointee == byte else { return false }
    }
    place += 1
    skipSpace()
    return true
  }

  /// The content of a plain string; 32 bytes can be read from its start on.
  @inlinable @inline(__always)
  public mutating func plainString() -> UnsafeBufferPointer<UInt8>? {
    guard place.pointee == UInt8(ascii: "\"") else { return nil }
    let content = place + 1
    let marks = scan_32(content)
    let mark =
      marks != 0 ? content + marks.trailingZeroBitCount : JSONScanner.mark(behind: content + 32)
    guard mark.pointee == UInt8(ascii: "\"") else { return nil }
    place = mark + 1
    return UnsafeBufferPointer(start: content, count: mark - content)
  }

  /// The next byte that a plain string does not hold; one ends the text.
  @usableFromInline @inline(never) static func mark(behind start: UnsafePointer<UInt8>)
    -> UnsafePointer<UInt8>
  {
    var window = start
    while true {
      let marks = scan_32(window)
      if marks != 0 { return window + marks.trailingZeroBitCount }
      window += 32
    }
  }

  /// Goes behind `true`, `false` or `null`.
  ///
  /// - Returns: false, at the same place, where something else stands there.
  @inlinable @inline(__always) public mutating func takeWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    for offset in 0..<count where place[offset] != word.utf8Start[offset] { return false }
    place += count
    return true
  }

  /// The digits of a number of RFC 8259, with sign, fraction and exponent; where it is none, the
  /// place is that of the digit that lacks.
  public mutating func number() -> UnsafeBufferPointer<UInt8>? {
    let first = place
    if byte == UInt8(ascii: "-") { place += 1 }
    if byte == UInt8(ascii: "0") {
      place += 1
    } else {
      guard takeDigits() else { return nil }
    }
    if byte == UInt8(ascii: ".") {
      place += 1
      guard takeDigits() else { return nil }
    }
    if byte | 0x20 == UInt8(ascii: "e") {
      place += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
      guard takeDigits() else { return nil }
    }
    return UnsafeBufferPointer(start: first, count: place - first)
  }

  private mutating func takeDigits() -> Bool {
    let first = place
    while byte &- 0x30 < 10 { place += 1 }
    return place > first
  }
}
