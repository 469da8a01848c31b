internal import DICOMFiles
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

/// Frames of one map on the slices of a study, as multi-frame objects of DICOM describe them.
private struct MapFrames {
  let study: MultiEchoStudy
  let slices: [Int]
  let identity: StudyIdentity

  /// `segment` is the number of the segment that the frames belong to; nil for a map of values.
  func put(
    _ dataset: DICOMItem, dimensionUID: String, shared fillShared: (DICOMItem) -> Void,
    segment: Int?, sources: [[SourceInstance]]
  ) {
    putImage(dataset)
    putDimensions(dataset, dimensionUID, hasSegment: segment != nil)
    dataset.add(.sharedGroups) { shared in
      putMeasures(shared)
      fillShared(shared)
    }
    for (number, slice) in slices.enumerated() {
      dataset.add(.perFrameGroups) { frame in
        putPosition(frame, number: number, slice: slice, segment: segment)
        putDerivation(
          frame, isSegmentation: segment != nil,
          from: sources.indices.contains(slice) ? sources[slice] : [])
      }
    }
    putReferences(dataset, to: sources)
  }

  private func putImage(_ dataset: DICOMItem) {
    dataset.put(.frameOfReferenceUID, identity.frameOfReferenceUID)
    dataset.put(.positionReferenceIndicator, "")
    dataset.put(.rows, String(study.grid.rows))
    dataset.put(.columns, String(study.grid.columns))
    dataset.put(.samplesPerPixel, "1")
    dataset.put(.photometricInterpretation, "MONOCHROME2")
    dataset.put(.numberOfFrames, String(slices.count))
  }

  private func putDimensions(_ dataset: DICOMItem, _ uid: String, hasSegment: Bool) {
    dataset.add(.dimensionOrganizationSequence) { $0.put(.dimensionOrganizationUID, uid) }
    if hasSegment { index(dataset, "0062000B", "0062000A", "Segment", uid) }
    index(dataset, "00200032", "00209113", "Position", uid)
  }

  private func putMeasures(_ shared: DICOMItem) {
    let geometry = study.geometry.dicom
    shared.add(.pixelMeasuresSequence) {
      $0.put(.sliceThickness, decimal(geometry.thickness))
      $0.put(.spacingBetweenSlices, decimal(geometry.thickness))
      $0.put(.pixelSpacing, geometry.spacing.map(decimal).joined(separator: "\\"))
    }
    shared.add(.planeOrientationSequence) {
      $0.put(.imageOrientation, geometry.orientation.map(decimal).joined(separator: "\\"))
    }
  }

  private func putPosition(_ frame: DICOMItem, number: Int, slice: Int, segment: Int?) {
    frame.add(.frameContentSequence) {
      $0.put(.dimensionIndexValues, (segment != nil ? "1\\" : "") + String(number + 1))
    }
    frame.add(.planePositionSequence) {
      $0.put(
        .imagePosition,
        study.geometry.dicom.position(of: slice).map(decimal).joined(separator: "\\"))
    }
    guard let segment else { return }
    frame.add(.segmentIdentificationSequence) {
      $0.put(.referencedSegmentNumber, String(segment))
    }
  }

  private func putDerivation(
    _ frame: DICOMItem, isSegmentation: Bool, from sources: [SourceInstance]
  ) {
    frame.add(.derivationImageSequence) { derivation in
      derivation.add(.derivationCodeSequence) {
        let concept =
          isSegmentation
          ? Concept.dcm("113076", "Segmentation")
          : Concept.dcm("113041", "Derived by quantification")
        concept.fill($0)
      }
      for source in sources {
        derivation.add(.sourceImageSequence) { item in
          source.fill(item)
          item.add(.purposeOfReferenceCodeSequence) {
            Concept.dcm("121322", "Source image for image processing operation").fill($0)
          }
        }
      }
    }
  }

  private func putReferences(_ dataset: DICOMItem, to sources: [[SourceInstance]]) {
    let bySeries = Dictionary(grouping: sources.joined(), by: \.seriesUID)
    for (uid, instances) in bySeries.sorted(by: { $0.key < $1.key }) {
      dataset.add(.referencedSeriesSequence) { series in
        series.put(.seriesInstanceUID, uid)
        for instance in instances { series.add(.referencedInstanceSequence) { instance.fill($0) } }
      }
    }
  }

  private func index(
    _ dataset: DICOMItem, _ pointer: String, _ group: String, _ label: String, _ uid: String
  ) {
    func tag(_ digits: String) -> String { "(\(digits.prefix(4)),\(digits.suffix(4)))" }
    dataset.add(.dimensionIndexSequence) {
      $0.put(.dimensionOrganizationUID, uid)
      $0.put(.dimensionIndexPointer, tag(pointer))
      $0.put(.functionalGroupPointer, tag(group))
      $0.put(.dimensionDescriptionLabel, label)
    }
  }

  /// At most 16 characters, as DS has them.
  private func decimal(_ value: Double) -> String { PrintedFigure(value, decimals: 6).plain }
}

extension CheckedAnalysis {
  /// The region that was measured, as a segmentation.
  func regionObject(_ report: HeldReport, _ analysis: Analysis) -> ResultObject {
    let study = analysis.request.study
    let grid = study.grid
    let liver = analysis.request.liver
    let slices = (0..<grid.slices).filter { slice in
      (slice * grid.voxelsInSlice..<(slice + 1) * grid.voxelsInSlice).contains { liver[$0] }
    }
    let object = ResultObject(
      .region, of: report, instance: report.uid("region", nil),
      series: report.uid("region series", nil), number: 9004, content: report.analysedAt)
    let dataset = object.dataset
    dataset.put(.imageType, "DERIVED\\PRIMARY")
    dataset.put(.contentLabel, "LIVER")
    dataset.put(.contentDescription, "Region in which R2 was measured")
    dataset.put(.contentCreatorName, "")
    dataset.put(.lossyCompression, "00")
    dataset.put(.segmentationType, "BINARY")
    dataset.put(.bitsAllocated, "1")
    dataset.put(.bitsStored, "1")
    dataset.put(.highBit, "0")
    dataset.put(.pixelRepresentation, "0")
    let isProposed = report.isRegionProposed
    dataset.add(.segmentSequence) { segment in
      segment.put(.segmentNumber, "1")
      segment.put(.segmentLabel, "Liver")
      segment.put(.segmentAlgorithmType, isProposed ? "AUTOMATIC" : "MANUAL")
      if isProposed { segment.put(.segmentAlgorithmName, "lic \(ResearchUse.version)") }
      segment.add(.segmentedPropertyCategoryCodeSequence) {
        Concept.sct("123037004", "Anatomical Structure").fill($0)
      }
      segment.add(.segmentTypeSequence) { Concept.liver.fill($0) }
    }
    MapFrames(study: study, slices: slices, identity: report.identity).put(
      dataset, dimensionUID: report.uid("region dimensions", nil), shared: { _ in }, segment: 1,
      sources: sources(by: slices, grid))
    var bits = [UInt8](repeating: 0, count: (slices.count * grid.voxelsInSlice + 7) / 8)
    for (number, slice) in slices.enumerated() {
      for index in 0..<grid.voxelsInSlice where liver[slice * grid.voxelsInSlice + index] {
        let bit = number * grid.voxelsInSlice + index
        bits[bit >> 3] |= 1 << (bit & 7)
      }
    }
    if !bits.count.isMultiple(of: 2) { bits.append(0) }
    dataset.put(.pixelData, bytes: bits)
    return object
  }

  /// R2 voxel by voxel as a parametric map, NaN where a voxel does not have one.
  func rateMapObject(_ report: HeldReport, _ analysis: Analysis) -> ResultObject {
    let study = analysis.request.study
    let grid = study.grid
    let object = ResultObject(
      .rateMap, of: report, instance: report.uid("rate map", nil),
      series: report.uid("rate map series", nil), number: 9005, content: report.analysedAt)
    let dataset = object.dataset
    dataset.put(.imageType, "DERIVED\\PRIMARY\\VOLUME\\NONE")
    dataset.put(.contentLabel, "R2")
    dataset.put(.contentDescription, "R2 in 1/s; research use only")
    dataset.put(.contentCreatorName, "")
    dataset.put(.lossyCompression, "00")
    dataset.put(.burnedInAnnotation, "NO")
    dataset.put(.recognizableVisualFeatures, "NO")
    dataset.put(.contentQualification, "RESEARCH")
    dataset.put(.presentationLUTShape, "IDENTITY")
    dataset.put(.acquisitionContextSequence, "")
    dataset.put(.bitsAllocated, "32")
    var values = [Float](repeating: .nan, count: grid.count)
    let fits = analysis.relaxation.fits
    var most: Float = 0
    for (index, voxel) in analysis.relaxation.voxels.enumerated() where fits.hasConverged[index] {
      values[voxel] = fits.ratePerSecond[index]
      most = max(most, fits.ratePerSecond[index])
    }
    let slices = Array(0..<grid.slices)
    MapFrames(study: study, slices: slices, identity: report.identity).put(
      dataset, dimensionUID: report.uid("rate map dimensions", nil),
      shared: { shared in
        shared.add(.parametricMapFrameTypeSequence) {
          $0.put(.frameType, "DERIVED\\PRIMARY\\VOLUME\\NONE")
        }
        shared.add(.pixelTransformationSequence) {
          $0.put(.rescaleIntercept, "0")
          $0.put(.rescaleSlope, "1")
          $0.put(.rescaleType, "US")
        }
        shared.add(.frameVOILUTSequence) {
          $0.put(.windowCenter, PrintedFigure(Double(most) / 2, decimals: 1).plain)
          $0.put(.windowWidth, PrintedFigure(max(1, Double(most)), decimals: 1).plain)
        }
        shared.add(.realWorldValueMappingSequence) { mapping in
          mapping.put(.lutExplanation, "R2")
          mapping.put(.lutLabel, "R2")
          mapping.put(.doubleFloatRealWorldValueFirstValueMapped, "0")
          mapping.put(.doubleFloatRealWorldValueLastValueMapped, "\(most)")
          mapping.put(.realWorldValueIntercept, "0")
          mapping.put(.realWorldValueSlope, "1")
          mapping.add(.measurementUnitsCodeSequence) { Concept.perSecond.fill($0) }
          mapping.add(.quantityDefinitionSequence) { quantity in
            quantity.put(.valueType, "CODE")
            quantity.add(.conceptNameCodeSequence) { Concept.sct("246205007", "Quantity").fill($0) }
            quantity.add(.conceptCodeSequence) { Concept.rate.fill($0) }
          }
        }
      }, segment: nil, sources: sources(by: slices, grid))
    dataset.put(.floatPixelData, floats: values)
    return object
  }

  /// The images of each slice, at all echoes.
  private func sources(by slices: [Int], _ grid: VoxelGrid) -> [[SourceInstance]] {
    let bySlice = study.headers.echoes.map { echo in
      echo.images.sorted { ($0.depth ?? 0) < ($1.depth ?? 0) }
    }
    return (0..<grid.slices).map { slice in
      guard slices.contains(slice) else { return [] }
      return bySlice.compactMap { images in
        guard images.indices.contains(slice) else { return nil }
        let image = images[slice]
        return SourceInstance(
          classUID: image.classUID, instanceUID: image.instanceUID,
          seriesUID: image.seriesUID ?? "",
          sha256: "")
      }
    }
  }
}

extension NIfTIGeometry {
  /// The same position in the coordinates of DICOM, towards left, back and head.
  fileprivate var dicom: DICOMGeometry { DICOMGeometry(self) }
}

private struct DICOMGeometry {
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
