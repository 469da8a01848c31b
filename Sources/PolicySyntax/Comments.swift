internal import Diagnostics

extension Document {
  /// The comments, which libyaml passes over: each `#` at the start of a line or behind white
  /// space that stands in no scalar, to the end of its line.
  static func comments(in source: SourceText, outside scalars: [Range<Int>]) -> [Comment] {
    let bytes = source.bytes
    var comments: [Comment] = []
    var next = 0
    var offset = 0
    let scalars = scalars.sorted { $0.lowerBound < $1.lowerBound }
    while offset < bytes.count {
      while next < scalars.count, scalars[next].upperBound <= offset { next += 1 }
      if next < scalars.count, scalars[next].contains(offset) {
        // The header of a block scalar (`|`, `>-`) may have a comment of its own.
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
      let beginsWord = offset == 0 || [0x20, 0x09, 0x0A].contains(bytes[offset - 1])
      if bytes[offset] == UInt8(ascii: "#"), beginsWord {
        let end = endOfLine(from: offset, in: bytes)
        comments.append(comment(from: offset, to: end, in: source))
        offset = end
      }
      offset += 1
    }
    return comments
  }

  private static func endOfLine(from offset: Int, in bytes: [UInt8]) -> Int {
    bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  private static func comment(from start: Int, to end: Int, in source: SourceText) -> Comment {
    let isSpaced = start + 1 < end && source.bytes[start + 1] == UInt8(ascii: " ")
    return Comment(
      span: Span(path: source.path, range: start..<end),
      text: source.text(start + (isSpaced ? 2 : 1)..<end))
  }
}
