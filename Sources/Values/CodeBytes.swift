/// What stands behind the colon of a written code: up to eight bytes as one word, whose characters
/// are checked all at once.
struct CodeBytes {
  /// The first in the highest byte; none behind the last.
  let characters: UInt64
  /// How many were written; where they are more than eight, no system has such codes.
  let count: Int

  /// - Parameter bytes: 32 can be read from their start on.
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

  /// Without the dot behind the third of more than four.
  @inline(__always)
  var withoutDot: CodeBytes {
    guard count > 4, characters &>> 32 & 0xFF == UInt64(UInt8(ascii: ".")) else { return self }
    let head = CodeBytes.first(3)
    return CodeBytes(
      characters & head | (characters & ~head & ~(0xFF &<< 32)) &<< 8, count: count - 1)
  }

  /// Whether all are digits or upper-case letters, and some one or the other.
  ///
  /// - Parameters: the top bits of the bytes that have to be digits, or letters.
  @inline(__always)
  func has(digits: UInt64, letters: UInt64) -> Bool {
    let wanted = CodeBytes.tops & CodeBytes.first(count)
    let isDigit = within(0x30, 0x39)
    let isLetter = within(0x41, 0x5A)
    return (isDigit | isLetter) & wanted == wanted && isDigit & digits == digits
      && isLetter & letters == letters
  }

  /// Digits, a hyphen and a digit.
  @inline(__always)
  var isNumberWithCheckDigit: Bool {
    let hyphen = count - 2
    guard characters &>> UInt64(56 - 8 * hyphen) & 0xFF == UInt64(UInt8(ascii: "-")) else {
      return false
    }
    let wanted = CodeBytes.tops & (CodeBytes.first(count) ^ 0x80 &<< UInt64(56 - 8 * hyphen))
    return within(0x30, 0x39) & wanted == wanted
  }

  /// The top bit of each byte that is ASCII and lies between two.
  @inline(__always)
  private func within(_ least: UInt64, _ most: UInt64) -> UInt64 {
    // The sums stay within their bytes, since the top bits are taken away before.
    let low = characters & ~CodeBytes.tops
    let isLeast = low &+ (0x80 &- least) &* CodeBytes.ones
    let isBeyond = low &+ (0x7F &- most) &* CodeBytes.ones
    return isLeast & ~isBeyond & ~characters & CodeBytes.tops
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// All bits of the first bytes.
  @inline(__always)
  private static func first(_ count: Int) -> UInt64 {
    count <= 0 ? 0 : ~0 &<< UInt64(64 - 8 * min(count, 8))
  }

  /// The bytes of up to eight letters as they are read from memory.
  @inline(__always)
  static func word(_ text: StaticString) -> UInt64 {
    var word: UInt64 = 0
    for place in 0..<text.utf8CodeUnitCount {
      word |= UInt64(text.utf8Start[place]) &<< UInt64(8 * place)
    }
    return UInt64(littleEndian: word)
  }
}
