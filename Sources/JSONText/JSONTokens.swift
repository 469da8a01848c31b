/// What a `JSONTape` has read: its values by their places.
///
/// A few pointers, passed on by value; valid until the tape's next reading.
public struct JSONTokens: BitwiseCopyable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
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
  public struct Token: BitwiseCopyable {
    public let kind: Kind
    /// Of a string with escapes: its bytes stand in the tape, decoded, not in the text.
    public let isDecoded: Bool
    /// Of a string its content, of a number its digits, of others the first byte.
    @usableFromInline let start: UInt32
    @usableFromInline let length: UInt32
    /// The place of the token behind the value.
    @usableFromInline var end: UInt32
  }

  @usableFromInline let tokens: UnsafePointer<Token>
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let decoded: UnsafePointer<UInt8>

  init(
    _ tokens: UnsafePointer<Token>, of text: UnsafePointer<UInt8>, decoded: UnsafePointer<UInt8>
  ) {
    self.tokens = tokens
    self.text = text
    self.decoded = decoded
  }

  @inlinable public subscript(place: Int) -> Token { tokens[place] }

  /// The place behind a value: that of the next element or member.
  @inlinable public func end(of place: Int) -> Int { Int(tokens[place].end) }

  /// The content of a string, or the digits of a number; no longer than the text.
  @inlinable public func bytes(of place: Int) -> UnsafeBufferPointer<UInt8> {
    let token = tokens[place]
    return UnsafeBufferPointer(
      start: (token.isDecoded ? decoded : text) + Int(token.start), count: Int(token.length))
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
  @inlinable public func isEqual(_ place: Int, _ name: StaticString) -> Bool {
    bytes(of: place).isEqual(name)
  }
}
