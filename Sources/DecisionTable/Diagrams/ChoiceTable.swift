/// A cache of the results of `DiagramBuilder.choose`: an open-addressing hash table.
struct ChoiceTable {
  private struct Entry {
    var condition: Diagram.Ref
    var then: Diagram.Ref
    var otherwise: Diagram.Ref
    var result: Diagram.Ref

    /// A free slot: `choose` never caches a result for the condition `no`.
    static let empty = Entry(condition: Diagram.no, then: 0, otherwise: 0, result: 0)
  }

  private var entries = [Entry](repeating: .empty, count: 64)
  private var count = 0

  subscript(_ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref)
    -> Diagram.Ref?
  {
    get {
      let entry = entries[slot(condition, then, otherwise)]
      return entry.condition == Diagram.no ? nil : entry.result
    }
    set {
      guard let newValue else { return }
      if count * 2 >= entries.count {
        let old = entries
        entries = Array(repeating: .empty, count: entries.count * 2)
        for entry in old where entry.condition != Diagram.no {
          entries[slot(entry.condition, entry.then, entry.otherwise)] = entry
        }
      }
      entries[slot(condition, then, otherwise)] = Entry(
        condition: condition, then: then, otherwise: otherwise, result: newValue)
      count += 1
    }
  }

  /// The slot of a choice, or the free slot where it belongs.
  private func slot(_ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref)
    -> Int
  {
    var hash = UInt64(UInt32(bitPattern: condition)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(UInt32(bitPattern: then))) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 29) ^ UInt64(UInt32(bitPattern: otherwise))) &* 0xC4CE_B9FE_1A85_EC53
    var slot = Int(truncatingIfNeeded: hash >> 32) & (entries.count - 1)
    while entries[slot].condition != Diagram.no,
      entries[slot].condition != condition || entries[slot].then != then
        || entries[slot].otherwise != otherwise
    {
      slot = (slot + 1) & (entries.count - 1)
    }
    return slot
  }
}
