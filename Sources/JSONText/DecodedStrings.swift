/// A buffer for the decoded content of the strings in a text that contain escapes.
struct DecodedStrings: ~Copyable {
  private var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private var capacity = 256
  private var count = 0

  deinit { bytes.deallocate() }

  /// The address of the first string's first byte.
  var start: UnsafePointer<UInt8> { UnsafePointer(bytes) }

  mutating func removeAll() { count = 0 }

  /// Decodes a string.
  ///
  /// - Parameters:
  ///   - start: the offset of its content in the text.
  ///   - offset: on entry, the offset of its first escape; on return, the offset after the closing
  ///     quote.
  /// - Returns: the range of the string in the decoded bytes.
  mutating func decode(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ offset: inout Int
  ) throws(JSONError) -> Range<Int> {
    let first = count
    var run = start
    while true {
      guard offset < text.count else {
        throw .expected("the closing quote", at: offset, in: text)
      }
      let byte = text[offset]
      if byte < 0x20 {
        throw .expected("an escape for a control character", at: offset, in: text)
      }
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      try text.checkUTF8(run..<offset)
      for index in run..<offset { append(text[index]) }
      offset += 1
      if byte == UInt8(ascii: "\"") { return first..<count }
      try decodeEscape(in: text, &offset)
      run = offset
    }
  }

  private mutating func decodeEscape(
    in text: UnsafeBufferPointer<UInt8>, _ offset: inout Int
  ) throws(JSONError) {
    guard offset < text.count else { throw .expected("an escape", at: offset, in: text) }
    let letter = text[offset]
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): append(letter)
    case UInt8(ascii: "b"): append(0x08)
    case UInt8(ascii: "f"): append(0x0C)
    case UInt8(ascii: "n"): append(0x0A)
    case UInt8(ascii: "r"): append(0x0D)
    case UInt8(ascii: "t"): append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar(in: text, &offset)
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    default: throw .expected("one of the escapes of RFC 8259", at: offset - 1, in: text)
    }
  }

  private mutating func append(_ byte: UInt8) {
    if count == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: bytes, count: count)
      bytes.deallocate()
      bytes = larger
      capacity *= 2
    }
    bytes[count] = byte
    count += 1
  }
}

/// The scalar after `\u`. A scalar outside the Basic Multilingual Plane is written as two escapes,
/// a high and a low surrogate.
private func escapedScalar(
  in text: UnsafeBufferPointer<UInt8>, _ offset: inout Int
) throws(JSONError) -> Unicode.Scalar {
  let first = try fourDigits(in: text, &offset)
  if let scalar = Unicode.Scalar(first) { return scalar }
  guard first < 0xDC00, offset + 1 < text.count, text[offset] == UInt8(ascii: "\\"),
    text[offset + 1] == UInt8(ascii: "u")
  else { throw .expected("a whole pair of surrogates", at: offset, in: text) }
  offset += 2
  let second = try fourDigits(in: text, &offset)
  guard (0xDC00...0xDFFF).contains(second),
    let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  else { throw .expected("a low surrogate", at: offset, in: text) }
  return scalar
}

private func fourDigits(
  in text: UnsafeBufferPointer<UInt8>, _ offset: inout Int
) throws(JSONError) -> UInt32 {
  var value: UInt32 = 0
  for _ in 0..<4 {
    let byte = offset < text.count ? text[offset] : 0
    let digit: UInt8 =
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x41...0x46: byte - 0x41 + 10
      case 0x61...0x66: byte - 0x61 + 10
      default: throw .expected("four hexadecimal digits", at: offset, in: text)
      }
    value = value << 4 | UInt32(digit)
    offset += 1
  }
  return value
}

extension UnsafeBufferPointer<UInt8> {
  func checkUTF8(_ range: Range<Int>) throws(JSONError) {
    let bytes = UnsafeBufferPointer(rebasing: self[range])
    do {
      _ = try UTF8Span(validating: Span(_unsafeElements: bytes))
    } catch {
      throw JSONError(
        kind: .notUTF8, message: "the text is not UTF-8",
        offset: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }
}
