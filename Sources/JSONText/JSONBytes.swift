extension UnsafeBufferPointer<UInt8> {
  @inlinable @inline(__always) public func isEqual(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// The first eight bytes as an integer, with the first byte lowest; missing bytes are zero. Texts
  /// with different beginnings are different.
  @inlinable @inline(__always) public var beginning: UInt64 {
    guard count > 0, let base = UnsafeRawPointer(baseAddress) else { return 0 }
    if count >= 8 { return UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) }
    if count >= 4 {
      let first = UInt32(littleEndian: base.loadUnaligned(as: UInt32.self))
      let last = UInt32(
        littleEndian: base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      return UInt64(first) | UInt64(last) &<< UInt64(truncatingIfNeeded: 8 &* (count &- 4))
    }
    var beginning: UInt64 = 0
    for index in 0..<count {
      beginning |= UInt64(self[index]) &<< UInt64(truncatingIfNeeded: 8 &* index)
    }
    return beginning
  }
}
