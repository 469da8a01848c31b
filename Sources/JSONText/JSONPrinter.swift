extension JSON {
  /// The value on one line, without spaces.
  package var compact: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Indented by two spaces per level, with each value on one line if it fits. Ends with a line
  /// break.
  package var pretty: String {
    var bytes: [UInt8] = []
    writeLines(0, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  package func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): JSON.write(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSON.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { text in
      // Runs of bytes that need no escape are copied together.
      var copied = 0
      for offset in text.indices where isEscaped(text[offset]) {
        guard let (escape, size) = escape(at: offset, in: text) else { continue }
        bytes.append(contentsOf: text[copied..<offset])
        bytes += escape.utf8
        copied = offset + size
      }
      bytes.append(contentsOf: text[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a character that begins with this byte may need an escape.
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      || byte == 0xC2 || byte == 0xE2
  }

  /// The escape of the character at an offset and the number of bytes that it replaces; nil if the
  /// character is written as it is.
  ///
  /// In addition to what RFC 8259 requires, control characters and direction overrides are escaped,
  /// because a terminal would interpret them.
  private static func escape(at offset: Int, in text: UnsafeBufferPointer<UInt8>)
    -> (escape: String, size: Int)?
  {
    let byte = text[offset]
    switch byte {
    case UInt8(ascii: "\""): return (#"\""#, 1)
    case UInt8(ascii: "\\"): return (#"\\"#, 1)
    case 0x0A: return (#"\n"#, 1)
    case 0x0D: return (#"\r"#, 1)
    case 0x09: return (#"\t"#, 1)
    case ..<0x80: return (escape(of: UInt16(byte)), 1)
    case 0xC2:
      let scalar = UInt16(text[offset + 1])
      return (0x80...0x9F).contains(scalar) ? (escape(of: scalar), 2) : nil
    default:
      let scalar = 0x2000 | UInt16(text[offset + 1] & 0x3F) << 6 | UInt16(text[offset + 2] & 0x3F)
      return (0x202A...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
        ? (escape(of: scalar), 3) : nil
    }
  }

  private static func escape(of scalar: UInt16) -> String {
    let digits = String(scalar, radix: 16)
    return #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
  }

  // MARK: Lines

  private func writeLines(_ depth: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    if writeLine(to: &bytes, upTo: start + widestLine - 2 * depth) { return }
    bytes.removeLast(bytes.count - start)
    switch self {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        JSON.beginLine(depth + 1, afterComma: index > 0, in: &bytes)
        element.writeLines(depth + 1, to: &bytes)
      }
      JSON.beginLine(depth, afterComma: false, in: &bytes)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        JSON.beginLine(depth + 1, afterComma: index > 0, in: &bytes)
        JSON.writeName(member.name, to: &bytes)
        member.value.writeLines(depth + 1, to: &bytes)
      }
      JSON.beginLine(depth, afterComma: false, in: &bytes)
      bytes.append(UInt8(ascii: "}"))
    default: write(to: &bytes)
    }
  }

  private static func beginLine(_ depth: Int, afterComma: Bool, in bytes: inout [UInt8]) {
    if afterComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private static func writeName(_ name: String, to bytes: inout [UInt8]) {
    write(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
  }

  /// Writes the value on one line.
  ///
  /// - Parameter end: the maximum size of `bytes` afterwards.
  /// - Returns: false if the value does not fit; `bytes` then ends with a part of it.
  private func writeLine(to bytes: inout [UInt8], upTo end: Int) -> Bool {
    switch self {
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        guard element.writeLine(to: &bytes, upTo: end) else { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        JSON.writeName(member.name, to: &bytes)
        guard member.value.writeLine(to: &bytes, upTo: end) else { return false }
      }
      bytes.append(UInt8(ascii: "}"))
    case .string(let text) where bytes.count + text.utf8.count > end: return false
    default: write(to: &bytes)
    }
    return bytes.count <= end
  }
}

private let widestLine = 96
