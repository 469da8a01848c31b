internal import LiverIronImages

extension NIfTIGeometry {
  /// The same position in the coordinates of DICOM, towards left, back and head.
  var dicom: DICOMGeometry { DICOMGeometry(self) }
}

/// How DICOM describes the position of a volume, in mm.
struct DICOMGeometry {
  private let columns: [[Double]]
  /// Between rows, then between columns.
  let spacing: [Double]
  let orientation: [Double]
  let thickness: Double

  init(_ geometry: NIfTIGeometry) {
    let signs = [-1.0, -1, 1]
    let columns = (0..<4).map { column in
      (0..<3).map { signs[$0] * Double(geometry.toMillimetres[$0][column]) }
    }
    func length(_ vector: [Double]) -> Double {
      vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    self.columns = columns
    spacing = [length(columns[1]), length(columns[0])]
    orientation =
      columns[0].map { $0 / length(columns[0]) } + columns[1].map { $0 / length(columns[1]) }
    thickness = length(columns[2])
  }

  func position(of slice: Int) -> [Double] {
    (0..<3).map { columns[3][$0] + Double(slice) * columns[2][$0] }
  }
}
