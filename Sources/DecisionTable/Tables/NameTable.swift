internal import CByteScan
internal import Values

/// A hash table from names, as UTF-8 bytes, to their indices, so that a lookup does not create a
/// `String`.
///
/// It is stored in an arena and valid for as long as the arena.
package struct NameTable: BitwiseCopyable, @unchecked Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var hash: UInt32 = 0
    var length: Int32 = 0
    /// The index of the name, or -1 if the slot is free.
    var index: Int32 = -1
    /// The offset of the name in the bytes of all names.
    var start: Int32 = 0
  }

  private struct Contents: BitwiseCopyable, @unchecked Sendable {
    let slots: UnsafePointer<Slot>
    let mask: Int
    /// Shifting a hash right by this leaves its highest bits.
    let shift: UInt32
    let bytes: UnsafePointer<UInt8>
  }

  // A single pointer, so that the table is passed in a register.
  private let contents: UnsafePointer<Contents>

  /// - Parameter names: the names in the order of their indices, without duplicates.
  package init(_ names: [String], in arena: Arena) {
    var slots = Array(repeating: Slot(), count: max(4, (names.count * 4).nextPowerOfTwo))
    let mask = slots.count - 1
    let shift = UInt32(UInt32.bitWidth - slots.count.trailingZeroBitCount)
    var bytes: [UInt8] = []
    for (index, name) in names.enumerated() {
      let content = Array(name.utf8)
      let padded = content + Array(repeating: 0, count: NameTable.padding)
      let hash = padded.withUnsafeBufferPointer { NameTable.hash($0.baseAddress!, content.count) }
      var slot = Int(hash &>> shift)
      while slots[slot].index >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(
        hash: hash, length: Int32(content.count), index: Int32(index), start: Int32(bytes.count))
      bytes += content
    }
    // Names are compared in blocks.
    bytes += Array(repeating: 0, count: NameTable.padding)
    contents = arena.keep(
      CollectionOfOne(
        Contents(slots: arena.keep(slots), mask: mask, shift: shift, bytes: arena.keep(bytes))))
  }

  private static let padding = 32

  /// The index of a name, or nil if the table does not contain it.
  package func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard name.count < NameTable.padding else { return index(ofReadable: name) }
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
    let hash = NameTable.hash(name, count)
    let (slots, mask) = (contents.pointee.slots, contents.pointee.mask)
    var next = Int(hash &>> contents.pointee.shift)
    while slots[next].index >= 0 {
      let slot = slots + next
      if slot.pointee.hash == hash, Int(slot.pointee.length) == count {
        let known = contents.pointee.bytes + Int(slot.pointee.start)
        let isEqual =
          count <= NameTable.padding
          ? begins_with(name, known, Int64(count)) : same_bytes(name, known, Int64(count))
        if isEqual { return Int(slot.pointee.index) }
      }
      next = (next &+ 1) & mask
    }
    return -1
  }

  /// A hash of the size of a name and of its first and last eight bytes.
  @inline(__always)
  private static func hash(_ name: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    let bytes = UnsafeRawPointer(name)
    var first = bytes.loadUnaligned(as: UInt64.self)
    var last = first
    if count >= 8 {
      last = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    } else {
      // The bytes of the name come first in memory.
      let others = UInt64(littleEndian: ~0 &<< UInt64(8 &* count))
      first &= ~others
      last = first
    }
    let mixed = (first ^ UInt64(count)) &* 0xFF51_AFD7_ED55_8CCD ^ last &* 0xC4CE_B9FE_1A85_EC53
    return UInt32(truncatingIfNeeded: mixed &>> 32)
  }

  /// As above, for a string.
  package func index(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { index(of: $0) }
  }
}

extension Int {
  /// The smallest power of two that is at least this number.
  var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
