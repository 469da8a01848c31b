/// Names by their bytes, for looking up millions of them without making a `String`.
package struct NameTable: Sendable {
  private var slots: [Int32]
  private var bytes: [UInt8] = []
  private var starts: [Int32] = [0]

  /// - Parameter names: each once.
  package init(_ names: [String]) {
    slots = Array(repeating: -1, count: max(4, (names.count * 2).nextPowerOfTwo))
    for (place, name) in names.enumerated() {
      bytes += name.utf8
      starts.append(Int32(bytes.count))
      var name = name
      var slot = name.withUTF8 { NameTable.hash($0) } & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place)
    }
  }

  /// The place of a name, or nil where it is none of them.
  package func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    var slot = NameTable.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if isEqual(place, name) { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  package func place(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { place(of: $0) }
  }

  private func isEqual(_ place: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[place])
    let count = Int(starts[place + 1]) - start
    guard count == name.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for offset in 0..<count where bytes[start + offset] != name[offset] { return false }
      return true
    }
  }

  /// Of the length and the bytes at both ends.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    let count = name.count
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    if count >= 8, let base = UnsafeRawPointer(name.baseAddress) {
      hash ^= base.loadUnaligned(as: UInt64.self)
      hash &*= 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      hash ^= base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else {
      for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    hash &*= 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: hash >> 33)
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
