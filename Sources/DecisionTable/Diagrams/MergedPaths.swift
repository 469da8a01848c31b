extension PartialFunction {
  /// Paths to the same end that differ in one variable alone, as one: fewer rows, which exclude each
  /// other and cover everything as the paths do. Nil where there are more paths than so many.
  ///
  /// Paths of a diagram must tell apart what is asked early even where only what is asked late
  /// matters; so merging goes from the last variable to the first, until nothing merges any more.
  package func mergedPaths(atMost most: Int) -> [Path]? {
    guard let paths = paths(atMost: most) else { return nil }
    var counts: [Int: Int] = [:]
    for node in nodes where counts[node.variable] == nil {
      counts[node.variable] = node.edges.reduce(0) { $0 + $1.cells.count }
    }
    // A variable of more cells than a word has bits is very rare, and its paths stay as they are.
    guard counts.values.allSatisfy({ $0 < UInt64.bitWidth }) else { return paths }
    let variables = counts.keys.sorted()
    let cellCounts = variables.map { counts[$0] ?? 0 }
    let column = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
    var ends: [End: Int] = [:]
    var merging = RowMerging(anything: cellCounts.map { 1 << UInt64($0 + 1) - 1 })
    for path in paths {
      var bits = merging.anything
      for condition in path.conditions {
        guard let place = column[condition.variable] else { continue }
        bits[place] = condition.cells.reduce(0) { $0 | 1 << UInt64($1) }
        if condition.includesUnknown { bits[place] |= 1 << UInt64(cellCounts[place]) }
      }
      let end = ends[path.end] ?? ends.count
      ends[path.end] = end
      merging.add(bits, end: end)
    }
    merging.mergeAll()
    let endOfNumber = ends.keys.sorted { (ends[$0] ?? 0) < (ends[$1] ?? 0) }
    return merging.rows.map { row in
      Path(
        conditions: variables.indices.compactMap { place in
          let bits = row.bits[place]
          guard bits != merging.anything[place] else { return nil }
          return Condition(
            variable: variables[place],
            cells: (0..<cellCounts[place]).filter { bits >> UInt64($0) & 1 == 1 },
            includesUnknown: bits >> UInt64(cellCounts[place]) & 1 == 1)
        }, end: endOfNumber[row.end])
    }
  }
}

/// Rows that exclude each other, merged in place.
private struct RowMerging {
  struct Row {
    /// By place of the variable, the cells that it may be in, and above them unknown.
    var bits: [UInt64]
    let end: Int
    /// Of the end and of each place by itself, so that it can be had without one of them.
    var hash: UInt64
  }

  /// By place.
  let anything: [UInt64]
  private(set) var rows: [Row] = []

  init(anything: [UInt64]) { self.anything = anything }

  mutating func add(_ bits: [UInt64], end: Int) {
    var hash = RowMerging.hash(UInt64(end), at: -1)
    for (place, bits) in bits.enumerated() { hash ^= RowMerging.hash(bits, at: place) }
    rows.append(Row(bits: bits, end: end, hash: hash))
  }

  mutating func mergeAll() {
    var count = 0
    while rows.count != count {
      count = rows.count
      for place in anything.indices.reversed() { merge(at: place) }
    }
  }

  /// Merges rows that differ at this place alone, into the first of them.
  private mutating func merge(at place: Int) {
    var rowsOfRest: [UInt64: [Int]] = [:]
    var kept = 0
    for number in rows.indices {
      let row = rows[number]
      let rest = row.hash ^ RowMerging.hash(row.bits[place], at: place)
      if let first = rowsOfRest[rest]?.first(where: { isSame(rows[$0], row, but: place) }) {
        let union = rows[first].bits[place] | row.bits[place]
        rows[first].bits[place] = union
        rows[first].hash = rest ^ RowMerging.hash(union, at: place)
      } else {
        rowsOfRest[rest, default: []].append(kept)
        rows[kept] = row
        kept += 1
      }
    }
    rows.removeLast(rows.count - kept)
  }

  private func isSame(_ one: Row, _ other: Row, but place: Int) -> Bool {
    guard one.end == other.end else { return false }
    for column in one.bits.indices where column != place {
      if one.bits[column] != other.bits[column] { return false }
    }
    return true
  }

  private static func hash(_ bits: UInt64, at place: Int) -> UInt64 {
    var hash = bits &+ UInt64(truncatingIfNeeded: place + 2) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash >> 29
  }
}
