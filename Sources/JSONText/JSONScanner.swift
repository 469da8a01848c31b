public import CJSONScan

/// A place in a JSON text, and what stands there as it is mostly written: strings of ASCII without
/// escapes, numbers, words.
///
/// Where a string is not plain the place is undefined, and a `JSONTape`, which goes on by these
/// steps too, reads it otherwise or says what is wrong with it.
public struct JSONScanner: BitwiseCopyable {
  public var place: UnsafePointer<UInt8>
  public let end: UnsafePointer<UInt8>
  @usableFromInline let start: UnsafePointer<UInt8>

  /// - Parameter text: has bytes.
  @inlinable public init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return nil }
    start = base
    place = base
    end = base + text.count
  }

  @inlinable public var isAtEnd: Bool { place == end }

  /// The byte at the place, or 0 at the end.
  @inlinable public var byte: UInt8 { place < end ? place.pointee : 0 }

  @inlinable public mutating func skipSpace() {
    while place < end, place.pointee <= 0x20 {
      let byte = place.pointee
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      place += 1
    }
  }

  /// Goes behind a byte and white space on both sides of it.
  @inlinable @inline(__always) public mutating func take(_ byte: UInt8) -> Bool {
    if place < end, place.pointee != byte { skipSpace() }
    guard place < end, place.pointee == byte else { return false }
    place += 1
    if place < end, place.pointee <= 0x20 { skipSpace() }
    return true
  }

  /// The content of a plain string.
  @inlinable @inline(__always)
  public mutating func plainString() -> UnsafeBufferPointer<UInt8>? {
    // Most are short, and not the last of the text.
    if end - place > 16, place.pointee == UInt8(ascii: "\"") {
      let marks = json_scan_16(place + 1)
      if marks != 0 {
        let count = marks.trailingZeroBitCount
        let content = place + 1
        place = content + count
        guard place.pointee == UInt8(ascii: "\"") else { return nil }
        place += 1
        return UnsafeBufferPointer(start: content, count: count)
      }
    }
    return longString()
  }

  @usableFromInline mutating func longString() -> UnsafeBufferPointer<UInt8>? {
    guard place < end, place.pointee == UInt8(ascii: "\"") else { return nil }
    let content = place + 1
    var window = content
    while end - window >= 16 {
      let marks = json_scan_16(window)
      if marks != 0 { return closed(at: window + marks.trailingZeroBitCount, from: content) }
      window += 16
    }
    // The last bytes of the text are looked at together with those before them.
    guard window < end, end - 16 >= start else { return nil }
    let marks = json_scan_16(end - 16) &>> UInt32(truncatingIfNeeded: window - (end - 16))
    return marks == 0 ? nil : closed(at: window + marks.trailingZeroBitCount, from: content)
  }

  @inline(__always)
  private mutating func closed(
    at quote: UnsafePointer<UInt8>, from content: UnsafePointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    guard quote.pointee == UInt8(ascii: "\"") else { return nil }
    place = quote + 1
    return UnsafeBufferPointer(start: content, count: quote - content)
  }

  /// Goes behind `true`, `false` or `null`.
  ///
  /// - Returns: false, at the same place, where something else stands there.
  @inlinable public mutating func takeWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - place >= count else { return false }
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
