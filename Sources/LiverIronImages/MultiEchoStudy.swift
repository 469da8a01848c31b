package import LiverIron

/// One multi-echo spin-echo series: a volume for each echo time, all in the same position.
package struct MultiEchoStudy: Sendable {
  package let series: String
  package let echoTimes: EchoTimes
  package let grid: VoxelGrid
  package let geometry: NIfTIGeometry
  package let echoes: [[Float]]
  /// Nil when the headers do not state it.
  package let fieldStrengthTesla: Double?

  /// One image and its sidecar, as bytes.
  package struct EchoFile: Sendable {
    package var name: MESEName
    package var image: [UInt8]
    package var sidecar: [UInt8]?

    package init(name: MESEName, image: [UInt8], sidecar: [UInt8]?) {
      self.name = name
      self.image = image
      self.sidecar = sidecar
    }
  }

  package init(series: String, _ files: [EchoFile]) throws {
    self = try Self.reading(series: series, files).study
  }

  /// The study, and what the sidecar of each image says, in the order of the echo times.
  static func reading(
    series: String, _ files: [EchoFile]
  ) throws -> (study: MultiEchoStudy, images: [SidecarImage]) {
    var echoes: [(time: Double, sidecar: Sidecar, image: NIfTIImage, name: MESEName)] = []
    for file in files {
      guard let bytes = file.sidecar else {
        throw StudyError.noSidecar(file.name.file, expected: file.name.sidecar)
      }
      let sidecar = try Sidecar(bytes, name: file.name.sidecar)
      guard let time = sidecar.echoTime else {
        throw StudyError.noEchoTime(file.name.sidecar)
      }
      let image = try NIfTIImage(file.image, name: file.name.file)
      echoes.append((time, sidecar, image, file.name))
    }
    echoes.sort { $0.time < $1.time }
    let echoTimes = try EchoTimes(echoes.map { Seconds($0.time) })
    let first = echoes[0]
    for echo in echoes.dropFirst() {
      try echo.image.requireSamePosition(as: first.image, echo.name.file, first.name.file)
      guard echo.sidecar.fieldStrengthTesla == first.sidecar.fieldStrengthTesla,
        echo.sidecar.repetitionTime == first.sidecar.repetitionTime,
        echo.sidecar.flipAngle == first.sidecar.flipAngle
      else { throw StudyError.differentAcquisition(echo.name.file, first.name.file) }
    }
    let study = MultiEchoStudy(
      series: series, echoTimes: echoTimes, grid: first.image.grid,
      geometry: first.image.geometry, echoes: echoes.map(\.image.voxels),
      fieldStrengthTesla: first.sidecar.fieldStrengthTesla)
    let images = echoes.map {
      SidecarImage(
        name: $0.name, sidecar: $0.sidecar, hasNegativeValues: $0.image.voxels.contains { $0 < 0 })
    }
    return (study, images)
  }

  init(
    series: String, echoTimes: EchoTimes, grid: VoxelGrid, geometry: NIfTIGeometry,
    echoes: [[Float]], fieldStrengthTesla: Double?
  ) {
    self.series = series
    self.echoTimes = echoTimes
    self.grid = grid
    self.geometry = geometry
    self.echoes = echoes
    self.fieldStrengthTesla = fieldStrengthTesla
  }

  /// The voxels of a mask that are not zero; all of them must hold the same whole number.
  package func mask(_ bytes: [UInt8], name: String) throws -> [Bool] {
    let values = try volume(bytes, name: name)
    guard let inside = values.first(where: { $0 != 0 && !$0.isNaN }) else {
      return values.map { _ in false }
    }
    guard inside.isFinite, inside == inside.rounded(),
      values.allSatisfy({ $0 == 0 || $0 == inside || $0.isNaN })
    else { throw StudyError.notAMask(name) }
    return values.map { $0 == inside }
  }

  /// A mask for each number, other than zero, that a volume of labels holds.
  package func labels(_ bytes: [UInt8], name: String) throws -> [[Bool]] {
    let labels = try volume(bytes, name: name)
    var found: [Float] = []
    for label in labels where label != 0 && !label.isNaN && !found.contains(label) {
      guard label.isFinite, label == label.rounded() else { throw StudyError.notLabels(name) }
      found.append(label)
      guard found.count <= Self.mostLabels else { throw StudyError.manyLabels(name) }
    }
    return found.sorted().map { label in labels.map { $0 == label } }
  }

  private static let mostLabels = 16

  private func volume(_ bytes: [UInt8], name: String) throws -> [Float] {
    let image = try NIfTIImage(bytes, name: name)
    if image.grid == grid, image.geometry.isSamePosition(as: geometry) { return image.voxels }
    guard image.grid.count == grid.count else {
      throw StudyError.differentShape(name, series, image.grid, grid)
    }
    guard let sources = geometry.voxels(of: grid, in: image.geometry, image.grid),
      !sources.contains(-1)
    else { throw StudyError.differentPosition(name, series) }
    return sources.map { image.voxels[$0] }
  }
}

extension NIfTIImage {
  fileprivate func requireSamePosition(
    as other: NIfTIImage, _ name: String, _ otherName: String
  ) throws(StudyError) {
    guard grid == other.grid else { throw .differentShape(name, otherName, grid, other.grid) }
    guard geometry.isSamePosition(as: other.geometry) else {
      throw .differentPosition(name, otherName)
    }
  }
}
