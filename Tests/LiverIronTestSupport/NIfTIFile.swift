package import LiverIron

/// A NIfTI-1 file, byte by byte.
package struct NIfTIFile {
  package enum Kind: Int16 {
    case uint8 = 2
    case int16 = 4
    case float32 = 16
    case float64 = 64
    case uint16 = 512
  }

  package var sizes: [Int16]
  package var kind = Kind.float32
  package var values: [Float]
  package var slope: Float = 1
  package var intercept: Float = 0
  package var isBigEndian = false
  package var origin: [Float] = [-100, -100, -20]
  /// From voxels to mm; nothing for steps of 2 mm from the origin.
  package var rows: [[Float]]?
  package var magic = "n+1\0"

  package init(grid: VoxelGrid, values: [Float], kind: Kind = .float32) {
    sizes = [3, Int16(grid.columns), Int16(grid.rows), Int16(grid.slices), 1, 1, 1, 1]
    self.values = values
    self.kind = kind
  }

  package var bytes: [UInt8] {
    var file = [UInt8](repeating: 0, count: 352)
    func put(_ pattern: some FixedWidthInteger, at offset: Int) {
      withUnsafeBytes(of: isBigEndian ? pattern.bigEndian : pattern.littleEndian) {
        file.replaceSubrange(offset..<offset + $0.count, with: $0)
      }
    }
    put(Int32(348), at: 0)
    for (index, size) in sizes.enumerated() { put(size, at: 40 + 2 * index) }
    put(kind.rawValue, at: 70)
    put(Int16(8 * stored(0).count), at: 72)
    for index in 0..<8 { put(Float(index == 0 ? 1 : 2).bitPattern, at: 76 + 4 * index) }
    put(Float(352).bitPattern, at: 108)
    put(slope.bitPattern, at: 112)
    put(intercept.bitPattern, at: 116)
    put(Int16(1), at: 254)
    for row in 0..<3 {
      for column in 0..<4 {
        let usual: Float = column == 3 ? origin[row] : column == row ? 2 : 0
        put((rows?[row][column] ?? usual).bitPattern, at: 280 + 16 * row + 4 * column)
      }
    }
    file.replaceSubrange(344..<348, with: Array(magic.utf8))
    for value in values { file += stored(value) }
    return file
  }

  private func stored(_ value: Float) -> [UInt8] {
    func ordered(_ pattern: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: isBigEndian ? pattern.bigEndian : pattern.littleEndian) { Array($0) }
    }
    return switch kind {
    case .uint8: [UInt8(value)]
    case .int16: ordered(Int16(value))
    case .uint16: ordered(UInt16(value))
    case .float32: ordered(value.bitPattern)
    case .float64: ordered(Double(value).bitPattern)
    }
  }
}
