/// What a scanner states about one image: one slice at one echo time.
///
/// What it does not state is nil; each check decides whether that matters.
package struct ImageHeader: Sendable, Hashable {
  /// The file, and its frame where it has several, as messages name it.
  package var file: String
  package var instanceUID = ""
  package var classUID = ""
  package var seriesUID: String?
  package var studyUID = ""
  package var patientID: String?
  package var patientName: String?
  package var patientBirthDate: String?
  package var manufacturer = ""
  package var scanningSequence: [String] = []
  package var sequenceName: String?
  package var sequenceVariant: [String] = []
  /// The kind of sequence as a text.
  package var sequenceDescription: String?
  package var scanOptions: [String] = []
  /// The serial number or the name of the scanner.
  package var scanner: String?
  package var coil: String?
  /// In Hz for each voxel.
  package var bandwidth: Double?
  /// `1H` for protons.
  package var nucleus: String?
  /// In ms.
  package var inversionTime: Double?
  /// In ms.
  package var echoTime: Double?
  /// In ms.
  package var repetitionTime: Double?
  package var echoTrainLength: Int?
  package var echoNumber: Int?
  package var saysSeveralSpinEchoes = false
  /// When its acquisition began, in seconds of an arbitrary clock that is the same for a study.
  package var acquisitionSeconds: Double?
  package var fieldStrengthTesla: Double?
  /// Of protons, in MHz.
  package var imagingFrequency: Double?
  package var flipAngle: Double?
  package var imageType: [String] = []
  package var complexComponent: String?
  package var isLossy = false
  package var rows = 0
  package var columns = 0
  /// The first voxel, in mm towards left, back and head.
  package var position: Vector?
  /// Towards the next column, and towards the next row.
  package var orientation: [Vector]?
  /// Between rows and between columns, in mm.
  package var spacing: [Double]?
  /// In mm, as the header states it: between the centres of slices, as DICOM defines it, or between their faces.
  package var sliceSpacing: Double?
  /// In mm.
  package var sliceThickness: Double?
  package var frameOfReferenceUID: String?
  package var phaseDirection: PhaseDirection?
  package var rescaleSlope: Double?
  package var rescaleIntercept: Double?
  /// The scale slope that Philips stores in a private element.
  package var philipsScaleSlope: Double?
  /// A magnitude image does not have negative values.
  package var hasNegativeValues = false
  package var contrastAgent: String?

  package init(file: String) { self.file = file }

  package enum PhaseDirection: String, Sendable {
    case row = "ROW"
    case column = "COL"
  }

  package var isOfPhilips: Bool { manufacturer.lowercased().contains("philips") }
}

/// A position or a direction in space, in mm.
package struct Vector: Sendable, Hashable {
  package var x: Double
  package var y: Double
  package var z: Double

  package init(_ x: Double, _ y: Double, _ z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  package static func - (left: Vector, right: Vector) -> Vector {
    Vector(left.x - right.x, left.y - right.y, left.z - right.z)
  }

  package func dot(_ other: Vector) -> Double { x * other.x + y * other.y + z * other.z }

  package func cross(_ other: Vector) -> Vector {
    Vector(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  package var length: Double { dot(self).squareRoot() }
}
