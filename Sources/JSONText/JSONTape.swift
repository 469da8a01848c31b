/// The values of one JSON text, one after the other, checked by RFC 8259 to the letter.
///
/// The one reader of JSON: files become trees of it, requests are taken from it as it stands. It is
/// filled again for the next text, and allocates only to grow.
///
/// Refused beyond the RFC: a member named twice in an object, and more than `deepest` levels.
public struct JSONTape: ~Copyable {
  public enum Kind: UInt8, Sendable {
    case null
    case no
    case yes
    case number
    case string
    case array
    /// Its members follow, each as a string and a value.
    case object
  }

  /// A value, or the name of a member.
  public struct Token {
    public let kind: Kind
    /// Of a string with escapes: its bytes stand in the tape, decoded, not in the text.
    public let isDecoded: Bool
    /// Of a string its content, of a number its digits, of others the first byte.
    @usableFromInline let start: UInt32
    @usableFromInline let length: UInt32
    /// The place of the token behind the value.
    @usableFromInline var end: UInt32
  }

  package static let deepest = 64

  @usableFromInline var tokens: UnsafeMutablePointer<Token>
  private var capacity: Int
  package private(set) var count = 0
  @usableFromInline var decoded: UnsafeMutablePointer<UInt8>
  private var decodedCapacity: Int
  private var decodedCount = 0
  @usableFromInline var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The containers that are open: their token, and how many names they had so far.
  private let open: UnsafeMutablePointer<(token: Int, names: Int)>
  /// The beginnings of the first names of each open object.
  private let beginnings: UnsafeMutablePointer<UInt64>

  package init() {
    capacity = 256
    tokens = .allocate(capacity: capacity)
    decodedCapacity = 256
    decoded = .allocate(capacity: decodedCapacity)
    open = .allocate(capacity: JSONTape.deepest)
    beginnings = .allocate(capacity: JSONTape.deepest * JSONTape.fewNames)
  }

  deinit {
    tokens.deallocate()
    decoded.deallocate()
    open.deallocate()
    beginnings.deallocate()
  }

  // MARK: What was read

  @inlinable public subscript(place: Int) -> Token { tokens[place] }

  /// The place behind a value: that of the next element or member.
  @inlinable public func end(of place: Int) -> Int { Int(tokens[place].end) }

  /// The content of a string, or the digits of a number; valid until the next reading, and no
  /// longer than the text.
  @inlinable public func bytes(of place: Int) -> UnsafeBufferPointer<UInt8> {
    let token = tokens[place]
    let base = token.isDecoded ? UnsafePointer(decoded) : text.baseAddress
    return UnsafeBufferPointer(
      start: base.map { $0 + Int(token.start) }, count: Int(token.length))
  }

  /// The same as text.
  package func string(of place: Int) -> String {
    String(decoding: bytes(of: place), as: UTF8.self)
  }

  /// The place of a member's value, or nil.
  package func member(_ name: StaticString, of object: Int) -> Int? {
    var place = object + 1
    let end = end(of: object)
    while place < end {
      if isEqual(place, name) { return place + 1 }
      place = self.end(of: place + 1)
    }
    return nil
  }

  /// Whether the string at a place is this.
  package func isEqual(_ place: Int, _ name: StaticString) -> Bool {
    let bytes = bytes(of: place)
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    for offset in 0..<bytes.count where bytes[offset] != name.utf8Start[offset] { return false }
    return true
  }

  // MARK: Reading

  /// Reads a text. The tape refers to its bytes, which have to stay until the next reading.
  package mutating func read(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    self.text = text
    count = 0
    decodedCount = 0
    // No two tokens begin at neighbouring bytes, but for a container and its first.
    reserve(text.count + 2)
    guard let base = text.baseAddress else { throw unexpected("a value", 0) }
    let length = text.count
    var offset = 0
    var depth = 0
    value: while true {
      JSONTape.skipSpace(base, length, &offset)
      guard offset < length else { throw unexpected("a value", offset) }
      let first = base[offset]
      if first == UInt8(ascii: "\"") {
        _ = try string(base, length, &offset)
      } else if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard depth < JSONTape.deepest else {
          throw JSONError(
            kind: .tooDeep, message: "the text nests more than \(JSONTape.deepest) levels",
            offset: offset)
        }
        let isObject = first == UInt8(ascii: "{")
        open[depth] = (count, 0)
        depth += 1
        append(isObject ? .object : .array, offset, 1)
        offset += 1
        JSONTape.skipSpace(base, length, &offset)
        if offset < length, base[offset] == first + 2 {
          offset += 1
          depth -= 1
          tokens[open[depth].token].end = UInt32(count)
        } else {
          if isObject { try name(base, length, &offset, depth - 1) }
          continue value
        }
      } else {
        try scalar(first, &offset)
      }
      while true {
        JSONTape.skipSpace(base, length, &offset)
        if depth == 0 {
          guard offset == length else { throw unexpected("the end of the text", offset) }
          return
        }
        let container = open[depth - 1].token
        let isObject = tokens[container].kind == .object
        let byte = offset < length ? base[offset] : 0
        if byte == UInt8(ascii: ",") {
          offset += 1
          if isObject {
            JSONTape.skipSpace(base, length, &offset)
            try name(base, length, &offset, depth - 1)
          }
          continue value
        }
        guard byte == (isObject ? 0x7D : 0x5D) else {
          throw unexpected(isObject ? "`,` or `}`" : "`,` or `]`", offset)
        }
        offset += 1
        depth -= 1
        tokens[container].end = UInt32(count)
        if open[depth].names > JSONTape.fewNames { try compareNames(of: container) }
      }
    }
  }

  private mutating func scalar(_ first: UInt8, _ offset: inout Int) throws(JSONError) {
    switch first {
    case UInt8(ascii: "t"): try word("true", .yes, &offset)
    case UInt8(ascii: "f"): try word("false", .no, &offset)
    case UInt8(ascii: "n"): try word("null", .null, &offset)
    case UInt8(ascii: "-"), 0x30...0x39: try number(&offset)
    default: throw unexpected("a value", offset)
    }
  }

  private mutating func reserve(_ most: Int) {
    guard most > capacity else { return }
    tokens.deallocate()
    capacity = max(most, capacity * 2)
    tokens = .allocate(capacity: capacity)
  }

  @inline(__always)
  private mutating func append(
    _ kind: Kind, _ start: Int, _ length: Int, isDecoded: Bool = false
  ) {
    let place = count
    count = place &+ 1
    tokens[place] = Token(
      kind: kind, isDecoded: isDecoded, start: UInt32(truncatingIfNeeded: start),
      length: UInt32(truncatingIfNeeded: length), end: UInt32(truncatingIfNeeded: place &+ 1))
  }

  @inline(__always)
  private static func skipSpace(
    _ base: UnsafePointer<UInt8>, _ length: Int, _ offset: inout Int
  ) {
    while offset < length, base[offset] <= 0x20 {
      let byte = base[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      offset &+= 1
    }
  }

  private mutating func word(_ word: StaticString, _ kind: Kind, _ offset: inout Int)
    throws(JSONError)
  {
    let count = word.utf8CodeUnitCount
    guard text.count - offset >= count else { throw unexpected("`\(word)`", offset) }
    for place in 0..<count where text[offset + place] != word.utf8Start[place] {
      throw unexpected("`\(word)`", offset)
    }
    append(kind, offset, count)
    offset += count
  }

  private mutating func number(_ offset: inout Int) throws(JSONError) {
    let start = offset
    if text[offset] == UInt8(ascii: "-") { offset += 1 }
    if offset < text.count, text[offset] == UInt8(ascii: "0") {
      offset += 1
    } else {
      try digits(&offset)
    }
    if offset < text.count, text[offset] == UInt8(ascii: ".") {
      offset += 1
      try digits(&offset)
    }
    if offset < text.count, text[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < text.count,
        text[offset] == UInt8(ascii: "+") || text[offset] == UInt8(ascii: "-")
      {
        offset += 1
      }
      try digits(&offset)
    }
    append(.number, start, offset - start)
  }

  private func digits(_ offset: inout Int) throws(JSONError) {
    let start = offset
    while offset < text.count, text[offset] &- 0x30 < 10 { offset += 1 }
    if offset == start { throw unexpected("a digit", offset) }
  }

  // MARK: Strings

  /// At the opening quote.
  ///
  /// - Returns: the first eight bytes behind the quote; those of the string stand lowest.
  @inline(__always)
  private mutating func string(
    _ base: UnsafePointer<UInt8>, _ length: Int, _ offset: inout Int
  ) throws(JSONError) -> UInt64 {
    let start = offset + 1
    var place = start
    var first: UInt64 = 0
    // Eight bytes at once, to the first that is a quote, an escape, a control character, or
    // beyond ASCII: the arithmetic marks its high bit (Lamport 1975; Mycroft 1987).
    while place &+ 8 <= length {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
      if place == start { first = word }
      let quote = word ^ 0x2222_2222_2222_2222
      let escape = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let ones: UInt64 = 0x0101_0101_0101_0101
      let marks =
        ((quote &- ones) & ~quote | (escape &- ones) & ~escape
          | (word &- 0x2020_2020_2020_2020) & ~word | word) & 0x8080_8080_8080_8080
      if marks != 0 {
        place &+= marks.trailingZeroBitCount &>> 3
        if base[place] == UInt8(ascii: "\"") {
          append(.string, start, place &- start)
          offset = place &+ 1
          return first
        }
        break
      }
      place &+= 8
    }
    offset = place
    try stringSlowly(from: start, &offset)
    return start + 8 <= length ? first : 0
  }

  /// The rest of a string that has something else than ASCII, or stands at the end of the text.
  private mutating func stringSlowly(from start: Int, _ offset: inout Int) throws(JSONError) {
    var place = offset
    var isASCII = true
    while true {
      guard place < text.count else { throw unexpected("the closing quote", place) }
      let byte = text[place]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        try escapedString(from: start, &place)
        offset = place
        return
      }
      if byte < 0x20 { throw unexpected("an escape for a control character", place) }
      if byte >= 0x80 { isASCII = false }
      place += 1
    }
    if !isASCII { try validate(start..<place) }
    append(.string, start, place - start)
    offset = place + 1
  }

  private func validate(_ range: Range<Int>) throws(JSONError) {
    let bytes = UnsafeBufferPointer(rebasing: text[range])
    do {
      _ = try UTF8Span(validating: Span(_unsafeElements: bytes))
    } catch {
      throw JSONError(
        kind: .notUTF8, message: "the text is not UTF-8",
        offset: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  /// A string with escapes is decoded into the tape.
  ///
  /// - Parameter place: at the first escape; then behind the closing quote.
  private mutating func escapedString(from start: Int, _ place: inout Int) throws(JSONError) {
    let first = decodedCount
    var run = start
    while true {
      guard place < text.count else { throw unexpected("the closing quote", place) }
      let byte = text[place]
      if byte < 0x20 { throw unexpected("an escape for a control character", place) }
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        place += 1
        continue
      }
      try validate(run..<place)
      for offset in run..<place { decode(text[offset]) }
      place += 1
      if byte == UInt8(ascii: "\"") { break }
      try escape(&place)
      run = place
    }
    append(.string, first, decodedCount - first, isDecoded: true)
  }

  private mutating func decode(_ byte: UInt8) {
    if decodedCount == decodedCapacity {
      let more = UnsafeMutablePointer<UInt8>.allocate(capacity: decodedCapacity * 2)
      more.update(from: decoded, count: decodedCount)
      decoded.deallocate()
      decoded = more
      decodedCapacity *= 2
    }
    decoded[decodedCount] = byte
    decodedCount += 1
  }

  private mutating func escape(_ place: inout Int) throws(JSONError) {
    guard place < text.count else { throw unexpected("an escape", place) }
    let letter = text[place]
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decode(letter)
    case UInt8(ascii: "b"): decode(0x08)
    case UInt8(ascii: "f"): decode(0x0C)
    case UInt8(ascii: "n"): decode(0x0A)
    case UInt8(ascii: "r"): decode(0x0D)
    case UInt8(ascii: "t"): decode(0x09)
    case UInt8(ascii: "u"):
      for byte in UTF8.encode(try escapedScalar(&place)) ?? UTF8.encodedReplacementCharacter {
        decode(byte)
      }
    default: throw unexpected("one of the escapes of RFC 8259", place - 1)
    }
  }

  /// A scalar outside the basic plane is two escapes, a high and a low surrogate.
  private func escapedScalar(_ place: inout Int) throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits(&place)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, place + 1 < text.count, text[place] == UInt8(ascii: "\\"),
      text[place + 1] == UInt8(ascii: "u")
    else { throw unexpected("a whole pair of surrogates", place) }
    place += 2
    let second = try fourDigits(&place)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw unexpected("a low surrogate", place) }
    return scalar
  }

  private func fourDigits(_ place: inout Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = place < text.count ? text[place] : 0
      let digit: UInt8 =
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: throw unexpected("four hexadecimal digits", place)
        }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }

  // MARK: Names of members

  /// Up to so many names are compared with each other where they begin alike, more by sorting.
  private static let fewNames = 32

  /// The name of a member and its colon.
  @inline(__always)
  private mutating func name(
    _ base: UnsafePointer<UInt8>, _ length: Int, _ offset: inout Int, _ level: Int
  ) throws(JSONError) {
    guard offset < length, base[offset] == UInt8(ascii: "\"") else {
      throw unexpected("a member's name in quotes", offset)
    }
    let start = offset
    var beginning = try string(base, length, &offset)
    let token = tokens[count - 1]
    if token.isDecoded || start + 9 > length {
      beginning = self.beginning(of: count - 1)
    } else if token.length < 8 {
      beginning &= (1 &<< UInt64(8 &* token.length)) &- 1
    }
    // Names that begin differently differ; the rest is compared in full.
    let names = open[level].names
    open[level].names = names + 1
    if names < JSONTape.fewNames {
      let earlier = beginnings + level * JSONTape.fewNames
      for place in 0..<names where earlier[place] == beginning {
        try compareName(start, level)
        break
      }
      earlier[names] = beginning
    }
    JSONTape.skipSpace(base, length, &offset)
    guard offset < length, base[offset] == UInt8(ascii: ":") else {
      throw unexpected("`:`", offset)
    }
    offset += 1
  }

  /// The first eight bytes of a string, the first lowest.
  private func beginning(of place: Int) -> UInt64 {
    bytes(of: place).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Compares the last name with those of its object before it.
  private func compareName(_ start: Int, _ level: Int) throws(JSONError) {
    var place = open[level].token + 1
    while place < count - 1 {
      if isSame(place, count - 1) { throw repeated(count - 1, at: start) }
      place = Int(tokens[place + 1].end)
    }
  }

  private func isSame(_ one: Int, _ other: Int) -> Bool {
    bytes(of: one).elementsEqual(bytes(of: other))
  }

  private func compareNames(of object: Int) throws(JSONError) {
    var places: [Int] = []
    var place = object + 1
    while place < Int(tokens[object].end) {
      places.append(place)
      place = Int(tokens[place + 1].end)
    }
    places.sort { bytes(of: $0).lexicographicallyPrecedes(bytes(of: $1)) }
    for (one, other) in zip(places, places.dropFirst()) where isSame(one, other) {
      let later = max(one, other)
      throw repeated(later, at: tokens[later].isDecoded ? 0 : Int(tokens[later].start) - 1)
    }
  }

  private func repeated(_ place: Int, at offset: Int) -> JSONError {
    JSONError(
      kind: .repeatedName, message: "the member `\(string(of: place))` is given twice",
      offset: offset)
  }

  private func unexpected(_ wanted: String, _ offset: Int) -> JSONError {
    var found = "the end"
    if offset < text.count {
      let byte = text[offset]
      found =
        byte < 0x80 && byte > 0x20 ? "`\(Character(Unicode.Scalar(byte)))`" : "a character"
    }
    return JSONError(
      kind: .notJSON, message: "expected \(wanted), found \(found)", offset: offset)
  }
}

/// Why bytes are not JSON, and at which byte.
package struct JSONError: Error, Hashable, Sendable {
  package enum Kind: String, Sendable {
    case notJSON = "bad-json"
    case notUTF8 = "bad-utf-8"
    case repeatedName = "repeated-member"
    case tooDeep = "too-deep"
  }

  package let kind: Kind
  package let message: String
  package let offset: Int
}
