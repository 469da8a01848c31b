internal import CNIfTI
internal import LiverIron

/// Where a volume lies in space, and the header for maps in the same position.
package struct NIfTIGeometry: Sendable {
  /// Rows of the matrix from voxel indices to millimetres to the right, front and top of the patient.
  package let toMillimetres: [[Float]]
  let header: nifti_1_header

  init(of image: nifti_image, header: nifti_1_header) {
    let matrix = image.sform_code > 0 ? image.sto_xyz : image.qto_xyz
    let rows = [matrix.m.0, matrix.m.1, matrix.m.2]
    toMillimetres = rows.map { [$0.0, $0.1, $0.2, $0.3] }
    self.header = header
  }

  /// Of slices of DICOM: the first voxel, the directions of rows and columns, and the step between slices, in mm towards left,
  /// back and head. `spacing` is between rows, then between columns.
  init(
    grid: VoxelGrid, position: Vector, orientation: [Vector], spacing: [Double], step: Vector
  ) {
    let (row, column) = (orientation[0], orientation[1])
    // NIfTI counts towards the right and the front.
    toMillimetres = [
      [-row.x * spacing[1], -column.x * spacing[0], -step.x, -position.x],
      [-row.y * spacing[1], -column.y * spacing[0], -step.y, -position.y],
      [row.z * spacing[1], column.z * spacing[0], step.z, position.z],
    ].map { $0.map(Float.init) }
    var header = nifti_1_header()
    header.sizeof_hdr = 348
    header.dim = (
      3, Int16(grid.columns), Int16(grid.rows), Int16(grid.slices), 1, 1, 1, 1
    )
    header.pixdim = (
      1, Float(spacing[1]), Float(spacing[0]), Float(step.length), 1, 0, 0, 0
    )
    header.sform_code = 1
    let rows = toMillimetres.map { ($0[0], $0[1], $0[2], $0[3]) }
    header.srow_x = rows[0]
    header.srow_y = rows[1]
    header.srow_z = rows[2]
    header.xyzt_units = 2
    self.header = header
  }

  /// Whether the plane of a single slice lies on one slice of a volume, at its first and its last voxel.
  func liesOn(
    slice: Int, of volume: NIfTIGeometry, within millimetres: Float, _ grid: VoxelGrid
  ) -> Bool {
    let corners = [(0, 0), (grid.columns - 1, 0), (0, grid.rows - 1)]
    return corners.allSatisfy { column, row in
      let one = position(column, row, 0)
      let other = volume.position(column, row, slice)
      return zip(one, other).allSatisfy { abs($0 - $1) <= millimetres }
    }
  }

  private func position(_ column: Int, _ row: Int, _ slice: Int) -> [Float] {
    toMillimetres.map {
      $0[0] * Float(column) + $0[1] * Float(row) + $0[2] * Float(slice) + $0[3]
    }
  }

  /// The voxel of another volume for each voxel of this one, where the two differ only in the order and direction of their axes.
  ///
  /// Converters reverse rows, and a mask drawn on converted images is still the same mask.
  func voxels(of grid: VoxelGrid, in other: NIfTIGeometry, _ otherGrid: VoxelGrid) -> [Int]? {
    guard let inverse = SmallInverse(other.toMillimetres.map { Array($0[..<3]) }) else {
      return nil
    }
    let shift = (0..<3).map { toMillimetres[$0][3] - other.toMillimetres[$0][3] }
    let origin = inverse.times(shift)
    var steps: [[Int]] = []
    for axis in 0..<3 {
      let step = inverse.times((0..<3).map { toMillimetres[$0][axis] })
      let whole = step.map { Int($0.rounded()) }
      guard zip(step, whole).allSatisfy({ abs($0 - Float($1)) <= 0.01 }),
        whole.reduce(0, { $0 + abs($1) }) == 1
      else { return nil }
      steps.append(whole)
    }
    let start = origin.map { Int($0.rounded()) }
    guard zip(origin, start).allSatisfy({ abs($0 - Float($1)) <= 0.05 }) else { return nil }
    let sizes = [otherGrid.columns, otherGrid.rows, otherGrid.slices]
    return (0..<grid.count).map { voxel in
      let index = [grid.column(voxel), grid.row(voxel), grid.slice(voxel)]
      let target = (0..<3).map { axis in
        start[axis] + (0..<3).reduce(0) { $0 + steps[$1][axis] * index[$1] }
      }
      guard zip(target, sizes).allSatisfy({ (0..<$1).contains($0) }) else { return -1 }
      return (target[2] * sizes[1] + target[1]) * sizes[0] + target[0]
    }
  }

  /// Whether two volumes lie in the same position, to a hundredth of a millimetre for each voxel step.
  package func isSamePosition(as other: NIfTIGeometry) -> Bool {
    zip(toMillimetres.joined(), other.toMillimetres.joined()).allSatisfy { abs($0 - $1) <= 0.01 }
  }

  /// A map in this position as a `.nii.gz`.
  package func file(_ voxels: [Float], description: String) -> [UInt8] {
    var header = header
    header.datatype = Int16(VoxelKind.float32.rawValue)
    header.bitpix = 32
    header.scl_slope = 1
    header.scl_inter = 0
    header.cal_min = 0
    header.cal_max = 0
    header.vox_offset = 352
    withUnsafeMutableBytes(of: &header.descrip) { target in
      target.initializeMemory(as: UInt8.self, repeating: 0)
      target.copyBytes(from: Array(description.utf8.prefix(79)))
    }
    withUnsafeMutableBytes(of: &header.magic) { $0.copyBytes(from: Array("n+1\0".utf8)) }
    var bytes = withUnsafeBytes(of: header) { Array($0) }
    bytes += [0, 0, 0, 0]
    voxels.withUnsafeBytes { bytes += $0 }
    return Gzip.closed(bytes)
  }
}

/// The inverse of three columns in space.
private struct SmallInverse {
  private let rows: [[Float]]

  init?(_ m: [[Float]]) {
    func minor(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Float {
      m[a][c] * m[b][d] - m[a][d] * m[b][c]
    }
    let determinant =
      m[0][0] * minor(1, 2, 1, 2) - m[0][1] * minor(1, 2, 0, 2) + m[0][2] * minor(1, 2, 0, 1)
    guard abs(determinant) > 1e-9, determinant.isFinite else { return nil }
    rows = [
      [minor(1, 2, 1, 2), -minor(0, 2, 1, 2), minor(0, 1, 1, 2)],
      [-minor(1, 2, 0, 2), minor(0, 2, 0, 2), -minor(0, 1, 0, 2)],
      [minor(1, 2, 0, 1), -minor(0, 2, 0, 1), minor(0, 1, 0, 1)],
    ].map { $0.map { $0 / determinant } }
  }

  func times(_ vector: [Float]) -> [Float] {
    rows.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}
