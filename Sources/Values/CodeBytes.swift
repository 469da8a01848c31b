/// The characters of a code after the colon, packed into one 64-bit word so that they can be
/// checked together.
struct CodeBytes {
  /// The first character is in the highest byte; the bytes after the last are zero.
  let characters: UInt64
  /// The number of characters in the text. No code system has codes with more than eight.
  let count: Int

  /// - Parameter bytes: 32 can be read from their start.
  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    count = bytes.count - start
    guard count > 0, count <= 8, let base = UnsafeRawPointer(bytes.baseAddress) else {
      characters = 0
      return
    }
    let word = base.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    characters = UInt64(bigEndian: word) & CodeBytes.first(count)
  }

  @inline(__always)
  private init(_ characters: UInt64, count: Int) {
    self.characters = characters
    self.count = count
  }

  /// The code without the dot after its third character, if there is one and a character follows
  /// it.
  @inline(__always)
  var withoutDot: CodeBytes {
    guard count > 4, characters &>> 32 & 0xFF == UInt64(UInt8(ascii: ".")) else { return self }
    let head = CodeBytes.first(3)
    return CodeBytes(
      characters & head | (characters & ~head & ~(0xFF &<< 32)) &<< 8, count: count - 1)
  }

  /// Whether all characters are digits or upper-case letters.
  ///
  /// - Parameters:
  ///   - digits: a mask with the top bit of each byte that has to be a digit.
  ///   - letters: a mask with the top bit of each byte that has to be a letter.
  @inline(__always)
  func has(digits: UInt64, letters: UInt64) -> Bool {
    let all = CodeBytes.tops & CodeBytes.first(count)
    let isDigit = within(0x30, 0x39)
    let isLetter = within(0x41, 0x5A)
    return (isDigit | isLetter) & all == all && isDigit & digits == digits
      && isLetter & letters == letters
  }

  /// Whether the characters are digits, a hyphen and a digit.
  @inline(__always)
  var isNumberWithCheckDigit: Bool {
    let hyphen = count - 2
    guard characters &>> UInt64(56 - 8 * hyphen) & 0xFF == UInt64(UInt8(ascii: "-")) else {
      return false
    }
    let all = CodeBytes.tops & (CodeBytes.first(count) ^ 0x80 &<< UInt64(56 - 8 * hyphen))
    return within(0x30, 0x39) & all == all
  }

  /// A mask with the top bit of each byte that is ASCII and in a range.
  @inline(__always)
  private func within(_ least: UInt64, _ most: UInt64) -> UInt64 {
    // The top bits are cleared first, so the sums do not carry into other bytes.
    let low = characters & ~CodeBytes.tops
    let isLeast = low &+ (0x80 &- least) &* CodeBytes.ones
    let isBeyond = low &+ (0x7F &- most) &* CodeBytes.ones
    return isLeast & ~isBeyond & ~characters & CodeBytes.tops
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// A mask of the first `count` bytes.
  @inline(__always)
  private static func first(_ count: Int) -> UInt64 {
    count <= 0 ? 0 : ~0 &<< UInt64(64 - 8 * min(count, 8))
  }

  /// Up to eight characters in the byte order of a word loaded from memory.
  @inline(__always)
  static func word(_ text: StaticString) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<text.utf8CodeUnitCount {
      word |= UInt64(text.utf8Start[index]) &<< UInt64(8 * index)
    }
    return UInt64(littleEndian: word)
  }
}
