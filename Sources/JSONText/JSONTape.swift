/// The values of one JSON text, one after the other, checked by RFC 8259 to the letter.
///
/// The one reader of JSON: files become trees of it, requests are taken from it as it stands. It is
/// filled again for the next text, and allocates only to grow.
///
/// Refused beyond the RFC: a member named twice in an object, and more than `deepest` levels.
public struct JSONTape: ~Copyable {
  package static let deepest = 64

  private var memory: UnsafeMutablePointer<Token>
  private var capacity: Int
  private var decoded = DecodedBytes()
  private var copy = PaddedCopy()
  private var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The containers that are open.
  private let open: UnsafeMutablePointer<Open>
  /// The beginnings of the first names of each open object.
  private let beginnings: UnsafeMutablePointer<UInt64>

  typealias Token = JSONTokens.Token

  private struct Open: BitwiseCopyable {
    var token: Int32
    /// How many names it had so far.
    var names: Int32
  }

  package init() {
    capacity = 256
    memory = .allocate(capacity: capacity)
    open = .allocate(capacity: JSONTape.deepest)
    beginnings = .allocate(capacity: JSONTape.deepest * JSONTape.fewNames)
  }

  deinit {
    memory.deallocate()
    open.deallocate()
    beginnings.deallocate()
  }

  /// Reads a text, wherever it lies.
  ///
  /// - Returns: its values, of which the first is the whole. They refer to the tape, which has to
  ///   stay as it is until the next reading.
  package mutating func read(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONTokens {
    try read(copy.text(text))
  }

  /// The same of a text that stays as it is as long.
  package mutating func read(_ text: PaddedText) throws(JSONError) -> JSONTokens {
    self.text = text.bytes
    decoded.removeAll()
    var scanner = JSONScanner(text)
    let base = text.start
    // No two tokens begin at neighbouring bytes, but for a container and its first.
    reserve(text.count + 2)
    let tokens = memory
    var count = 0
    var depth = 0
    // Of the innermost container.
    var isObject = false
    var wantsName = false
    value: while true {
      scanner.skipSpace()
      let start = scanner.place - base
      let first = scanner.byte
      if first == UInt8(ascii: "\"") {
        if let plain = scanner.plainString() {
          tokens[count] = Token(.string, start &+ 1, plain.count, at: count)
        } else {
          var offset = start + 1
          tokens[count] = try string(from: &offset, at: count)
          scanner.place = base + offset
        }
        count &+= 1
        if wantsName {
          try compareName(count &- 1, from: start &+ 1, depth &- 1)
          guard scanner.take(UInt8(ascii: ":")) else {
            throw unexpected("`:`", scanner.place - base)
          }
          wantsName = false
          continue value
        }
      } else if wantsName {
        throw unexpected("a member's name in quotes", start)
      } else if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard depth < JSONTape.deepest else {
          throw JSONError(
            kind: .tooDeep, message: "the text nests more than \(JSONTape.deepest) levels",
            offset: start)
        }
        isObject = first == UInt8(ascii: "{")
        open[depth] = Open(token: Int32(truncatingIfNeeded: count), names: 0)
        depth &+= 1
        tokens[count] = Token(isObject ? .object : .array, start, 1, at: count)
        count &+= 1
        scanner.place += 1
        scanner.skipSpace()
        // `{` and `[` are two before their ends. An end at once is taken below.
        if scanner.byte != first &+ 2 {
          wantsName = isObject
          continue value
        }
      } else {
        let kind = try scalar(first, &scanner, start, base)
        tokens[count] = Token(kind, start, scanner.place - base - start, at: count)
        count &+= 1
      }
      // Behind a value.
      while true {
        scanner.skipSpace()
        if depth == 0 {
          guard scanner.isAtEnd else {
            throw unexpected("the end of the text", scanner.place - base)
          }
          return JSONTokens(tokens, of: base, decoded: decoded.start)
        }
        if scanner.byte == UInt8(ascii: ",") {
          scanner.place += 1
          wantsName = isObject
          continue value
        }
        guard scanner.byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw unexpected(isObject ? "`,` or `}`" : "`,` or `]`", scanner.place - base)
        }
        scanner.place += 1
        depth &-= 1
        let container = Int(open[depth].token)
        tokens[container].end = UInt32(truncatingIfNeeded: count)
        if open[depth].names > JSONTape.fewNames { try compareNames(of: container) }
        if depth > 0 { isObject = tokens[Int(open[depth &- 1].token)].kind == .object }
      }
    }
  }

  private func scalar(
    _ first: UInt8, _ scanner: inout JSONScanner, _ start: Int, _ base: UnsafePointer<UInt8>
  ) throws(JSONError) -> JSONTokens.Kind {
    let word: (StaticString, JSONTokens.Kind)
    switch first {
    case UInt8(ascii: "t"): word = ("true", .yes)
    case UInt8(ascii: "f"): word = ("false", .no)
    case UInt8(ascii: "n"): word = ("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39:
      guard scanner.number() != nil else { throw unexpected("a digit", scanner.place - base) }
      return .number
    default: throw unexpected("a value", start)
    }
    guard scanner.takeWord(word.0) else { throw unexpected("`\(word.0)`", start) }
    return word.1
  }

  private mutating func reserve(_ most: Int) {
    guard most > capacity else { return }
    memory.deallocate()
    capacity = max(most, capacity * 2)
    memory = .allocate(capacity: capacity)
  }

  // MARK: Strings

  /// A string that has something else than ASCII, or no end.
  ///
  /// - Parameter offset: of its content; then behind the closing quote.
  private mutating func string(from offset: inout Int, at token: Int) throws(JSONError) -> Token {
    let start = offset
    var isASCII = true
    while true {
      guard offset < text.count else { throw unexpected("the closing quote", offset) }
      let byte = text[offset]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start, &offset, at: token) }
      if byte < 0x20 { throw unexpected("an escape for a control character", offset) }
      if byte >= 0x80 { isASCII = false }
      offset += 1
    }
    if !isASCII { try validate(start..<offset) }
    offset += 1
    return Token(.string, start, offset - 1 - start, at: token)
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
  private mutating func escapedString(from start: Int, _ place: inout Int, at token: Int)
    throws(JSONError) -> Token
  {
    let first = decoded.count
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
      for offset in run..<place { decoded.append(text[offset]) }
      place += 1
      if byte == UInt8(ascii: "\"") { break }
      try escape(&place)
      run = place
    }
    return Token(.string, first, decoded.count - first, at: token, isDecoded: true)
  }

  private mutating func escape(_ place: inout Int) throws(JSONError) {
    guard place < text.count else { throw unexpected("an escape", place) }
    let letter = text[place]
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      for byte in UTF8.encode(try escapedScalar(&place)) ?? UTF8.encodedReplacementCharacter {
        decoded.append(byte)
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

  /// Compares the last name with those of its object before it.
  ///
  /// - Parameter start: where its content stands in the text.
  private mutating func compareName(_ place: Int, from start: Int, _ level: Int)
    throws(JSONError)
  {
    let beginning = bytes(of: place).beginning
    // Names that begin differently differ; the rest is compared in full.
    let names = Int(open[level].names)
    open[level].names = Int32(truncatingIfNeeded: names &+ 1)
    guard names < JSONTape.fewNames else { return }
    let earlier = beginnings + level &* JSONTape.fewNames
    for other in 0..<names where earlier[other] == beginning {
      try compareInFull(place, from: start, level)
      break
    }
    earlier[names] = beginning
  }

  private func compareInFull(_ last: Int, from start: Int, _ level: Int) throws(JSONError) {
    var place = Int(open[level].token) + 1
    while place < last {
      if isSame(place, last) { throw repeated(last, at: start - 1) }
      place = Int(memory[place + 1].end)
    }
  }

  private func compareNames(of object: Int) throws(JSONError) {
    var places: [Int] = []
    var place = object + 1
    while place < Int(memory[object].end) {
      places.append(place)
      place = Int(memory[place + 1].end)
    }
    places.sort { bytes(of: $0).lexicographicallyPrecedes(bytes(of: $1)) }
    for (one, other) in zip(places, places.dropFirst()) where isSame(one, other) {
      let later = max(one, other)
      throw repeated(later, at: memory[later].isDecoded ? 0 : Int(memory[later].start) - 1)
    }
  }

  private func isSame(_ one: Int, _ other: Int) -> Bool {
    bytes(of: one).elementsEqual(bytes(of: other))
  }

  private func bytes(of place: Int) -> UnsafeBufferPointer<UInt8> {
    text.baseAddress.map {
      JSONTokens(memory, of: $0, decoded: decoded.start).bytes(of: place)
    } ?? text
  }

  private func repeated(_ place: Int, at offset: Int) -> JSONError {
    JSONError(
      kind: .repeatedName,
      message: "the member `\(String(decoding: bytes(of: place), as: UTF8.self))` is given twice",
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

extension JSONTokens.Token {
  @inline(__always)
  fileprivate init(
    _ kind: JSONTokens.Kind, _ start: Int, _ length: Int, at place: Int, isDecoded: Bool = false
  ) {
    self.init(
      kind: kind, isDecoded: isDecoded, start: UInt32(truncatingIfNeeded: start),
      length: UInt32(truncatingIfNeeded: length), end: UInt32(truncatingIfNeeded: place &+ 1))
  }
}

/// The bytes of strings with escapes.
private struct DecodedBytes: ~Copyable {
  private var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private var capacity = 256
  private(set) var count = 0

  deinit { bytes.deallocate() }

  var start: UnsafePointer<UInt8> { UnsafePointer(bytes) }

  mutating func removeAll() { count = 0 }

  mutating func append(_ byte: UInt8) {
    if count == capacity {
      let more = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      more.update(from: bytes, count: count)
      bytes.deallocate()
      bytes = more
      capacity *= 2
    }
    bytes[count] = byte
    count += 1
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
