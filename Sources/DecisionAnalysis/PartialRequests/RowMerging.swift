internal import DecisionTable

/// Rows of conditions that exclude each other, merged in place.
struct RowMerging {
  struct Row: BitwiseCopyable {
    let end: Int32
    /// Where its bits start.
    fileprivate let start: Int
    /// Of the end and of each column by itself, so that it can be had without one of them.
    fileprivate var hash: UInt64
  }

  /// By column: each cell that its variable may be in, and above them unknown.
  let anything: [UInt64]
  private(set) var rows: [Row] = []
  /// By row, then by column.
  private var bits: [UInt64] = []

  init(anything: [UInt64]) { self.anything = anything }

  func bits(of row: Row) -> ArraySlice<UInt64> { bits[row.start..<row.start + anything.count] }

  /// - Parameter columns: the bits of each.
  mutating func add(_ columns: [UInt64], end: Int32) {
    var hash = RowMerging.hash(UInt64(UInt32(bitPattern: end)), at: -1)
    for (column, bits) in columns.enumerated() { hash ^= RowMerging.hash(bits, at: column) }
    rows.append(Row(end: end, start: bits.count, hash: hash))
    bits += columns
  }

  mutating func mergeAll() {
    var count = 0
    while rows.count != count {
      count = rows.count
      for column in anything.indices.reversed() { merge(at: column) }
    }
  }

  /// Merges rows that differ in this column alone, into the first of them.
  private mutating func merge(at column: Int) {
    // Rows that are kept, by the hash of the rest.
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
    for place in anything.indices where place != column {
      if bits[one.start + place] != bits[other.start + place] { return false }
    }
    return true
  }

  private static func hash(_ bits: UInt64, at column: Int) -> UInt64 {
    var hash = bits &+ UInt64(truncatingIfNeeded: column + 2) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash >> 29
  }
}
