internal import LiverIron

extension AcquiredHeaders {
  /// What the sidecars of a series say, slice by slice as DICOM does, so that the same checks read it.
  init(images: [SidecarImage], of study: MultiEchoStudy) {
    self.init(
      images: images.flatMap { image in
        (0..<study.grid.slices).map { ImageHeader(image, slice: $0, of: study) }
      }, faults: [],
      contrastAgents: images.compactMap { image in
        (image.sidecar.contrastIngredient ?? image.sidecar.contrastAgent).flatMap { agent in
          ["none", "no", "n/a"].contains(agent.lowercased())
            ? nil : "`\(image.name.sidecar)`: \(agent)"
        }
      }, source: .sidecars)
  }
}

/// One image of a series with its sidecar.
struct SidecarImage {
  let name: MESEName
  let sidecar: Sidecar
  let hasNegativeValues: Bool
}

extension ImageHeader {
  fileprivate init(_ image: SidecarImage, slice: Int, of study: MultiEchoStudy) {
    let sidecar = image.sidecar
    self.init(file: image.name.sidecar)
    seriesUID = sidecar.seriesUID
    studyUID = sidecar.studyUID ?? ""
    manufacturer = sidecar.manufacturer ?? ""
    scanningSequence =
      sidecar.scanningSequence?.split { "\\_".contains($0) }.map(String.init) ?? []
    sequenceDescription = sidecar.sequenceType
    scanOptions = sidecar.scanOptions?.split { "\\_".contains($0) }.map(String.init) ?? []
    echoTime = sidecar.echoTime.map { $0 * 1000 }
    repetitionTime = sidecar.repetitionTime.map { $0 * 1000 }
    echoTrainLength = sidecar.echoTrainLength
    // BIDS numbers the echoes of a series that are one acquisition; dcm2niix writes it for trains.
    echoNumber = sidecar.echoTrainLength.map { $0 > 1 } == true ? sidecar.echoNumber : nil
    acquisitionSeconds = sidecar.acquisitionTime.flatMap(Self.seconds(ofClock:))
    fieldStrengthTesla = sidecar.fieldStrengthTesla
    imagingFrequency = sidecar.imagingFrequency
    nucleus = sidecar.imagedNucleus
    inversionTime = sidecar.inversionTime.map { $0 * 1000 }
    flipAngle = sidecar.flipAngle
    imageType = sidecar.imageType ?? []
    complexComponent = image.name.complexComponent
    scanner = sidecar.scanner ?? sidecar.station
    coil = sidecar.coil
    bandwidth = sidecar.bandwidth
    sliceThickness = sidecar.sliceThickness
    philipsScaleSlope = sidecar.usesPhilipsFloat ? sidecar.philipsScaleSlope : nil
    hasNegativeValues = image.hasNegativeValues
    phaseDirection =
      switch sidecar.phaseDirection ?? sidecar.phaseAxis {
      case "ROW", "i", "i-": .row
      case "COL", "COLUMN", "j", "j-": .column
      default: nil
      }
    let plane = study.geometry.plane(of: slice)
    rows = study.grid.rows
    columns = study.grid.columns
    position = plane.position
    orientation = plane.orientation
    spacing = plane.spacing
  }

  /// `HH:MM:SS.FFFFFF`.
  private static func seconds(ofClock text: String) -> Double? {
    let parts = text.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 3 else { return nil }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }
}

extension NIfTIGeometry {
  /// Where a slice lies, as DICOM states it: in mm towards left, back and head.
  fileprivate func plane(
    of slice: Int
  ) -> (position: Vector, orientation: [Vector], spacing: [Double]) {
    func column(_ index: Int) -> Vector {
      Vector(
        -Double(toMillimetres[0][index]), -Double(toMillimetres[1][index]),
        Double(toMillimetres[2][index]))
    }
    let (along, down, step, origin) = (column(0), column(1), column(2), column(3))
    let position = Vector(
      origin.x + Double(slice) * step.x, origin.y + Double(slice) * step.y,
      origin.z + Double(slice) * step.z)
    func direction(_ vector: Vector) -> Vector {
      Vector(vector.x / vector.length, vector.y / vector.length, vector.z / vector.length)
    }
    return (position, [direction(along), direction(down)], [down.length, along.length])
  }
}
