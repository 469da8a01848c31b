/// Names by their bytes, for looking up millions of them without making a `String`.
///
/// Lies in an arena and is valid as long as that.
package struct NameTable: BitwiseCopyable, Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var key = Key(UnsafeBufferPointer(start: nil, count: 0))
    /// -1 where the slot is free.
    var place: Int32 = -1
    var start: Int32 = 0
  }

  /// The length and both ends of a name: all of it up to sixteen bytes.
  private struct Key: BitwiseCopyable, Sendable {
    let first: UInt64
    let last: UInt64
    let length: Int32

    @inline(__always)
    init(_ name: UnsafeBufferPointer<UInt8>) {
      let count = name.count
      length = Int32(truncatingIfNeeded: count)
      guard count > 0, let base = UnsafeRawPointer(name.baseAddress) else {
        (first, last) = (0, 0)
        return
      }
      if count >= 8 {
        first = base.loadUnaligned(as: UInt64.self)
        last = base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      } else if count >= 4 {
        first = UInt64(base.loadUnaligned(as: UInt32.self))
        last = UInt64(base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      } else {
        first = UInt64(name[0]) | UInt64(name[count &>> 1]) &<< 8
        last = UInt64(name[count &- 1])
      }
    }

    @inline(__always)
    var hash: Int {
      var hash = first &* 0xFF51_AFD7_ED55_8CCD ^ last &* 0xC4CE_B9FE_1A85_EC53
      hash ^= UInt64(truncatingIfNeeded: length)
      hash &*= 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: hash &>> 33)
    }

    @inline(__always)
    static func == (one: Key, other: Key) -> Bool {
      one.first == other.first && one.last == other.last && one.length == other.length
    }
  }

  private let slots: FrozenArray<Slot>
  private let mask: Int
  private let bytes: FrozenArray<UInt8>

  /// - Parameter names: each once.
  package init(_ names: [String], in arena: Arena) {
    var slots = Array(repeating: Slot(), count: max(4, (names.count * 2).nextPowerOfTwo))
    mask = slots.count - 1
    var bytes: [UInt8] = []
    for (place, name) in names.enumerated() {
      let content = Array(name.utf8)
      let key = content.withUnsafeBufferPointer { Key($0) }
      var slot = key.hash & mask
      while slots[slot].place >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(key: key, place: Int32(place), start: Int32(bytes.count))
      bytes += content
    }
    self.slots = FrozenArray(slots, in: arena)
    self.bytes = FrozenArray(bytes, in: arena)
  }

  /// The place of a name, or nil where it is none of them.
  package func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let key = Key(name)
    let slots = slots.base
    var place = key.hash & mask
    while slots[place].place >= 0 {
      if slots[place].key == key, name.count <= 16 || isSame(Int(slots[place].start), name) {
        return Int(slots[place].place)
      }
      place = (place &+ 1) & mask
    }
    return nil
  }

  package func place(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { place(of: $0) }
  }

  /// Compares what lies between the ends of a longer name.
  ///
  /// - Precondition: the lengths and both ends are equal.
  private func isSame(_ start: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let other = UnsafeRawPointer(name.baseAddress) else { return true }
    let mine = UnsafeRawPointer(bytes.base + start)
    var place = 8
    while place < name.count &- 8 {
      if mine.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      {
        return false
      }
      place &+= 8
    }
    return true
  }
}

extension Int {
  /// The least power of two that is not less.
  var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
