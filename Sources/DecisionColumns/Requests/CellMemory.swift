internal import Values

/// The cells of values that were read before, of one column in one batch.
struct CellMemory: BitwiseCopyable {
  private let cells: UnsafeMutablePointer<Int32>
  /// The bits for which each cell is remembered; nil where cells are remembered by index.
  private let keys: UnsafeMutablePointer<Int>?

  /// No cell and no other state of a variable.
  static let nothing = Int32.min
  static let slots = 256

  init(_ cells: UnsafeMutablePointer<Int32>, keys: UnsafeMutablePointer<Int>?) {
    self.cells = cells
    self.keys = keys
  }

  // MARK: By index

  @inline(__always)
  func cell(at index: Int) -> Int32 { cells[index] }

  @inline(__always)
  func note(_ cell: Int32, at index: Int) { cells[index] = cell }

  // MARK: By bits

  @inline(__always)
  func cell(for bits: Int) -> Int32? {
    let slot = CellMemory.slot(bits)
    return cells[slot] != CellMemory.nothing && keys.unsafelyUnwrapped[slot] == bits
      ? cells[slot] : nil
  }

  @inline(__always)
  func note(_ cell: Int32, for bits: Int) {
    let slot = CellMemory.slot(bits)
    keys.unsafelyUnwrapped[slot] = bits
    cells[slot] = cell
  }

  @inline(__always)
  private static func slot(_ bits: Int) -> Int {
    Int(truncatingIfNeeded: (UInt(bitPattern: bits) &* 0x9E37_79B9_7F4A_7C15) &>> 56)
  }
}

/// Owns the memories of the readers of one batch.
final class Memories {
  private var blocks: [UnsafeMutableRawPointer] = []

  enum Keys {
    case indices(Int)
    case bits
  }

  deinit { for block in blocks { block.deallocate() } }

  /// Places for codes by index, which are read only where something notes that they were written.
  func codes(_ count: Int) -> UnsafeMutablePointer<Code> {
    let codes = UnsafeMutablePointer<Code>.allocate(capacity: max(1, count))
    blocks.append(UnsafeMutableRawPointer(codes))
    return codes
  }

  func memory(_ keys: Keys) -> CellMemory {
    let count: Int
    var bits: UnsafeMutablePointer<Int>?
    switch keys {
    case .indices(let size): count = max(1, size)
    case .bits:
      count = CellMemory.slots
      let keys = UnsafeMutablePointer<Int>.allocate(capacity: count)
      keys.initialize(repeating: 0, count: count)
      blocks.append(UnsafeMutableRawPointer(keys))
      bits = keys
    }
    let cells = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    cells.initialize(repeating: CellMemory.nothing, count: count)
    blocks.append(UnsafeMutableRawPointer(cells))
    return CellMemory(cells, keys: bits)
  }
}
