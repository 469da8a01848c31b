internal import CByteScan
internal import Values

/// A hash table from names, as UTF-8 bytes, to their indices, so that a lookup does not create a
/// `String`.
///
/// It is stored in an arena and valid for as long as the arena.
package struct NameTable: BitwiseCopyable, @unchecked Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var beginning = text_beginning()
    var length: Int32 = 0
    /// The index of the name, or -1 if the slot is free.
    var index: Int32 = -1
    /// The offset of the name in the bytes of all names.
    var start: Int32 = 0
  }

  private struct Contents: BitwiseCopyable, @unchecked Sendable {
    let slots: UnsafePointer<Slot>
    let mask: Int
    /// Shifting a hash right by this leaves its highest bits, which depend on the whole beginning.
    let shift: UInt64
    let bytes: UnsafePointer<UInt8>
  }

  // A single pointer, so that the table is passed in a register.
  private let contents: UnsafePointer<Contents>

  /// - Parameter names: the names in the order of their indices, without duplicates.
  package init(_ names: [String], in arena: Arena) {
    var slots = Array(repeating: Slot(), count: max(4, (names.count * 4).nextPowerOfTwo))
    let mask = slots.count - 1
    let shift = UInt64(UInt64.bitWidth - slots.count.trailingZeroBitCount)
    var bytes: [UInt8] = []
    for (index, name) in names.enumerated() {
      let content = Array(name.utf8)
      let padded = content + Array(repeating: 0, count: NameTable.beginning)
      let beginning = padded.withUnsafeBufferPointer {
        beginning_of($0.baseAddress, Int64(content.count))
      }
      var slot = Int(beginning.hash &>> shift)
      while slots[slot].index >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(
        beginning: beginning, length: Int32(content.count), index: Int32(index),
        start: Int32(bytes.count))
      bytes += content
    }
    contents = arena.keep(
      CollectionOfOne(
        Contents(slots: arena.keep(slots), mask: mask, shift: shift, bytes: arena.keep(bytes))))
  }

  private static let beginning = 32

  /// The index of a name, or nil if the table does not contain it.
  package func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard name.count < NameTable.beginning else { return index(ofReadable: name) }
    return name.withReadable { index(ofReadable: $0) }
  }

  /// As above, for a name in padded memory.
  ///
  /// - Parameter name: at least 32 bytes from its start must be readable, whatever its length, as in
  ///   the strings of a `PaddedText`.
  @inline(__always)
  package func index(ofReadable name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = name.baseAddress else { return nil }
    let index = index(start, name.count)
    return index < 0 ? nil : index
  }

  /// The index of a name, or -1 if the table does not contain it.
  private func index(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let beginning = beginning_of(name, Int64(count))
    let (slots, mask) = (contents.pointee.slots, contents.pointee.mask)
    var next = Int(beginning.hash &>> contents.pointee.shift)
    while slots[next].index >= 0 {
      let slot = slots + next
      if slot.pointee.beginning.isEqual(beginning), Int(slot.pointee.length) == count,
        count <= NameTable.beginning
          || same_bytes(name, contents.pointee.bytes + Int(slot.pointee.start), Int64(count))
      {
        return Int(slot.pointee.index)
      }
      next = (next &+ 1) & mask
    }
    return -1
  }

  /// As above, for a string.
  package func index(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { index(of: $0) }
  }
}

extension text_beginning {
  @inline(__always)
  fileprivate func isEqual(_ other: text_beginning) -> Bool {
    (words.0 ^ other.words.0) | (words.1 ^ other.words.1) | (words.2 ^ other.words.2)
      | (words.3 ^ other.words.3) == 0
  }

  @inline(__always)
  fileprivate var hash: UInt64 {
    var hash = words.0 &* 0xFF51_AFD7_ED55_8CCD ^ words.1 &* 0xC4CE_B9FE_1A85_EC53
    hash ^= words.2 &* 0x9E37_79B9_7F4A_7C15 ^ words.3 &* 0xD6E8_FEB8_6659_FD93
    return hash
  }
}

extension Int {
  /// The smallest power of two that is at least this number.
  var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
