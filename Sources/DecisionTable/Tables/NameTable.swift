internal import CByteScan
internal import Values

/// Names by their bytes, for looking up millions of them without making a `String`.
///
/// Lies in an arena and is valid as long as that.
package struct NameTable: BitwiseCopyable, @unchecked Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var beginning = text_beginning()
    var length: Int32 = 0
    /// -1 where the slot is free.
    var place: Int32 = -1
    /// Of the whole name, among the bytes of all.
    var start: Int32 = 0
  }

  private struct Contents: BitwiseCopyable, @unchecked Sendable {
    let slots: UnsafePointer<Slot>
    let mask: Int
    /// Behind it stand the highest bits of a hash, to which all of a name contributes.
    let shift: UInt64
    let bytes: UnsafePointer<UInt8>
  }

  // One address, which is handed on in a register.
  private let contents: UnsafePointer<Contents>

  /// - Parameter names: each once.
  package init(_ names: [String], in arena: Arena) {
    var slots = Array(repeating: Slot(), count: max(4, (names.count * 4).nextPowerOfTwo))
    let mask = slots.count - 1
    let shift = UInt64(UInt64.bitWidth - slots.count.trailingZeroBitCount)
    var bytes: [UInt8] = []
    for (place, name) in names.enumerated() {
      let content = Array(name.utf8)
      let padded = content + Array(repeating: 0, count: NameTable.beginning)
      let beginning = padded.withUnsafeBufferPointer {
        beginning_of($0.baseAddress, Int64(content.count))
      }
      var slot = Int(beginning.hash &>> shift)
      while slots[slot].place >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(
        beginning: beginning, length: Int32(content.count), place: Int32(place),
        start: Int32(bytes.count))
      bytes += content
    }
    contents = arena.keep(
      CollectionOfOne(
        Contents(slots: arena.keep(slots), mask: mask, shift: shift, bytes: arena.keep(bytes))))
  }

  private static let beginning = 32

  /// The place of a name, or nil where it is none of them.
  package func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard name.count < NameTable.beginning else { return place(ofReadable: name) }
    return name.withReadable { place(ofReadable: $0) }
  }

  /// The same.
  ///
  /// - Parameter name: 32 bytes from its start on can be read, whatever its length, as of strings
  ///   of a `PaddedText`.
  @inline(__always)
  package func place(ofReadable name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = name.baseAddress else { return nil }
    let place = slot(start, name.count)
    return place < 0 ? nil : place
  }

  /// -1 where there is none.
  private func slot(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let beginning = beginning_of(name, Int64(count))
    let (slots, mask) = (contents.pointee.slots, contents.pointee.mask)
    var place = Int(beginning.hash &>> contents.pointee.shift)
    while slots[place].place >= 0 {
      let slot = slots + place
      if slot.pointee.beginning.isEqual(beginning), Int(slot.pointee.length) == count,
        count <= NameTable.beginning
          || same_bytes(name, contents.pointee.bytes + Int(slot.pointee.start), Int64(count))
      {
        return Int(slot.pointee.place)
      }
      place = (place &+ 1) & mask
    }
    return -1
  }

  package func place(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { place(of: $0) }
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
  /// The least power of two that is not less.
  var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
