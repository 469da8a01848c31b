/// A text behind which `padding` more bytes can be read, the first of them a control character.
///
/// So a reader need not ask at each byte whether there is one: at the end stands something that is
/// no part of a string, number, word or sign of JSON.
public struct PaddedText: BitwiseCopyable {
  public let start: UnsafePointer<UInt8>
  public let count: Int

  public static let padding = 32

  /// - Parameter readable: how many bytes can be read behind the text.
  /// - Returns: nil where they are too few, or go on otherwise; a `PaddedCopy` serves then.
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

/// Room for texts that lie elsewhere without padding, one after the other.
public struct PaddedCopy: ~Copyable {
  private var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 512)
  private var capacity = 512

  public init() {}

  deinit { memory.deallocate() }

  /// - Returns: the same text, until the next one.
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
