internal import Glibc

extension RuleIndex.Rows {
  /// Finds the rules that are possible under the facts, and those that are certain.
  func fill(_ scratch: inout EvaluationScratch, _ cells: Circuit.Cells) {
    if scratch.possible.count < wordCount {
      scratch.possible = Array(repeating: 0, count: wordCount)
      scratch.certain = Array(repeating: 0, count: wordCount)
    }
    scratch.contradicting.removeAll(keepingCapacity: true)
    scratch.asking.removeAll(keepingCapacity: true)
    var isMasked = false
    for position in 0..<variables.count {
      let cell = Int(cells[Int(variables[position])])
      if cell >= 0 {
        scratch.contradicting.append(row(position, cell))
      } else if cell == Int(KnownCells.unknown) {
        scratch.asking.append(position * wordCount * 8)
      } else {
        isMasked = true
      }
    }
    union(of: scratch.contradicting, in: contradicted, into: &scratch.possible)
    union(of: scratch.asking, in: asking, into: &scratch.certain)
    if isMasked { addMasked(to: &scratch, cells) }
    // So far `possible` has the excluded rules and `certain` those that ask unknown variables.
    for word in 0..<wordCount {
      let rest = rules.count - word * 64
      let mask: UInt64 = rest >= 64 ? ~0 : rest <= 0 ? 0 : (1 << UInt64(rest)) - 1
      let allowed = ~scratch.possible[word] & mask
      scratch.possible[word] = allowed
      scratch.certain[word] = allowed & ~scratch.certain[word]
    }
  }

  /// The byte offset of a cell's row in `contradicted`.
  private func row(_ position: Int, _ cell: Int) -> Int {
    (Int(firstRow[position]) + cell) * wordCount * 8
  }

  /// Adds the rules that every cell of a mask contradicts to the excluded ones, and those that one of
  /// them contradicts to those that are not certain.
  private func addMasked(to scratch: inout EvaluationScratch, _ cells: Circuit.Cells) {
    for position in 0..<variables.count {
      let variable = Int(variables[position])
      guard cells[variable] < KnownCells.unknown else { continue }
      let last = position + 1 < variables.count ? Int(firstRow[position + 1]) : rowCount
      let rows = cells.possible(variable, of: last - Int(firstRow[position])) ?? []
      for word in 0..<wordCount {
        var all = ~0 as UInt64
        var some: UInt64 = 0
        for cell in rows {
          let excluded = contradicted[row(position, cell) / 8 + word]
          all &= excluded
          some |= excluded
        }
        scratch.possible[word] |= all
        scratch.certain[word] |= some
      }
    }
  }

  private var rowCount: Int { wordCount == 0 ? 0 : contradicted.count / wordCount }

  /// The bitwise union of the rows that start at these byte offsets. Four rows are read in parallel,
  /// each sequentially, so that the hardware prefetches them.
  private func union(
    of starts: [Int], in rows: FrozenArray<UInt64>, into union: inout [UInt64]
  ) {
    let size = wordCount * 8
    let base = UnsafeRawPointer(rows.base)
    union.withUnsafeMutableBytes { union in
      guard let union = union.baseAddress else { return }
      memset(union, 0, size)
      starts.withUnsafeBufferPointer { starts in
        var next = 0
        while next + 4 <= starts.count {
          let (one, two) = (base + starts[next], base + starts[next + 1])
          let (three, four) = (base + starts[next + 2], base + starts[next + 3])
          for offset in stride(from: 0, to: size, by: 64) {
            func block(_ row: UnsafeRawPointer) -> SIMD8<UInt64> {
              row.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            }
            let bits = block(UnsafeRawPointer(union)) | block(one) | block(two)
            union.storeBytes(
              of: bits | block(three) | block(four), toByteOffset: offset,
              as: SIMD8<UInt64>.self)
          }
          next += 4
        }
        for start in starts[next...] {
          for offset in stride(from: 0, to: size, by: 64) {
            let bits = UnsafeRawPointer(union).loadUnaligned(
              fromByteOffset: offset, as: SIMD8<UInt64>.self)
            union.storeBytes(
              of: bits
                | base.loadUnaligned(fromByteOffset: start + offset, as: SIMD8<UInt64>.self),
              toByteOffset: offset, as: SIMD8<UInt64>.self)
          }
        }
      }
    }
  }
}
