/// The byte offset of each Unicode scalar of a text; libyaml counts positions in scalars.
struct ScalarOffsets {
  private let start: Int
  private let end: Int
  /// Nil if the text is ASCII, because positions and offsets then differ only by the start.
  private let offsets: [Int]?

  init(_ text: ArraySlice<UInt8>) {
    start = text.startIndex
    end = text.endIndex
    let isASCII = text.allSatisfy { $0 < 0x80 }
    offsets = isASCII ? nil : text.indices.filter { text[$0] & 0xC0 != 0x80 }
  }

  subscript(position: Int) -> Int {
    guard let offsets else { return min(start + position, end) }
    return position < offsets.count ? offsets[position] : end
  }
}
