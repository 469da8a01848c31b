/// A text followed by at least `padding` readable bytes, of which the first is a control character.
///
/// A reader does not have to check before each byte whether the text has ended: the byte after its
/// end cannot be part of a string, a number, a word or punctuation in JSON.
public struct PaddedText: BitwiseCopyable {
  public let start: UnsafePointer<UInt8>
  public let count: Int

  public static let padding = 32

  /// - Parameter readable: the number of readable bytes after the text.
  /// - Returns: nil if there are too few or the first is not a control character. Use a
  ///   `PaddedCopy` then.
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

/// Storage for a padded copy of a text, reused for each text.
public struct PaddedCopy: ~Copyable {
  private var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 512)
  private var capacity = 512

  public init() {}

  deinit { memory.deallocate() }

  /// - Returns: a padded copy of the text, valid until the next call.
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
