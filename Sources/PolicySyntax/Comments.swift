internal import Diagnostics

extension Document {
  /// The comments, which libyaml does not report: from each `#` outside a scalar to the end of the
  /// line. Anchors and aliases cannot contain a `#`.
  static func comments(in source: SourceText, outside scalars: [Range<Int>]) -> [Comment] {
    let bytes = source.bytes
    var comments: [Comment] = []
    var next = 0
    var offset = 0
    let scalars = scalars.sorted { $0.lowerBound < $1.lowerBound }
    while offset < bytes.count {
      while next < scalars.count, scalars[next].upperBound <= offset { next += 1 }
      if next < scalars.count, scalars[next].contains(offset) {
        // The header of a block scalar (`|`, `>-`) may be followed by a comment.
        let isBlock = bytes[offset] == UInt8(ascii: "|") || bytes[offset] == UInt8(ascii: ">")
        guard isBlock, offset == scalars[next].lowerBound else {
          offset = scalars[next].upperBound
          continue
        }
        let end = endOfLine(from: offset, in: bytes)
        if let sign = bytes[offset..<end].firstIndex(of: UInt8(ascii: "#")) {
          comments.append(comment(from: sign, to: end, in: source))
        }
        offset = max(end, scalars[next].upperBound)
        continue
      }
      if bytes[offset] == UInt8(ascii: "#") {
        let end = endOfLine(from: offset, in: bytes)
        comments.append(comment(from: offset, to: end, in: source))
        offset = end
      }
      offset += 1
    }
    return comments
  }

  /// The offset of the next LF or CR, or of U+0085, U+2028 or U+2029, which end a line in YAML 1.1.
  private static func endOfLine(from offset: Int, in bytes: [UInt8]) -> Int {
    var offset = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x0A, 0x0D: return offset
      case 0xC2 where bytes[offset...].starts(with: [0xC2, 0x85]): return offset
      case 0xE2 where bytes[offset...].starts(with: [0xE2, 0x80, 0xA8]): return offset
      case 0xE2 where bytes[offset...].starts(with: [0xE2, 0x80, 0xA9]): return offset
      default: offset += 1
      }
    }
    return offset
  }

  private static func comment(from start: Int, to end: Int, in source: SourceText) -> Comment {
    let isSpaced = start + 1 < end && source.bytes[start + 1] == UInt8(ascii: " ")
    return Comment(
      span: Span(path: source.path, range: start..<end),
      text: source.text(start + (isSpaced ? 2 : 1)..<end))
  }
}
