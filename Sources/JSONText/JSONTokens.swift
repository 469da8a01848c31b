/// A view of the values that a `JSONTape` has read, by index.
///
/// It consists of three pointers, is passed by value, and is valid until the tape reads the next
/// text.
public struct JSONTokens: BitwiseCopyable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    case null
    case no
    case yes
    case number
    case string
    case array
    /// The tokens of its members follow, a string and a value for each.
    case object
  }

  /// A value, or the name of a member.
  public struct Token: BitwiseCopyable {
    public let kind: Kind
    /// Whether the string had escapes, so that its content is in the decoded bytes and not in the
    /// text.
    public let isDecoded: Bool
    /// The offset of a string's content, of a number's first digit, or of any other value.
    @usableFromInline let start: UInt32
    @usableFromInline let length: UInt32
    /// The index of the token after the value.
    @usableFromInline var end: UInt32
  }

  @usableFromInline let tokens: UnsafePointer<Token>
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let decoded: UnsafePointer<UInt8>

  @inline(__always)
  init(
    _ tokens: UnsafePointer<Token>, of text: UnsafePointer<UInt8>, decoded: UnsafePointer<UInt8>
  ) {
    self.tokens = tokens
    self.text = text
    self.decoded = decoded
  }

  @inlinable public subscript(index: Int) -> Token { tokens[index] }

  /// The index after a value, which is that of the next element or member.
  @inlinable public func end(of index: Int) -> Int { Int(tokens[index].end) }

  /// The content of a string, or the digits of a number.
  @inlinable public func bytes(of index: Int) -> UnsafeBufferPointer<UInt8> {
    let token = tokens[index]
    return UnsafeBufferPointer(
      start: (token.isDecoded ? decoded : text) + Int(token.start), count: Int(token.length))
  }

  /// As above, as a string.
  package func string(of index: Int) -> String {
    String(decoding: bytes(of: index), as: UTF8.self)
  }

  /// The offset of the quote that opens a string; nil if the string was decoded.
  func offset(of string: Int) -> Int? {
    tokens[string].isDecoded ? nil : Int(tokens[string].start) - 1
  }

  /// The index of a member's value, or nil.
  package func member(_ name: StaticString, of object: Int) -> Int? {
    var index = object + 1
    let end = end(of: object)
    while index < end {
      if isEqual(index, name) { return index + 1 }
      index = self.end(of: index + 1)
    }
    return nil
  }

  /// Whether the string at an index is this one.
  @inlinable public func isEqual(_ index: Int, _ text: StaticString) -> Bool {
    bytes(of: index).isEqual(text)
  }
}
