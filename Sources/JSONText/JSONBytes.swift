extension UnsafeBufferPointer<UInt8> {
  @inlinable @inline(__always) public func isEqual(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for place in 0..<count where self[place] != word.utf8Start[place] { return false }
    return true
  }

  /// The first eight bytes, or all, the first lowest: what begins differently differs.
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
    for place in 0..<count {
      beginning |= UInt64(self[place]) &<< UInt64(truncatingIfNeeded: 8 &* place)
    }
    return beginning
  }
}
