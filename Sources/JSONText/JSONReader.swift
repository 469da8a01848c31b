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

extension JSON {
  /// The one value that the bytes hold, by RFC 8259 to the letter.
  ///
  /// Refused beyond it: a member named twice in an object, and more than `deepest` levels.
  package init(bytes: [UInt8], deepest: Int = 64) throws(JSONError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONError(kind: .notUTF8, message: "the text is not UTF-8", offset: 0)
    }
    var reader = JSONReader(bytes: bytes, deepest: deepest)
    self = try reader.document()
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let deepest: Int
  var offset = 0
  var depth = 0

  init(bytes: [UInt8], deepest: Int) {
    self.bytes = bytes
    self.deepest = deepest
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value()
    skipSpace()
    guard offset == bytes.count else { throw unexpected("the end of the text") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSON {
    switch peek {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      return .number(try number())
    default: throw unexpected("a value")
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    try descend()
    var members: [JSON.Member] = []
    var names: Set<String> = []
    skipSpace()
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        let start = offset
        guard peek == UInt8(ascii: "\"") else { throw unexpected("a member's name in quotes") }
        let name = try string()
        guard names.insert(name).inserted else {
          throw JSONError(
            kind: .repeatedName, message: "the member `\(name)` is given twice", offset: start)
        }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw unexpected("`:`") }
        skipSpace()
        members.append(JSON.Member(name, try value()))
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw unexpected("`,` or `}`") }
    }
    depth -= 1
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSON {
    try descend()
    var elements: [JSON] = []
    skipSpace()
    if !take(UInt8(ascii: "]")) {
      repeat {
        skipSpace()
        elements.append(try value())
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "]")) else { throw unexpected("`,` or `]`") }
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func descend() throws(JSONError) {
    offset += 1
    depth += 1
    guard depth <= deepest else {
      throw JSONError(
        kind: .tooDeep, message: "the text nests more than \(deepest) levels", offset: offset - 1)
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[offset...].starts(with: word.utf8) else { throw unexpected("`\(word)`") }
    offset += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONError) -> String {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = offset
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
    if offset == start { throw unexpected("a digit") }
  }

  private mutating func string() throws(JSONError) -> String {
    offset += 1
    let start = offset
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      offset += 1
    }
    if peek == UInt8(ascii: "\"") {
      offset += 1
      return String(decoding: bytes[start..<offset - 1], as: UTF8.self)
    }
    var text = Array(bytes[start..<offset])
    while true {
      switch peek {
      case nil: throw unexpected("the closing quote")
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        offset += 1
        try escape(into: &text)
      case .some(let byte) where byte < 0x20: throw unexpected("an escape for a control character")
      case let byte?:
        text.append(byte)
        offset += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let letter = peek else { throw unexpected("an escape") }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      text += String(Character(try escapedScalar())).utf8
    default:
      offset -= 1
      throw unexpected("one of the escapes of RFC 8259")
    }
  }

  /// A scalar outside the basic plane is two escapes, a high and a low surrogate.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw unexpected("a whole pair of surrogates")
    }
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw unexpected("a low surrogate") }
    return scalar
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { throw unexpected("four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private func unexpected(_ wanted: String) -> JSONError {
    let found =
      peek.map { $0 < 0x80 && $0 > 0x20 ? "`\(Character(Unicode.Scalar($0)))`" : "a character" }
      ?? "the end"
    return JSONError(kind: .notJSON, message: "expected \(wanted), found \(found)", offset: offset)
  }
}
