internal import Glibc

extension RuleIndex.Rows {
  /// Finds the rules that the facts leave possible, and those that they make certain.
  func fill(_ room: inout EvaluationScratch, _ cells: Circuit.Cells) {
    if room.possible.count < wordCount {
      room.possible = Array(repeating: 0, count: wordCount)
      room.certain = Array(repeating: 0, count: wordCount)
    }
    room.contradicting.removeAll(keepingCapacity: true)
    room.asking.removeAll(keepingCapacity: true)
    for place in 0..<variables.count {
      let cell = Int(cells[Int(variables[place])])
      if cell < 0 {
        room.asking.append(place * wordCount * 8)
      } else {
        room.contradicting.append((Int(firstRow[place]) + cell) * wordCount * 8)
      }
    }
    union(of: room.contradicting, in: contradicted, into: &room.possible)
    union(of: room.asking, in: asking, into: &room.certain)
    // What was collected as excluded and as open is turned round.
    for word in 0..<wordCount {
      let rest = rules.count - word * 64
      let mask: UInt64 = rest >= 64 ? ~0 : rest <= 0 ? 0 : (1 << UInt64(rest)) - 1
      let allowed = ~room.possible[word] & mask
      room.possible[word] = allowed
      room.certain[word] = allowed & ~room.certain[word]
    }
  }

  /// What is set in any of some rows. Four rows are gone through side by side from their starts on,
  /// as memory is read ahead.
  private func union(
    of starts: [Int], in rows: FrozenArray<UInt64>, into union: inout [UInt64]
  ) {
    let size = wordCount * 8
    let base = UnsafeRawPointer(rows.base)
    union.withUnsafeMutableBytes { union in
      guard let union = union.baseAddress else { return }
      memset(union, 0, size)
      starts.withUnsafeBufferPointer { starts in
        var place = 0
        while place + 4 <= starts.count {
          let (one, two) = (base + starts[place], base + starts[place + 1])
          let (three, four) = (base + starts[place + 2], base + starts[place + 3])
          for offset in stride(from: 0, to: size, by: 64) {
            func block(_ row: UnsafeRawPointer) -> SIMD8<UInt64> {
              row.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            }
            let bits = block(UnsafeRawPointer(union)) | block(one) | block(two)
            union.storeBytes(
              of: bits | block(three) | block(four), toByteOffset: offset,
              as: SIMD8<UInt64>.self)
          }
          place += 4
        }
        for start in starts[place...] {
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
