/// A set of cells of one variable: the cells in which the variable may be under what is known of it.
///
/// The first 64 cells are stored inline, so masks of most variables do not allocate memory.
package struct CellMask: Hashable, Sendable {
  /// The number of cells of the variable.
  package let cellCount: Int
  /// One bit per cell, with the lowest bit for the first one. Bits after the last cell are zero.
  private var first: UInt64
  private var rest: [UInt64]

  /// The empty mask of a variable.
  package init(noneOf cellCount: Int) {
    precondition(cellCount > 0, "a variable without cells")
    self.cellCount = cellCount
    first = 0
    rest = cellCount <= 64 ? [] : Array(repeating: 0, count: CellMask.wordCount(cellCount) - 1)
  }

  /// The mask of all cells of a variable, about which nothing is known.
  package init(allOf cellCount: Int) {
    self.init(noneOf: cellCount)
    first = CellMask.word(0, ofAll: cellCount)
    for index in rest.indices { rest[index] = CellMask.word(index + 1, ofAll: cellCount) }
  }

  /// The mask of some cells of a variable.
  package init(_ cells: some Sequence<Int>, of cellCount: Int) {
    self.init(noneOf: cellCount)
    for cell in cells { insert(cell) }
  }

  // MARK: Members

  package func contains(_ cell: Int) -> Bool {
    precondition((0..<cellCount).contains(cell))
    return self[word: cell >> 6] >> UInt64(cell & 63) & 1 == 1
  }

  package mutating func insert(_ cell: Int) {
    precondition((0..<cellCount).contains(cell))
    let bit = UInt64(1) << UInt64(cell & 63)
    if cell < 64 { first |= bit } else { rest[cell >> 6 - 1] |= bit }
  }

  /// The number of cells in the mask.
  package var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  /// Nothing is possible: no value fits what was stated.
  package var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

  /// Nothing is known: every cell is possible.
  package var isAll: Bool { count == cellCount }

  /// The only cell in the mask; nil if there are none or several.
  package var only: Int? { count == 1 ? cells.first : nil }

  /// The cells in the mask, ascending.
  package var cells: [Int] {
    var cells: [Int] = []
    for index in 0..<CellMask.wordCount(cellCount) {
      var bits = self[word: index]
      while bits != 0 {
        cells.append(index << 6 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
    return cells
  }

  // MARK: Set algebra

  /// - Precondition: both masks are of variables with equally many cells.
  package mutating func formUnion(_ other: CellMask) {
    precondition(cellCount == other.cellCount)
    first |= other.first
    for index in rest.indices { rest[index] |= other.rest[index] }
  }

  /// As above, for the cells in both masks.
  package mutating func formIntersection(_ other: CellMask) {
    precondition(cellCount == other.cellCount)
    first &= other.first
    for index in rest.indices { rest[index] &= other.rest[index] }
  }

  // MARK: Words

  /// The bits of 64 cells.
  package subscript(word index: Int) -> UInt64 { index == 0 ? first : rest[index - 1] }

  /// The number of 64-bit words of a mask.
  package static func wordCount(_ cellCount: Int) -> Int { (cellCount + 63) >> 6 }

  /// A word of the mask of all cells.
  package static func word(_ index: Int, ofAll cellCount: Int) -> UInt64 {
    let remaining = cellCount - index << 6
    return remaining >= 64 ? ~0 : (1 << UInt64(remaining)) - 1
  }
}
