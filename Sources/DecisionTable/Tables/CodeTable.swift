internal import Values

/// An open-addressing hash table from codes to values, stored in an arena.
struct CodeTable<Element: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    let code: Code?
    let element: Element?
  }

  private let slots: FrozenArray<Slot>
  private let mask: Int
  /// A Bloom filter over the first three characters of the codes.
  private let beginnings: FrozenArray<UInt64>

  init(_ entries: [(code: Code, element: Element)], in arena: Arena) {
    var slots = [Slot](
      repeating: Slot(code: nil, element: nil), count: max(4, (entries.count * 2).nextPowerOfTwo))
    mask = slots.count - 1
    var beginnings = [UInt64](repeating: 0, count: 64)
    for entry in entries {
      var slot = entry.code.mixed & mask
      while slots[slot].code != nil { slot = (slot + 1) & mask }
      slots[slot] = Slot(code: entry.code, element: entry.element)
      let bit = entry.code.beginning
      beginnings[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    self.slots = FrozenArray(slots, in: arena)
    self.beginnings = FrozenArray(beginnings, in: arena)
  }

  subscript(code: Code) -> Element? {
    let slots = slots.base
    var slot = code.mixed & mask
    while let known = slots[slot].code {
      if known == code { return slots[slot].element }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Whether the table may contain a code with the same first three characters; false is certain.
  @inline(__always)
  func mayContainRelatives(of code: Code) -> Bool {
    let bit = code.beginning
    return beginnings[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }
}
