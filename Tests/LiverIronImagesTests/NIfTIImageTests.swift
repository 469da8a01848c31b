import LiverIron
import LiverIronImages
import LiverIronTestSupport
import TestSupport
import Testing

@Suite("NIfTI images")
struct NIfTIImageTests {
  static let grid = VoxelGrid(columns: 5, rows: 4, slices: 3)
  static let values = (0..<60).map { Float($0 * 3) }

  static let kinds: [NIfTIFile.Kind] = [.uint8, .int16, .uint16, .float32, .float64]

  @Test("read every type in either byte order", arguments: kinds, [false, true])
  func readsTypes(kind: NIfTIFile.Kind, isBigEndian: Bool) throws {
    var file = NIfTIFile(grid: Self.grid, values: Self.values, kind: kind)
    file.isBigEndian = isBigEndian
    file.slope = 0.5
    file.intercept = 10
    let image = try NIfTIImage(file.bytes, name: "x.nii")
    #expect(image.grid == Self.grid)
    #expect(image.voxels == Self.values.map { $0 * 0.5 + 10 })
    #expect(image.geometry.toMillimetres[0] == [2, 0, 0, -100])
  }

  @Test("take a slope of zero as none")
  func slopeOfZero() throws {
    var file = NIfTIFile(grid: Self.grid, values: Self.values, kind: .int16)
    file.slope = 0
    #expect(try NIfTIImage(file.bytes, name: "x.nii").voxels == Self.values)
  }

  static let broken: [(String, @Sendable (inout NIfTIFile) -> Void)] = [
    ("ends early", { $0.values.removeLast() }),
    ("claims", { $0.sizes = [3, 30000, 30000, 30000, 1, 1, 1, 1] }),
    ("ends early", { $0.sizes = [3, 500, 500, 500, 1, 1, 1, 1] }),
    ("holds 5 volumes", { $0.sizes = [4, 5, 4, 3, 5, 1, 1, 1] }),
    ("not a NIfTI-1", { $0.sizes = [9, 5, 4, 3, 5, 1, 1, 1] }),
    ("not a NIfTI-1", { $0.sizes = [3, 0, 4, 3, 1, 1, 1, 1] }),
    ("not a NIfTI-1", { $0.sizes = [3, -5, 4, 3, 1, 1, 1, 1] }),
  ]

  @Test("that are broken say how", arguments: broken)
  func refuses(message: String, mistake: @Sendable (inout NIfTIFile) -> Void) {
    var file = NIfTIFile(grid: Self.grid, values: Self.values)
    mistake(&file)
    let bytes = file.bytes
    let error = #expect(throws: NIfTIError.self) { try NIfTIImage(bytes, name: "x.nii") }
    #expect(error.map { $0.problem.contains(message) } == true, "\(String(describing: error))")
  }

  @Test("that are compressed and claim more than they hold end early")
  func compressedClaim() throws {
    var file = NIfTIFile(grid: Self.grid, values: Self.values)
    #expect(try NIfTIImage(gzip(file.bytes), name: "x.nii.gz").voxels == Self.values)
    file.sizes = [3, 512, 512, 500, 1, 1, 1, 1]
    for bytes in [gzip(file.bytes), Array(gzip(file.bytes).dropLast(40))] {
      #expect(throws: NIfTIError.truncated("x.nii.gz")) { try NIfTIImage(bytes, name: "x.nii.gz") }
    }
  }

  /// In one stored block of at most 64 KiB.
  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    var remainder = ~UInt32(0)
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xedb8_8320 : remainder >> 1
      }
    }
    let count = UInt16(bytes.count)
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1] + littleEndian(count) + littleEndian(~count)
      + bytes + littleEndian(~remainder) + littleEndian(UInt32(bytes.count))
  }

  @Test("are an image or an error, whatever the bytes")
  func survivesNoise() {
    var random = SplitMix64(seed: 77)
    let whole = NIfTIFile(grid: Self.grid, values: Self.values).bytes
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<352, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
      }
      if let image = try? NIfTIImage(bytes, name: "x.nii") {
        #expect(image.voxels.count == image.grid.count)
      }
    }
    for count in 0..<60 {
      let gzip: [UInt8] =
        [0x1f, 0x8b] + (0..<count).map { _ in .random(in: 0...255, using: &random) }
      #expect(throws: NIfTIError.self) { try NIfTIImage(gzip, name: "x.nii.gz") }
    }
  }
}
