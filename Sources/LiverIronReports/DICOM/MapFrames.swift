internal import DICOMFiles
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

/// Frames of one map on the slices of a study, as multi-frame objects of DICOM describe them.
struct MapFrames {
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
  /// The images of each slice, at all echoes.
  func sources(by slices: [Int], _ grid: VoxelGrid) -> [[SourceInstance]] {
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
