/// A text after which at least `padding` more bytes can be read, the first of them a control
/// character.
///
/// A reader then need not ask before each byte whether the text goes on: the byte after its end is
/// not part of any string, number, word or punctuation of JSON.
public struct PaddedText: BitwiseCopyable {
  public let start: UnsafePointer<UInt8>
  public let count: Int

  public static let padding = 32

  /// - Parameter readable: the number of bytes that can be read after the text.
  /// - Returns: nil if they are too few or do not begin with a control character. The text can then
  ///   be read from a `PaddedCopy`.
  @inlinable public init?(_ text: UnsafeBufferPointer<UInt8>, readable: Int) {
    guard readable >= PaddedText.padding, let start = text.baseAddress, start[text.count] < 0x20
    else { return nil }
    self.start = start
    count = text.count
  }

  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  @inlinable public var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: count)
  }
}

/// Storage for padded copies of texts, one after the other.
public struct PaddedCopy: ~Copyable {
  private var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 512)
  private var capacity = 512

  public init() {}

  deinit { memory.deallocate() }

  /// - Returns: a copy of the text, valid until the next one.
  public mutating func text(_ text: UnsafeBufferPointer<UInt8>) -> PaddedText {
    let size = text.count + PaddedText.padding
    if size > capacity {
      memory.deallocate()
      capacity = max(size, capacity * 2)
      memory = .allocate(capacity: capacity)
    }
    if let base = text.baseAddress { memory.update(from: base, count: text.count) }
    (memory + text.count).update(repeating: 0, count: PaddedText.padding)
    return PaddedText(start: UnsafePointer(memory), count: text.count)
  }
}
