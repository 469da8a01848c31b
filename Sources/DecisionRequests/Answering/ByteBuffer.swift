/// Bytes that are collected and written out together. It keeps its storage when it is emptied.
package struct ByteBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  package private(set) var count = 0

  package init(capacity: Int = 1 << 12) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  package mutating func removeAll() { count = 0 }

  mutating func removeLast(_ fewer: Int) { count -= fewer }

  package mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    let size = bytes.count
    reserve(size)
    if size >= 4, size <= 32 {
      copyFew(UnsafeRawPointer(source), size)
    } else {
      (base + count).update(from: source, count: size)
    }
    count += size
  }

  /// Copies 4 to 32 bytes in words that overlap, which is faster than a call.
  @inline(__always)
  private func copyFew(_ source: UnsafeRawPointer, _ size: Int) {
    let target = UnsafeMutableRawPointer(base + count)
    @inline(__always)
    func copy<Word: BitwiseCopyable>(_ word: Word.Type, at offset: Int) {
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: word), toByteOffset: offset, as: word)
    }
    if size > 16 {
      copy(SIMD16<UInt8>.self, at: 0)
      copy(SIMD16<UInt8>.self, at: size &- 16)
    } else if size >= 8 {
      copy(UInt64.self, at: 0)
      copy(UInt64.self, at: size &- 8)
    } else {
      copy(UInt32.self, at: 0)
      copy(UInt32.self, at: size &- 4)
    }
  }

  /// Appends bytes after which `slack` more can be read.
  @inline(__always)
  mutating func append(padded bytes: UnsafePointer<UInt8>, count: Int) {
    reserve(count &+ ByteBuffer.slack)
    let target = UnsafeMutableRawPointer(base + self.count)
    let source = UnsafeRawPointer(bytes)
    var offset = 0
    // Copying a few words is faster than a call.
    repeat {
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self),
        toByteOffset: offset, as: SIMD16<UInt8>.self)
      offset &+= ByteBuffer.slack
    } while offset < count
    self.count &+= count
  }

  static let slack = 16

  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  @inline(__always)
  mutating func append(literal text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }
}
