/// The values of one JSON text as a flat list of tokens, read in strict accordance with RFC 8259.
///
/// This is the only JSON reader of the project: files are converted from it to `JSON` trees, and
/// requests are read from it directly. It is reused for the next text, and allocates only to grow.
///
/// In addition to what the RFC forbids, it refuses repeated member names and nesting beyond
/// `deepest` levels.
public struct JSONTape: ~Copyable {
  package static let deepest = 64

  private var memory: UnsafeMutablePointer<Token>
  private var capacity: Int
  private var decoded = DecodedStrings()
  private var names = MemberNames(levels: JSONTape.deepest)
  private var copy = PaddedCopy()
  /// The token indices of the open containers.
  private let open: UnsafeMutablePointer<Int>

  typealias Token = JSONTokens.Token

  package init() {
    capacity = 256
    memory = .allocate(capacity: capacity)
    open = .allocate(capacity: JSONTape.deepest)
  }

  deinit {
    memory.deallocate()
    open.deallocate()
  }

  /// Reads a text.
  ///
  /// - Returns: its values, of which the first is the root. They point into the tape and are valid
  ///   until it reads the next text.
  package mutating func read(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONTokens {
    try read(copy.text(text))
  }

  /// As above, without a copy, for a text that outlives the returned tokens.
  package mutating func read(_ padded: PaddedText) throws(JSONError) -> JSONTokens {
    decoded.removeAll()
    let text = padded.bytes
    var scanner = JSONScanner(padded)
    let base = padded.start
    // No two tokens begin at adjacent bytes, except a container and its first value.
    reserve(text.count + 2)
    let tokens = memory
    var count = 0
    var depth = 0
    // The state of the innermost container.
    var isObject = false
    var expectsName = false
    value: while true {
      scanner.skipSpace()
      let start = scanner.position - base
      let first = scanner.byte
      if first == UInt8(ascii: "\"") {
        if let plain = scanner.plainString() {
          tokens[count] = Token(.string, start &+ 1, plain.count, at: count)
        } else {
          var offset = start + 1
          tokens[count] = try string(in: text, from: &offset, at: count)
          scanner.position = base + offset
        }
        count &+= 1
        if expectsName {
          try names.add(
            count &- 1, of: open[depth &- 1], at: depth &- 1,
            in: JSONTokens(tokens, of: base, decoded: decoded.start), offset: start)
          guard scanner.take(UInt8(ascii: ":")) else {
            throw .expected("`:`", at: scanner.position - base, in: text)
          }
          expectsName = false
          continue value
        }
      } else if expectsName {
        throw .expected("a member's name in quotes", at: start, in: text)
      } else if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard depth < JSONTape.deepest else {
          throw JSONError(
            kind: .tooDeep, message: "the text has more than \(JSONTape.deepest) nested levels",
            offset: start)
        }
        isObject = first == UInt8(ascii: "{")
        open[depth] = count
        names.beginObject(at: depth)
        depth &+= 1
        tokens[count] = Token(isObject ? .object : .array, start, 1, at: count)
        count &+= 1
        scanner.position += 1
        scanner.skipSpace()
        // In ASCII, `]` and `}` are two after `[` and `{`. An empty container is closed below.
        if scanner.byte != first &+ 2 {
          expectsName = isObject
          continue value
        }
      } else {
        let kind = try scalar(first, &scanner, at: start, in: text)
        tokens[count] = Token(kind, start, scanner.position - base - start, at: count)
        count &+= 1
      }
      // After a value.
      while true {
        scanner.skipSpace()
        if depth == 0 {
          guard scanner.isAtEnd else {
            throw .expected("the end of the text", at: scanner.position - base, in: text)
          }
          return JSONTokens(tokens, of: base, decoded: decoded.start)
        }
        if scanner.byte == UInt8(ascii: ",") {
          scanner.position += 1
          expectsName = isObject
          continue value
        }
        guard scanner.byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw .expected(
            isObject ? "`,` or `}`" : "`,` or `]`", at: scanner.position - base, in: text)
        }
        scanner.position += 1
        depth &-= 1
        let container = open[depth]
        tokens[container].end = UInt32(truncatingIfNeeded: count)
        try names.endObject(
          container, at: depth, in: JSONTokens(tokens, of: base, decoded: decoded.start))
        if depth > 0 { isObject = tokens[open[depth &- 1]].kind == .object }
      }
    }
  }

  private func scalar(
    _ first: UInt8, _ scanner: inout JSONScanner, at start: Int,
    in text: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> JSONTokens.Kind {
    let word: (StaticString, JSONTokens.Kind)
    switch first {
    case UInt8(ascii: "t"): word = ("true", .yes)
    case UInt8(ascii: "f"): word = ("false", .no)
    case UInt8(ascii: "n"): word = ("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39:
      guard scanner.number() != nil else {
        let offset = text.baseAddress.map { scanner.position - $0 } ?? start
        throw .expected("a digit", at: offset, in: text)
      }
      return .number
    default: throw .expected("a value", at: start, in: text)
    }
    guard scanner.takeWord(word.0) else { throw .expected("`\(word.0)`", at: start, in: text) }
    return word.1
  }

  private mutating func reserve(_ size: Int) {
    guard size > capacity else { return }
    memory.deallocate()
    capacity = max(size, capacity * 2)
    memory = .allocate(capacity: capacity)
  }

  /// A string that is not plain: it has escapes, characters beyond ASCII, or no end.
  ///
  /// - Parameter offset: on entry, the offset of its content; on return, the offset after the
  ///   closing quote.
  private mutating func string(
    in text: UnsafeBufferPointer<UInt8>, from offset: inout Int, at token: Int
  ) throws(JSONError) -> Token {
    let start = offset
    while true {
      guard offset < text.count else {
        throw .expected("the closing quote", at: offset, in: text)
      }
      let byte = text[offset]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        let range = try decoded.decode(text, from: start, &offset)
        return Token(.string, range.lowerBound, range.count, at: token, isDecoded: true)
      }
      if byte < 0x20 {
        throw .expected("an escape for a control character", at: offset, in: text)
      }
      offset += 1
    }
    try text.checkUTF8(start..<offset)
    offset += 1
    return Token(.string, start, offset - 1 - start, at: token)
  }
}

extension JSONTokens.Token {
  @inline(__always)
  fileprivate init(
    _ kind: JSONTokens.Kind, _ start: Int, _ length: Int, at index: Int, isDecoded: Bool = false
  ) {
    self.init(
      kind: kind, isDecoded: isDecoded, start: UInt32(truncatingIfNeeded: start),
      length: UInt32(truncatingIfNeeded: length), end: UInt32(truncatingIfNeeded: index &+ 1))
  }
}
