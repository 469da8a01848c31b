internal import CNIfTI
package import LiverIron

/// One volume of a NIfTI-1 file: its voxels as scaled numbers, and where they lie in space.
package struct NIfTIImage: Sendable {
  package let grid: VoxelGrid
  package let geometry: NIfTIGeometry
  package let voxels: [Float]

  /// Reads a `.nii` or `.nii.gz`; sizes are checked before anything of that size is allocated.
  package init(_ bytes: [UInt8], name: String) throws(NIfTIError) {
    let isCompressed = Gzip.isGzip(bytes)
    let start = isCompressed ? try Self.opened(bytes, atMost: Self.headerSize, name) : bytes
    guard start.count >= Self.headerSize else { throw .truncated(name) }
    let layout = try VoxelLayout(header: start, name: name)
    let end = layout.offset + layout.grid.count * layout.kind.size
    let content = isCompressed ? try Self.opened(bytes, atMost: end, name) : bytes
    guard content.count >= end else { throw .truncated(name) }
    grid = layout.grid
    geometry = layout.geometry
    voxels = layout.numbers(in: content)
  }

  static let headerSize = 348
  /// Larger than any clinical volume; a corrupt header asks for more.
  fileprivate static let mostVoxels = 1 << 27

  private static func opened(
    _ bytes: [UInt8], atMost limit: Int, _ name: String
  ) throws(NIfTIError) -> [UInt8] {
    do {
      return try Gzip.opened(bytes, atMost: limit)
    } catch {
      throw error == .truncated ? .truncated(name) : .damaged(name)
    }
  }
}

/// How the voxels of a file are stored, as its header states it.
private struct VoxelLayout {
  let grid: VoxelGrid
  let geometry: NIfTIGeometry
  let kind: VoxelKind
  let isSwapped: Bool
  let offset: Int
  let slope: Float
  let intercept: Float

  init(header bytes: [UInt8], name: String) throws(NIfTIError) {
    let header = bytes.withUnsafeBytes { $0.loadUnaligned(as: nifti_1_header.self) }
    guard header.isConsistent else { throw .notNIfTI(name) }
    guard let kind = VoxelKind(rawValue: Int32(header.typeCode)) else {
      throw .unknownType(name, Int(header.typeCode))
    }
    guard let image = nifti_convert_nhdr2nim(header, nil) else { throw .notNIfTI(name) }
    defer { nifti_image_free(image) }
    let form = image.pointee
    let sizes = [form.nx, form.ny, max(form.nz, 1)].map(Int.init)
    guard form.nt <= 1, form.nu <= 1, form.nv <= 1, form.nw <= 1 else {
      throw .severalVolumes(name, count: Int(max(form.nt, 1)) * Int(max(form.nu, 1)))
    }
    guard sizes.allSatisfy({ $0 > 0 && $0 <= 32767 }),
      sizes[0] * sizes[1] * sizes[2] <= NIfTIImage.mostVoxels
    else { throw .tooLarge(name, sizes) }
    guard form.iname_offset >= NIfTIImage.headerSize, form.iname_offset < 1 << 24 else {
      throw .damaged(name)
    }
    grid = VoxelGrid(columns: sizes[0], rows: sizes[1], slices: sizes[2])
    geometry = NIfTIGeometry(of: form, header: nifti_convert_nim2nhdr(image))
    self.kind = kind
    isSwapped = form.byteorder != nifti_short_order()
    offset = Int(form.iname_offset)
    let isScaled = form.scl_slope != 0 && form.scl_slope.isFinite
    slope = isScaled ? Float(form.scl_slope) : 1
    intercept = isScaled && form.scl_inter.isFinite ? Float(form.scl_inter) : 0
  }

  func numbers(in bytes: [UInt8]) -> [Float] {
    switch kind {
    case .uint8: integers(UInt8.self, bytes)
    case .int8: integers(Int8.self, bytes)
    case .int16: integers(Int16.self, bytes)
    case .uint16: integers(UInt16.self, bytes)
    case .int32: integers(Int32.self, bytes)
    case .uint32: integers(UInt32.self, bytes)
    case .float32:
      patterns(UInt32.self, bytes) { Float(bitPattern: $0) * slope + intercept }
    case .float64:
      patterns(UInt64.self, bytes) { Float(Double(bitPattern: $0)) * slope + intercept }
    }
  }

  private func integers<Stored: FixedWidthInteger & BitwiseCopyable>(
    _: Stored.Type, _ bytes: [UInt8]
  ) -> [Float] {
    patterns(Stored.self, bytes) { Float($0) * slope + intercept }
  }

  private func patterns<Stored: FixedWidthInteger & BitwiseCopyable>(
    _: Stored.Type, _ bytes: [UInt8], _ number: (Stored) -> Float
  ) -> [Float] {
    bytes.withUnsafeBytes { raw in
      [Float](unsafeUninitializedCapacity: grid.count) { target, count in
        for index in 0..<grid.count {
          let stored = raw.loadUnaligned(
            fromByteOffset: offset + index * MemoryLayout<Stored>.size, as: Stored.self)
          target[index] = number(isSwapped ? stored.byteSwapped : stored)
        }
        count = grid.count
      }
    }
  }
}

/// The stored types that are read, by their codes in NIfTI-1.
enum VoxelKind: Int32 {
  case uint8 = 2
  case int16 = 4
  case int32 = 8
  case float32 = 16
  case float64 = 64
  case int8 = 256
  case uint16 = 512
  case uint32 = 768

  var size: Int {
    switch self {
    case .uint8, .int8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .float64: 8
    }
  }
}

/// The checks at which niftiio would print to the terminal, made before it is asked; in either byte order.
extension nifti_1_header {
  fileprivate var isConsistent: Bool {
    guard isSwapped || sizeof_hdr == NIfTIImage.headerSize else { return false }
    let sizes = [dim.0, dim.1, dim.2, dim.3, dim.4, dim.5, dim.6, dim.7].map {
      isSwapped ? $0.byteSwapped : $0
    }
    return (1...7).contains(sizes[0]) && sizes[1...Int(sizes[0])].allSatisfy { $0 > 0 }
  }

  fileprivate var typeCode: Int16 { isSwapped ? datatype.byteSwapped : datatype }

  private var isSwapped: Bool { sizeof_hdr.byteSwapped == NIfTIImage.headerSize }
}
