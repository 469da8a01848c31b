/// Names by their bytes, for looking up millions of them without making a `String`.
package final class NameTable: Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var hash: UInt32 = 0
    /// -1 where the slot is free.
    var place: Int32 = -1
    var start: Int32 = 0
    var length: Int32 = 0
  }

  private let slots: FrozenArray<Slot>
  private let mask: Int
  private let bytes: FrozenArray<UInt8>

  /// - Parameter names: each once.
  package init(_ names: [String]) {
    var slots = Array(repeating: Slot(), count: max(4, (names.count * 2).nextPowerOfTwo))
    mask = slots.count - 1
    var bytes: [UInt8] = []
    for (place, name) in names.enumerated() {
      let content = Array(name.utf8)
      let hash = content.withUnsafeBufferPointer { NameTable.hash($0) }
      var slot = Int(hash) & mask
      while slots[slot].place >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(
        hash: hash, place: Int32(place), start: Int32(bytes.count), length: Int32(content.count))
      bytes += content
    }
    self.slots = FrozenArray(slots)
    self.bytes = FrozenArray(bytes)
  }

  /// The place of a name, or nil where it is none of them.
  package func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = NameTable.hash(name)
    let slots = slots.base
    var place = Int(hash) & mask
    while slots[place].place >= 0 {
      let slot = slots[place]
      if slot.hash == hash, slot.length == name.count, isEqual(Int(slot.start), name) {
        return Int(slot.place)
      }
      place = (place + 1) & mask
    }
    return nil
  }

  package func place(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { place(of: $0) }
  }

  /// - Precondition: the lengths are equal.
  @inline(__always)
  private func isEqual(_ start: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let mine = UnsafeRawPointer(bytes.base + start)
    guard let other = UnsafeRawPointer(name.baseAddress) else { return true }
    let count = name.count
    guard count >= 8 else {
      for place in 0..<count where bytes.base[start + place] != name[place] { return false }
      return true
    }
    func differs(at place: Int) -> Bool {
      mine.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    var place = 0
    while place + 8 <= count {
      if differs(at: place) { return false }
      place += 8
    }
    return !differs(at: count - 8)
  }

  /// Of the length and the bytes at both ends.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let count = name.count
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    if let base = UnsafeRawPointer(name.baseAddress) {
      if count >= 8 {
        hash ^= base.loadUnaligned(as: UInt64.self)
        hash &*= 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        hash ^= base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      } else if count >= 4 {
        hash ^= UInt64(base.loadUnaligned(as: UInt32.self))
        hash &*= 0xFF51_AFD7_ED55_8CCD
        hash ^= UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      } else {
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
    }
    hash &*= 0xC4CE_B9FE_1A85_EC53
    return UInt32(truncatingIfNeeded: hash >> 32)
  }
}

extension Int {
  /// The least power of two that is not less.
  var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
