internal import CNIfTI

/// Where a volume lies in space, and the header that maps of the same place are written with.
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

  /// Whether two volumes lie at the same place, to a hundredth of a millimetre for each voxel step.
  package func isSamePlace(as other: NIfTIGeometry) -> Bool {
    zip(toMillimetres.joined(), other.toMillimetres.joined()).allSatisfy { abs($0 - $1) <= 0.01 }
  }

  /// A map of this place as a `.nii.gz`.
  func file(_ voxels: [Float], description: String) -> [UInt8] {
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
