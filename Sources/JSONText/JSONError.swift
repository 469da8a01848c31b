/// Why a text is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case notJSON = "bad-json"
    case notUTF8 = "bad-utf-8"
    case repeatedName = "repeated-member"
    case tooDeep = "too-deep"
  }

  package let kind: Kind
  package let message: String
  /// The offset of the first byte that is wrong.
  package let offset: Int

  package var description: String { "\(message) (byte \(offset + 1))" }
}

extension JSONError {
  /// The error for an unexpected byte or an unexpected end.
  static func expected(
    _ expected: String, at offset: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> JSONError {
    var found = "the end"
    if offset < text.count {
      let byte = text[offset]
      found =
        byte < 0x80 && byte > 0x20 ? "`\(Character(Unicode.Scalar(byte)))`" : "a character"
    }
    return JSONError(
      kind: .notJSON, message: "expected \(expected), found \(found)", offset: offset)
  }
}
