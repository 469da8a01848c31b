internal import DICOMFiles
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

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
}
