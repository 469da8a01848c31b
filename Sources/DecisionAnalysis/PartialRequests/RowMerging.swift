internal import DecisionTable

/// Disjoint rows of conditions, merged in place.
struct RowMerging {
  struct Row: BitwiseCopyable {
    let end: Int32
    /// The offset of the row's first word in `bits`.
    fileprivate let start: Int
    /// The XOR of the hashes of the end and of each column, so that one column can be removed.
    fileprivate var hash: UInt64
  }

  /// For each column, all bits set: one per cell of its variable, and the highest for unknown.
  let anything: [UInt64]
  private(set) var rows: [Row] = []
  /// The words of all rows, one per column.
  private var bits: [UInt64] = []

  init(anything: [UInt64]) { self.anything = anything }

  func bits(of row: Row) -> ArraySlice<UInt64> { bits[row.start..<row.start + anything.count] }

  /// - Parameter columns: the bits of each column.
  mutating func add(_ columns: [UInt64], end: Int32) {
    var hash = RowMerging.hash(UInt64(UInt32(bitPattern: end)), at: -1)
    for (column, bits) in columns.enumerated() { hash ^= RowMerging.hash(bits, at: column) }
    rows.append(Row(end: end, start: bits.count, hash: hash))
    bits += columns
  }

  /// Merges by each column, from the last to the first, until nothing changes.
  mutating func mergeAll() {
    var count = 0
    while rows.count != count {
      count = rows.count
      for column in anything.indices.reversed() { merge(at: column) }
    }
  }

  /// Merges rows that differ in this column only, into the first of them. Takes linear expected time.
  private mutating func merge(at column: Int) {
    // A hash table of the rows that are kept, by the hash of their other columns.
    var slots = [Int32](repeating: -1, count: 16)
    while slots.count < 2 * rows.count { slots += slots }
    var kept = 0
    rows: for number in rows.indices {
      let row = rows[number]
      let own = bits[row.start + column]
      let rest = row.hash ^ RowMerging.hash(own, at: column)
      var slot = Int(truncatingIfNeeded: rest) & (slots.count - 1)
      while slots[slot] >= 0 {
        let first = Int(slots[slot])
        if isSame(rows[first], row, but: column) {
          bits[rows[first].start + column] |= own
          rows[first].hash = rest ^ RowMerging.hash(bits[rows[first].start + column], at: column)
          continue rows
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      slots[slot] = Int32(kept)
      rows[kept] = row
      kept += 1
    }
    rows.removeLast(rows.count - kept)
  }

  private func isSame(_ one: Row, _ other: Row, but column: Int) -> Bool {
    guard one.end == other.end else { return false }
    for index in anything.indices where index != column {
      if bits[one.start + index] != bits[other.start + index] { return false }
    }
    return true
  }

  private static func hash(_ bits: UInt64, at column: Int) -> UInt64 {
    var hash = bits &+ UInt64(truncatingIfNeeded: column + 2) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash >> 29
  }
}
